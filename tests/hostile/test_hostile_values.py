"""Values that could change, hang or hide something: decimal contexts, threads, sizes, characters."""

import csv
import decimal
import io
import json
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import llamacards as lc
from llamacards import errors
from llamacards._cli.main import main
from llamacards._tables import width
from llamacards.publications import PUBLICATIONS
from made_up import NEW, OLD, publication, table

SECTION = "## Base pretrained models\n\n"
LLAMA_3 = ("llama-2-70b-chat", "llama-3-70b-instruct", "llama-3.1-70b-instruct")

CONTEXTS: dict[str, dict[str, Any]] = {
    "three digits": {"prec": 3},
    "inexact is an error": {"traps": [decimal.Inexact]},
    "floats are an error": {"traps": [decimal.FloatOperation]},
    "nothing is an error": {"traps": []},
    "small exponents": {"prec": 28, "Emax": 20, "Emin": -20},
    "rounded up": {"rounding": decimal.ROUND_UP},
    "small letters": {"capitals": 0},
}


def everything() -> list[str]:
    """What calls give that compute with figures."""
    table = lc.compare(*LLAMA_3, baseline="llama-2-70b-chat", rows="all")
    quantities = [lc.Quantity.parse(text) for text in ("15,600,000.123456K", "1.234567B", "405B")]
    return [
        table.to_text(notes="all"),
        table.to_json(),
        str(lc.conflicts("llama-2-70b")),
        str(lc.drift("Llama 3 model card", "Llama 3.1 model card")),
        str(lc.check_claims()),
        str(lc.memory_table("llama-3-8b", gpu="24.5 GB")),
        str(lc.audit("llama-3-8b")),
        str([*map(repr, quantities), *map(str, quantities)]),
        str(lc.Score.of("x", "0.1234567890123", unit="fraction", source="s").value),
        str(lc.Score.of("x", "66.123456789", source="s").text),
        str(lc.get_card("llama-3-8b").tokens_per_parameter),
        str(quantities[0] > 0.5),
        *(
            repr(lc.Score.of("x", number, unit="s", source="s").value.as_tuple())
            for number in (1e-7, Decimal("1E+2"), 0)
        ),
    ]


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_decimal_context(context: dict[str, Any]) -> None:
    """What is computed is the same whatever decimal context the caller has."""
    expected = everything()
    with decimal.localcontext(decimal.Context(**context)):
        found = everything()
    assert found == expected


def test_no_digit_lost() -> None:
    """A fraction of 34 digits in percent has all of them."""
    digits = "1234567890123456789012345678901234"
    score = lc.Score.of("x", f"0.{digits}", unit="fraction", source="s")
    assert score.value == Decimal(f"{digits[:2]}.{digits[2:]}")


def nested(deep: int) -> list[Any]:
    """Lists in one another."""
    inner: list[Any] = []
    for _ in range(deep):
        inner = [inner]
    return inner


REFUSED: dict[str, Callable[[], object]] = {
    "Fact.value": lambda: lc.Fact(field="cutoff", value=None),
    "derived": lambda: lc.Fact(field="scale.training_flop", value=object()),
    "shots": lambda: lc.EvalSetup(benchmark="x", shots="5-3"),
    "equal shots": lambda: lc.EvalSetup(benchmark="x", shots="5-5"),
    "many shots": lambda: lc.EvalSetup(benchmark="x", shots=10**5000),
    "version": lambda: lc.find(version=[]),  # type: ignore[arg-type]
    "long version": lambda: lc.find(version="1" * 5000),
    "long version of a card": lambda: lc.ModelCard(name="x", version="1" * 5000),
    "specifier": lambda: lc.find(version="three"),
    "sections": lambda: lc.compare("llama-3-8b", sections=None),  # type: ignore[arg-type]
    "quantity": lambda: lc.TokenBudget(training=Decimal("NaN")),
    "comparison": lambda: lc.Quantity(value="5") < Decimal("NaN"),
    "catalog": lambda: lc.get_card("llama-3-8b", catalog="y"),  # type: ignore[arg-type]
    "publications": lambda: lc.Catalog(5),  # type: ignore[arg-type]
    "license": lambda: lc.get_license(None),  # type: ignore[arg-type]
    "license of": lambda: lc.catalog().license_of(None),  # type: ignore[arg-type]
    "key": lambda: lc.catalog()[[]],  # type: ignore[index]
    "day": lambda: lc.Source(title="s", published="2024-01-01").later_than(5),  # type: ignore[arg-type]
    "room": lambda: lc.memory("llama-3-8b").devices_of(0),
    "items": lambda: lc.audit().rows[0].fitting(0),
    "count": lambda: lc.get_card("llama-3-8b").fits("text", count=int),
    "glob": lambda: lc.find("[" * 16_000),
    "digits": lambda: lc.Score.of("x", f"0.{'1' * 100}", source="s"),
    "nested": lambda: lc.get_card(nested(5000)),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED)
