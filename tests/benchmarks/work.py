"""Work of any amount, to count its instructions: WORK[name](amount) makes a call that does it."""

from __future__ import annotations

import gc
from collections.abc import Callable

import llamacards as lc

Call = Callable[[], object]

SOURCE = lc.Source(title="Made-up report", published="2024-01-01")
ROWS = [lc.EvalSetup(benchmark=f"Task {n}", shots=5, cot=False, metric="acc") for n in range(20)]
SIX = [
    "llama-2-70b",
    "llama-3-8b",
    "llama-3-70b",
    "llama-3-405b",
    "llama-3.1-70b",
    "llama-3.1-405b",
]


def made_up(count: int) -> list[lc.ModelCard]:
    """Cards of 20 scores each."""
    return [
        lc.ModelCard(
            name=f"model-{n}",
            version=f"{n % 40}.{n % 7}",
            source=SOURCE,
            scores=[
                lc.Score(setup=setup, value=f"{(n * 7 + place) % 1000 / 10}", source=SOURCE)
                for place, setup in enumerate(ROWS)
            ],
        )
        for n in range(count)
    ]


def compared(cards: list[lc.ModelCard], **options: str) -> lc.types.Comparison:
    """Cards side by side, with no others in the catalog."""
    return lc.compare(*cards, catalog=lc.Catalog(), **options)  # type: ignore[arg-type]


def _compare(count: int) -> Call:
    cards = made_up(count)
    return lambda: compared(cards)


def _compare_rows(count: int) -> Call:
    setups = [lc.EvalSetup(benchmark=f"Row {n}", shots=5, metric="acc") for n in range(count)]
    scores = [lc.Score(setup=setup, value="50.0", source=SOURCE) for setup in setups]
    cards = [lc.ModelCard(name=name, scores=scores) for name in "abc"]
    return lambda: str(compared(cards))


def _drawn(method: str) -> Callable[[int], Call]:
    def draw(count: int) -> Call:
        draw_table: Call = getattr(compared(made_up(count)), method)
        return draw_table

    return draw


def _baseline(count: int) -> Call:
    cards = made_up(count)
    return lambda: compared(cards, baseline="model-1")


def _baseline_of_few(count: int) -> Call:
    cards = made_up(count)
    return lambda: lc.compare(*cards[:2], baseline="model-1", catalog=lc.Catalog(cards=cards))


def _documents(count: int) -> Call:
    """Each card in a document of its own."""
    cards = [
        lc.ModelCard(
            name=f"model-{n}",
            scores=[lc.Score(setup=ROWS[0], value="50.0", source=lc.Source(title=f"Report {n}"))],
        )
        for n in range(count)
    ]
    return lambda: str(compared(cards, baseline="model-1"))


def _documents_of_one_card(count: int) -> Call:
    """One card with a figure of each document, beside another card of one."""
    sources = [lc.Source(title=f"Report {n}") for n in range(count)]
    scores = [lc.Score(setup=ROWS[0], value="50.0", source=source) for source in sources]
    cards = [
        lc.ModelCard(name=name, scores=own) for name, own in (("a", scores), ("b", scores[:1]))
    ]
    return lambda: compared(cards, baseline="b")


def _other_setups(count: int) -> Call:
    """Cards that are under different setups of the same benchmarks."""
    setups = [
        [lc.EvalSetup(benchmark=f"Task {n}", shots=shots, metric="acc") for shots in (0, 5, 25)]
        for n in range(10)
    ]
    cards = [
        lc.ModelCard(
            name=f"model-{n}",
            scores=[
                lc.Score(setup=row[n * (place + 1) % 3], value="50.0", source=SOURCE)
                for place, row in enumerate(setups)
            ],
        )
        for n in range(count)
    ]
    return lambda: compared(cards)


def _conflicts(count: int) -> Call:
    other = lc.Source(title="Another report")
    setups = [lc.EvalSetup(benchmark=f"Row {n}", shots=5) for n in range(count)]
    scores = [
        lc.Score(setup=setup, value=value, source=source)
        for setup in setups
        for source, value in ((SOURCE, "50.0"), (other, "51.0"))
    ]
    mine = lc.ModelCard(name="mine", scores=scores)
    return lambda: lc.conflicts(mine, catalog=lc.Catalog())


def _one_by_one(count: int) -> Call:
    """Publications added to a catalog, one by one."""
    publications = [
        lc.Publication(
            source=lc.Source(title=f"Report {n}", published="2024-01-01"),
            cards=[lc.ModelCard(name=f"model-{n}")],
            tables=[
                lc.Table(
                    section="1",
                    columns={"Model": f"model-{n}"},
                    rows={row.benchmark: (row, "50.0") for row in ROWS},
                )
            ],
        )
        for n in range(count)
    ]

    def add_publications() -> lc.Catalog:
        catalog = lc.Catalog()
        for publication in publications:
            catalog = catalog.with_publications(publication)
        return catalog

    return add_publications


def _records(method: str) -> Callable[[int], Call]:
    def write_records(count: int) -> Call:
        write: Call = getattr(lc.Catalog(cards=made_up(count)), method)
        return write

    return write_records


def decoder(layers: int) -> lc.Architecture:
    """A decoder of so many layers, with the widths of Llama 3 8B."""
    return lc.Architecture(
        layers=layers,
        hidden=4096,
        heads=32,
        kv_heads=8,
        head_dim=128,
        ffn=14_336,
        vocabulary=128_256,
        tied_embeddings=False,
    )


def _memory(count: int) -> Call:
    window, shape = lc.TokenBudget(context="8k"), decoder(32)
    cards = [
        lc.ModelCard(name=f"model-{n}", budget=window, architecture=shape) for n in range(count)
    ]
    return lambda: str(lc.memory_table(*cards))


GROWING: dict[str, tuple[Callable[[int], Call], int]] = {
    "compare": (_compare, 40),
    "rows": (_compare_rows, 20),
    "text": (_drawn("to_text"), 20),
    "Markdown": (_drawn("to_markdown"), 20),
    "HTML": (_drawn("to_html"), 20),
    "baseline": (_baseline, 20),
    "baseline of few": (_baseline_of_few, 40),
    "documents": (_documents, 20),
    "documents of one card": (_documents_of_one_card, 40),
    "other setups": (_other_setups, 20),
    "conflicts": (_conflicts, 40),
    "publications one by one": (_one_by_one, 4),
    "JSON Lines": (_records("to_jsonl"), 20),
    "CSV": (_records("to_csv"), 20),
    "memory": (_memory, 40),
}
"""Work with its smaller amount."""


def do(name: str, amount: int, times: int) -> None:
    """Do some work so many times, without collecting garbage."""
    call = GROWING[name][0](amount)
    gc.disable()
    for _ in range(times):
        call()