def test_refused(call: Callable[[], object]) -> None:
    """What cannot be taken is refused in a sentence."""
    with pytest.raises(lc.LlamaCardsError) as refused:
        call()
    assert len(str(refused.value)) <= 400


TABLES: tuple[dict[str, Any], ...] = (
    {"columns": [(["a"], "b")]},
    {"columns": {"A": 5}},
    {"columns": {"A": ()}},
    {"rows": {"r": ()}},
    {"rows": {"r": ("nothing", "5")}},
    {"doubtful": 5},
    {"doubtful": [([], "A")]},
    {"notes": {("r", "B"): "note"}},
    {"notes": [([], "note")]},
    {"follows": 5},
    {"follows": [([], "A")]},
)


@pytest.mark.parametrize("wrong", TABLES, ids=range(len(TABLES)))
def test_tables(wrong: dict[str, Any]) -> None:
    """A table names cards on one side, setups or fields on the other, and places that it has."""
    right: dict[str, Any] = {
        "section": "s",
        "columns": {"A": "a"},
        "rows": {"r": ("cutoff", "2023-03")},
    }
    lc.Table(**right)
    with pytest.raises(lc.LlamaCardsError):
        lc.Table(**right | wrong)


def test_fields_that_do_not_fit(tmp_path: Path) -> None:
    """What two fields of a file make wrong together is told with its path, like any problem."""
    path = tmp_path / "a.json"
    row = {"field": "cutoff", "figures": "2023-03"}
    table = {"section": "s", "columns": {"A": "cutoff"}, "rows": {"r": row}}
    path.write_text(json.dumps({"source": "s", "tables": [{**table, "models": "rows"}]}))
    lc.load(path)
    path.write_text(json.dumps({"source": "s", "tables": [{**table, "columns": {"A": 5}}]}))
    with pytest.raises(
        errors.ContentError, match=r"tables\[0\].columns must be the name of a card"
    ):
        lc.load(path)
    score = {"benchmark": "MMLU", "value": 5, "source": "s"}
    path.write_text(json.dumps({"name": "a", "scores": [score, {**score, "value": 6}]}))
    with pytest.raises(errors.ContentError, match="two values of a for MMLU in s: 5 and 6"):
        lc.load(path)


def test_unpickled() -> None:
    """A card that went through pickle is the same card, wherever it is asked for."""
    card = pickle.loads(pickle.dumps(lc.get_card("llama-3-8b")))  # noqa: S301 - our own
    assert lc.compare(card, "llama-3-8b") == lc.compare("llama-3-8b")
    assert lc.compare(card, "llama-3-8*").cards == lc.compare("llama-3-8*").cards
    assert lc.check_use(card).plan == lc.check_use("llama-3-8b").plan
    assert lc.catalog().with_cards(card)["llama-3-8b"] == card


def in_threads(call: Callable[[], Any], count: int = 16) -> list[Any]:
    """What a call gives to threads that start at once."""
    together, given, interval = threading.Barrier(count), list[Any](), sys.getswitchinterval()

    def run() -> None:
        together.wait()
        try:
            given.append(call())
        except lc.LlamaCardsError as error:
            given.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    sys.setswitchinterval(1e-5)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    return given


def test_index_filled_by_threads() -> None:
    """Names are found while other threads look up their first one."""
    for number in range(10):
        fresh = lc.catalog().with_cards(lc.ModelCard(name=f"z{number}"))
        names = in_threads(lambda known=fresh: known.lookup("Llama 3.3 70B Instruct").name)  # type: ignore[misc]
        assert set(names) == {"llama-3.3-70b-instruct"}


VIEWS: dict[str, Callable[[lc.Catalog], object]] = {
    "values": lambda known: [card.name for card in known.values()],
    "benchmarks": lambda known: known.benchmarks,
    "reported_benchmarks": lambda known: known.reported_benchmarks,
    "drifts": lambda known: {pair: len(paired) for pair, paired in known.drifts.items()},
    "restated": lambda known: known.restated(OLD, NEW),
    "sources": lambda known: known.sources,
    "as_of": lambda known: [*known.as_of("2023-06-01")],
    "corrected": lambda known: known.corrected,
    "records": lambda known: known.to_json(),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_views_filled_by_threads(view: Callable[[lc.Catalog], object]) -> None:
    """What a catalog makes when it is first asked for is whole for all threads that ask at once."""
    again = publication(table(source=NEW), source=NEW, cards=[])
    publications = [publication(table()), again]
    expected = view(lc.Catalog(publications))
    for _ in range(5):
        fresh = lc.Catalog(publications, later=True)
        assert in_threads(lambda known=fresh: view(known)) == [expected] * 16  # type: ignore[misc]


def test_one_catalog(monkeypatch: pytest.MonkeyPatch) -> None:
    """All threads get the catalog that was made first."""
    from llamacards._catalog import builtin

    monkeypatch.setattr(builtin, "_MADE", {})
    assert len(set(map(id, in_threads(builtin.catalog)))) == 1


def test_fork_beside_a_reader() -> None:
    """A child that is forked while another thread gathers cards does not wait for ever."""
    for delay in range(5):
        fresh = lc.Catalog(PUBLICATIONS, later=True)
        reader = threading.Thread(target=fresh.to_jsonl)
        reader.start()
        time.sleep(delay / 500)
        child = os.fork()
        if child == 0:  # pragma: no cover - the child's coverage is not kept
            # Another thread may hold the lock of coverage, which no thread of the child lets go.
            sys.settrace(None)
            os._exit(fresh["llama-3-8b"].name != "llama-3-8b")
        end, ended = time.monotonic() + 60, (0, 0)
        while not ended[0] and time.monotonic() < end:
            ended = os.waitpid(child, os.WNOHANG)
            time.sleep(0.01)
        reader.join()
        assert ended == (child, 0)


ACTING = "x\u202ey\U000e0041\u200b\x9b2J\x1b]0;T\x07z"


def test_json_hides_nothing() -> None:
    """JSON writes what acts or hides as escapes, and reads back to the same text."""
    known = lc.Catalog(
        cards=[lc.ModelCard(name=ACTING, scores=[lc.Score.of("x", "5", source="s")])]
    )
    written = known.to_json()
    assert all(line.isprintable() for line in written.splitlines())
    assert json.loads(written)[0]["model"] == ACTING
    assert r"\u202ey\udb40\udc41" in written


def test_toml_hides_nothing(tmp_path: Path) -> None:
    """TOML has what acts or hides as escapes too, and reads back to the same text."""
    card = lc.ModelCard(name=ACTING)
    path = lc.dump(card, tmp_path / "a.toml")
    assert all(line.isprintable() for line in path.read_text().split("\n"))
    assert lc.load(path) == card


@pytest.mark.parametrize("start", ["=", "\n=", " =", "\u200b=", "\uff1d", "\t+", "\r\n-", "@"])
def test_no_formula(start: str) -> None:
    """No cell of a CSV file starts with what a spreadsheet runs, and nothing in it acts."""
    card = lc.ModelCard(name=f"{start}cmd{ACTING}", scores=[lc.Score.of("x", "5", source="s")])
    (_, row) = csv.reader(io.StringIO(lc.Catalog(cards=[card]).to_csv()))
    assert row[0].startswith("'")
    assert row[0].isprintable()


@pytest.mark.parametrize("address", ["https://x.example/\u202egpj", "https://x.example/\x9b"])
def test_no_link_that_hides(address: str) -> None:
    """An address with what acts or hides is shown as a text, without it, and is no link."""
    card = lc.ModelCard(name="x", size="8B", source=lc.Source(title="t", url=address))
    for drawn in (card.to_markdown(), card.to_html(), card.to_latex(), card.to_text()):
        assert address not in drawn
        assert "x.example/\u202e" not in drawn


def test_private_use() -> None:
    """A private-use character is printed where it stands, also beside wide characters."""
    source = lc.Source(title="Report \U000f0000\U0010fffd says")
    drawn = str(lc.ModelCard(name="x", title="模", size="8B", source=source))
    assert drawn.endswith("Source [1] Report \U000f0000\U0010fffd says")
    assert "模" in drawn


def test_many_clusters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are more wide characters than stand-ins, the others stand as they are."""
    monkeypatch.setattr(width, "MOST_CLUSTERS", 2)
    drawn = str(lc.ModelCard(name="x", title="甲乙丙\U000f0001", size="8B"))
    assert "甲乙丙\ufffd" in drawn


def test_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Names, keys and paths of files reach the terminal without what acts on it."""
    names = {"e.json": {"name": ACTING}, "k.json": {"name": "x", ACTING: 1}, "ev\nil.json": {}}
    for name, content in names.items():
        (tmp_path / name).write_text(json.dumps(content))
        main(["validate", str(tmp_path / name)])
    with pytest.raises(SystemExit, match="2"):
        main(["memory", "llama-3-8b", "--batch", ACTING * 1000])
    out, said = capsys.readouterr()
    assert all(line.isprintable() for line in (out + said).split("\n"))
    assert out.count("\n") == 1
    assert said.count("\n") == 3
    assert max(map(len, said.splitlines())) <= 500


LONG = "x" * 5000


@pytest.mark.parametrize(
    "arguments",
    [["list", "--version", "1" * 5000], ["verify", LONG], ["validate", LONG], ["show", LONG]],
    ids=range(4),
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What the command line cannot take is one short line, and exit code 2."""
    assert main(arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert len(said) <= 420


@pytest.mark.parametrize("call", [lc.from_hub, lc.verify, lc.load, lc.from_lm_eval, lc.from_eee])
def test_long_path(call: Callable[[str], object]) -> None:
    """A name that is too long for the file system is an error of the file."""
    with pytest.raises(lc.LlamaCardsError):
        call(LONG)
    with pytest.raises(errors.FileError):
        lc.to_hub(lc.ModelCard(name="x"), LONG)


def test_unreadable_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be listed is an error, and not a folder without documents or results."""
    card = lc.ModelCard(name="x", scores=[lc.Score.of("MMLU", "5", source="s")])
    lc.to_hub(card, tmp_path / "hub")
    (tmp_path / "documents" / "sub").mkdir(parents=True)
    listed = Path.iterdir

    def refuse(folder: Path) -> Any:
        if folder.name in (".eval_results", "sub"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    for call in (lc.from_hub, lambda path: lc.to_hub(card, path, overwrite=True)):
        with pytest.raises(errors.FileError, match="cannot be read: Permission denied"):
            call(tmp_path / "hub")
    with pytest.raises(errors.FileError, match="sub cannot be read: Permission denied"):
        lc.verify(tmp_path / "documents")


def test_forbidden_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that the system does not let one look at is an error of the file."""

    def refuse(*_: object, **__: object) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    for call in (lc.from_hub, lc.verify):
        with pytest.raises(errors.FileError, match="cannot be read: Permission denied"):
            call(tmp_path / "secret")


@pytest.mark.parametrize("name", ["a.md", "a.csv", "llama3/MODEL_CARD.md"])
def test_pipe_among_documents(tmp_path: Path, name: str) -> None:
    """A pipe in the place of a document is an error, and nothing waits for it."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    os.mkfifo(tmp_path / name)
    with pytest.raises(errors.FileError, match="is a pipe, not a regular file"):
        lc.verify(tmp_path)


def verified(tmp_path: Path, text: str, name: str = "llama3/MODEL_CARD.md") -> float:
    """The processor seconds that verify takes for one document; a refusal is an answer too."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    started = time.process_time()
    lc.verify(tmp_path)
    return time.process_time() - started


def wide_table(columns: int) -> str:
    """A table of two rows and so many columns."""
    return SECTION + f"{'|a' * columns}|\n{'|-' * columns}|\n{'|1' * columns}|\n"


GROWING: dict[str, tuple[Callable[[int], str], str]] = {
    "digits in prose": (lambda n: SECTION + "1" * n, "llama3/MODEL_CARD.md"),
    "figures in prose": (lambda n: f"{SECTION}micro average {'1.1, ' * (n // 5)}", "llama3/MODEL_CARD.md"),
    "models in prose": (lambda n: f"{SECTION}micro average {'for the ' * (n // 8)}", "llama3/MODEL_CARD.md"),
    "digits in a cell": (lambda n: f"{SECTION}|a|Llama 3 8B|\n|-|-|\n|MMLU (5-shot)|{'1' * n}|\n", "llama3/MODEL_CARD.md"),
    "empty lines": (lambda n: "x" + "\n" * n, "llama3/LICENSE"),
    "headings": (lambda n: "# h\n\n" * (n // 5), "llama3/MODEL_CARD.md"),
    "lines": (lambda n: "locator,value\n" + "\"arXiv:2307.09288 Table 3, row 'x', column 'y'\",1\n" * (n // 50), "s/x.csv"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), GROWING.values(), ids=GROWING)
def test_grows_no_faster(tmp_path: Path, text: Callable[[int], str], name: str) -> None:
    """Four times as much of a document takes no more than about four times as long to verify."""
    verified(tmp_path, "", name)
    base, once = verified(tmp_path, "", name), verified(tmp_path, text(20_000), name)
    four_times = verified(tmp_path, text(80_000), name)
    assert four_times - base < 9 * max(once - base, 0.1)


@pytest.mark.parametrize(
    "text",
    [
        f"{SECTION}<table><tr><td rowspan=1000 colspan=1000>1</td></tr>{'<tr></tr>' * 1000}</table>",
        SECTION + "<table>" + "<tr><td rowspan=1000 colspan=10>1</td></tr>" * 1000 + "</table>",
        wide_table(1001),
    ],
    ids=["one cell", "many cells", "columns"],
)
def test_table_bombs(tmp_path: Path, text: str) -> None:
    """A table that spans ask to be huge is refused before it is."""
    with pytest.raises(
        errors.ContentError, match="a table of more than 1,000 columns or 100,000 cells"
    ):
        verified(tmp_path, text)


def test_spans_of_many_digits(tmp_path: Path) -> None:
    """A span of 5,000 digits is a wide one, and no other text is a span."""
    for span in ("9" * 5000, "1000", "0", "x"):
        cell = f"<tr><td>a<td>b</tr><tr><td>1</td><td rowspan={span}>2</td></tr>"
        assert verified(tmp_path, f"{SECTION}<table>{cell}</table>") >= 0


def test_long_field_of_csv(tmp_path: Path) -> None:
    """What the CSV of Python does not take is an error of the file."""
    with pytest.raises(
        errors.ContentError, match="no CSV that is read: field larger than field limit"
    ):
        verified(tmp_path, "a,b\n" + "x" * 200_000 + ",1\n", "s/x.csv")


def seconds(call: Callable[[], object]) -> float:
    """The processor seconds of a call."""
    started = time.process_time()
    call()
    return time.process_time() - started


WAYS: dict[str, Callable[[int], dict[str, Any]]] = {
    "benchmarks": lambda n: {"benchmark": f"b{n}"},
    "parts of a benchmark": lambda n: {"benchmark": "B", "subset": f"p{n}"},
    "shots of a benchmark": lambda n: {"benchmark": "B", "shots": n},
    "metrics of a benchmark": lambda n: {"benchmark": "B", "metric": f"m{n}"},
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_many_rows(way: Callable[[int], dict[str, Any]]) -> None:
    """Conflicts and comparisons of four times as many rows take about four times as long."""

    def known(rows: int) -> lc.Catalog:
        scores = [
            lc.Score.of(value=str(50 + n % 9 + d), source=f"s{d}", **way(n))
            for n in range(rows)
            for d in (0, 1)
        ]
        return lc.Catalog(cards=[lc.ModelCard(name=name, scores=scores) for name in "mk"])

    small, large = known(500), known(2000)
    calls: tuple[Callable[[lc.Catalog], object], ...] = (
        lambda catalog: str(lc.conflicts("m", catalog=catalog)),
        lambda catalog: str(lc.compare("m", "k", catalog=catalog)),
    )
    for call in calls:
        once = seconds(partial(call, small))
        assert seconds(partial(call, large)) < 9 * max(once, 0.1)
