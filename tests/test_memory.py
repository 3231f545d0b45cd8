"""What models take of memory, and what holds them."""

from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import llamacards as lc
from llamacards import errors
from llamacards._memory.run import BITS, read_size
from made_up import NEW, OLD, card

SHAPE = lc.Architecture(
    layers=2, hidden=8, heads=2, kv_heads=1, head_dim=4, ffn=16, vocabulary=10, tied_embeddings=True
)
ACME = card(architecture=SHAPE, budget=lc.TokenBudget(context="8k"), source=OLD)
NO_WINDOW = card("endless", architecture=SHAPE)
UNSTATED = "not stated: exact parameters, layers, key/value heads, head width and context window"

BUILT_IN = [
    # card, parameters, bytes of KV cache a token, window
    ("llama-2-7b", 6_738_415_616, 524_288, 4096),
    ("llama-2-13b", 13_015_864_320, 819_200, 4096),
    ("llama-2-70b", 68_976_648_192, 327_680, 4096),
    ("llama-3-8b", 8_030_261_248, 131_072, 8192),
    ("llama-3-70b", 70_553_706_496, 327_680, 8192),
    ("llama-3.1-8b", 8_030_261_248, 131_072, 131_072),
    ("llama-3.1-70b", 70_553_706_496, 327_680, 131_072),
    ("llama-3.1-405b", 405_853_388_800, 516_096, 131_072),
    ("llama-3.2-1b", 1_235_814_400, 32_768, 131_072),
    ("llama-3.2-3b", 3_212_749_824, 114_688, 131_072),
    ("llama-3.2-11b-vision", None, 131_072, 131_072),
    ("llama-3.2-90b-vision", None, 327_680, 131_072),
    ("llama-3.3-70b-instruct", 70_553_706_496, 327_680, 131_072),
]

sizes = st.integers(1, 10**6)
dtypes = st.sampled_from(sorted(BITS))


@pytest.mark.parametrize(("name", "parameters", "per_token", "window"), BUILT_IN)
def test_built_in(name: str, parameters: int | None, per_token: int, window: int) -> None:
    """Weights and KV cache of every built-in model are right to the byte, where they can be told."""
    whole, one = lc.memory(name), lc.memory(name, context=1)
    exact = whole.weights if whole.weights_bound == "exactly" else None
    assert exact == (None if parameters is None else 2 * parameters)
    assert (whole.kv_cache, one.kv_cache) == (per_token * window, per_token)
    assert one.total == (one.weights or 0) + per_token


def test_every_architecture_is_tested() -> None:
    """The checkpoint of 400B, what was never released and mixtures of experts have no figures, every other is tested."""
    tested = {name for name, *_ in BUILT_IN}
    without = {"llama-2-34b", "llama-3-405b", "llama-4-scout", "llama-4-maverick"}
    assert {card.name for card in lc.find("*") if not card.derived_from} == tested | without
    assert lc.memory("llama-3.1-8b-instruct").total == lc.memory("llama-3.1-8b").total


@pytest.mark.parametrize(
    ("dtype", "weights", "kv_cache"),
    [
        ("fp32", 5088, 64),
        ("bf16", 2544, 32),
        ("fp16", 2544, 32),
        ("fp8", 1272, 16),
        ("int8", 1272, 16),
        ("int4", 636, 8),
    ],
)
def test_dtypes(dtype: str, weights: int, kv_cache: int) -> None:
    """Every dtype has its plain bits, of 1,272 parameters and 16 numbers a token."""
    taken = lc.memory(ACME, context=1, weights=dtype, kv=dtype)
    assert (taken.weights, taken.kv_cache, taken.total) == (weights, kv_cache, weights + kv_cache)


def test_whole_bytes() -> None:
    """Half a byte of weights takes a whole one."""
    odd = lc.Architecture(
        layers=1, hidden=1, heads=1, kv_heads=1, head_dim=1, ffn=1, vocabulary=1, tied_embeddings=True
    )  # fmt: skip
    assert odd.parameters == 11
    assert lc.memory(card(architecture=odd), context=1, weights="int4").weights == 6


@given(st.integers(1, 4096), st.integers(1, 2), sizes, dtypes)
def test_linear(context: int, times: int, batch: int, kv: str) -> None:
    """The KV cache is linear in tokens and in sequences; the weights know neither."""
    one = lc.memory(ACME, context=1, kv=kv)
    many = lc.memory(ACME, context=times * context, batch=batch, kv=kv)
    assert one.kv_cache is not None
    assert (many.kv_cache, many.weights) == (one.kv_cache * times * context * batch, one.weights)


@given(st.tuples(*[st.integers(1, 8192)] * 2), st.tuples(sizes, sizes), st.tuples(dtypes, dtypes))
def test_monotone(contexts: Any, batches: Any, kinds: Any) -> None:
    """More context, sequences or bits never take less."""
    fewer, more = (
        lc.memory(ACME, context=choose(contexts), batch=choose(batches), weights=dtype, kv=dtype)
        for choose, dtype in (
            (min, min(kinds, key=BITS.__getitem__)),
            (max, max(kinds, key=BITS.__getitem__)),
        )
    )
    assert fewer.total is not None
    assert more.total is not None
    assert fewer.total <= more.total


def kb(size: int) -> str:
    """So many bytes as a size with its unit."""
    return f"{Decimal(size) / 10**6:.6f} MB"


@given(sizes, st.integers(1, 64), dtypes)
def test_longest_context_fits(gpu: int, batch: int, kv: str) -> None:
    """The longest context fits, one token more does not, unless it is beyond the window."""
    measured = lc.memory(ACME, batch=batch, kv=kv)
    longest = measured.longest_context(kb(gpu), headroom="0")
    if longest:
        fitting = lc.memory(ACME, context=longest, batch=batch, kv=kv)
        assert fitting.devices(kb(gpu), "0") == 1
    if longest != 8192:
        more = lc.memory(ACME, context=(longest or 0) + 1, batch=batch, kv=kv)
        assert (more.devices(kb(gpu), "0") or 0) > 1


def test_longest_context() -> None:
    """Beside the weights fit whole tokens of each sequence, at most the window, or 0."""
    measured = lc.memory(ACME, batch=2)
    rooms = (kb(2543), kb(2544), kb(2607), kb(2608), "1 GB")
    assert [measured.longest_context(gpu, headroom="0") for gpu in rooms] == [0, 0, 0, 1, 8192]
    assert measured.longest_context(kb(1304), devices=2, headroom=Decimal(0)) == 1
    endless = lc.memory(NO_WINDOW, context=1)
    assert endless.longest_context("1 GB", headroom="0") == 31_249_920


@pytest.mark.parametrize(
    ("gpu", "headroom", "expected"),
    [(2576, "0", 1), (2575, "0", 2), (2576, "0.1", 2), (2862, "0.1", 2), (2863, "0.1", 1)],
)
def test_devices(gpu: int, headroom: str, expected: int) -> None:
    """Of 2,576 bytes, devices hold what is not kept free of each, rounded down."""
    assert lc.memory(ACME, context=1).devices(kb(gpu), headroom) == expected


def test_default_headroom() -> None:
    """A tenth of each device is kept free unless told otherwise."""
    taken = lc.memory("llama-3-70b")
    assert taken.devices("80 GiB") == taken.devices("80 GiB", Decimal("0.1")) == 2
    assert [taken.devices("80 GiB", share) for share in ("0", "0.2", "0.9")] == [2, 3, 17]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("80 GiB", 85_899_345_920),
        ("80GiB", 85_899_345_920),
        ("80 GB", 80_000_000_000),
        (" 80GB ", 80_000_000_000),
        ("1.5 TiB", 1_649_267_441_664),
        ("2 TB", 2_000_000_000_000),
        ("512 MiB", 536_870_912),
        ("512 MB", 512_000_000),
    ],
)
def test_sizes(stated: str, expected: int) -> None:
    """GiB are powers of 1,024 and GB powers of 1,000."""
    assert read_size(stated) == expected


@given(st.integers(1, 999_999), st.sampled_from("MGT"), st.sampled_from(["", "i"]), st.booleans())
def test_sizes_parse_back(number: int, power: str, binary: str, blank: bool) -> None:
    """What is written as a number of units is that many units."""
    unit = {"": 1000, "i": 1024}[binary] ** " KMGT".index(power)
    assert read_size(f"{number}{' ' * blank}{power}{binary}B") == number * unit


SIZE = "Devices.gpu must be a size with its unit, such as '80 GiB' (1,024^3 bytes) or '80 GB' (1,000^3)"
SHARE = "Devices.headroom must be a share from 0 to below 1, such as '0.1', that leaves room"
WHOLE = "must be a whole number from 1 to below 10^12"
TOKENS = "Run.context must be a whole number of tokens from 1 to below 10^12, such as '8k' (8,192)"
DTYPES = "'fp32', 'bf16', 'fp16', 'fp8', 'int8' and 'int4'"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        *(
            ({"gpu": gpu}, f"{SIZE}, not {gpu!r}")
            for gpu in ("80", "80G", "80 gib", "-1 GiB", "0 GB", "GiB", "8,0 GiB", "", 0, 24, True)
        ),
        ({"gpu": Decimal(80)}, f"{SIZE}, not 80"),
        ({"gpu": 10**5000}, f"{SIZE}, not an integer of 16610 bits"),
        *(
            ({"headroom": share}, f"{SHARE}, not {share}")
            for share in (Decimal(1), Decimal("-0.1"), Decimal("NaN"), True, None)
        ),
        ({"headroom": "10%"}, f"{SHARE}, not '10%'"),
        ({"gpu": "0.000001 MB", "headroom": "0.5"}, f"{SHARE}, not 0.5"),
        *(({"batch": n}, f"Run.batch {WHOLE}, not {n!r}") for n in (0, -1, True, "2", 1.5, None)),
        ({"batch": 10**12}, f"Run.batch {WHOLE}, not 1000000000000"),
        *(
            ({"context": n}, f"{TOKENS}, not {n!r}")
            for n in (0, -1, True, "8Q", "8k+", "1.5", 1.5, "")
        ),
        ({"weights": "int3"}, f"no dtype is named 'int3'; did you mean 'int4' or 'int8'? There is {DTYPES}"),
        ({"kv": "BF16"}, f"no dtype is named 'BF16'; did you mean 'bf16' or 'fp16'? There is {DTYPES}"),
        ({"kv": 16}, f"no dtype is named 16; did you mean 'fp16' or 'bf16'? There is {DTYPES}"),
    ],
)  # fmt: skip
def test_refused(asked: dict[str, Any], message: str) -> None:
    """What cannot be is refused with the field, the rule and the value, or the choices."""
    with pytest.raises((errors.FieldError, errors.UnknownOptionError)) as refused:
        lc.memory_table(ACME, **asked)
    assert str(refused.value) == message


def test_refused_by_methods() -> None:
    """The methods refuse what the table does, of a model without figures too."""
    unknown = lc.memory("llama-3-405b")
    with pytest.raises(errors.FieldError) as refused:
        unknown.devices("80G")
    assert str(refused.value) == f"{SIZE}, not '80G'"
    with pytest.raises(errors.FieldError) as refused:
        unknown.longest_context("80 GiB", devices=0)
    assert str(refused.value) == f"Devices.count {WHOLE}, not 0"


def test_not_stated() -> None:
    """Without an architecture or a window there is a reason, and no figure that needs it."""
    nothing = lc.memory(card("unknown"))
    assert (nothing.weights, nothing.kv_cache, nothing.total) == (None, None, None)
    assert (nothing.devices("80 GiB"), nothing.longest_context("80 GiB")) == (None, None)
    assert nothing.reason == UNSTATED
    endless = lc.memory(NO_WINDOW)
    assert (endless.weights, endless.kv_cache, endless.total) == (2544, None, None)
    assert endless.reason == "not stated: context window"
    for value in ("0", "0.5", "8192.5"):
        with pytest.raises(
            errors.FieldError, match="TokenBudget.context must be a number of token"
        ):
            lc.TokenBudget(context=lc.Quantity(value=Decimal(value)))
    partly = lc.Architecture(layers=2, kv_heads=1, head_dim=4)
    cached = lc.memory(card(architecture=partly), context=1)
    assert (cached.weights, cached.kv_cache, cached.total) == (None, 32, None)
    assert cached.reason == "not stated: exact parameters"


@pytest.mark.parametrize(
    ("field", "label"),
    [("layers", "layers"), ("kv_heads", "key/value heads"), ("head_dim", "head width")],
)
def test_one_number_not_stated(field: str, label: str) -> None:
    """Without one of the numbers of the KV cache there is none, and no context that fits."""
    shape = attrs.evolve(SHAPE, **{field: None})
    measured = lc.memory(card(architecture=shape, parameters="1B"), context=1)
    assert (measured.kv_cache, measured.longest_context("80 GiB")) == (None, None)
    assert measured.reason == f"not stated: {label}"


def test_sources_of_figures() -> None:
    """Figures cite the document of the shape, or of the total; a window that was asked for, none."""
    rounded = lc.Fact(field="parameters", value="1B", source=NEW)
    both = attrs.evolve(ACME, name="both", facts=[rounded])
    (figure,) = lc.memory_table(both).figures("weights")
    assert figure is not None
    assert figure.source == OLD
    measured = lc.memory(ACME)
    assert str(measured).startswith("acme-8b\n[1] ")
    total = card("total", parameters="1B", source=NEW)
    table = lc.memory_table(ACME, total)
    for field, sources in (("weights", [OLD, NEW]), ("kv_cache", [OLD]), ("context", [OLD])):
        figures = table.figures(field)
        assert [figure.source for figure in figures if figure] == sources
    (asked, _) = lc.memory_table(ACME, total, context="4k").figures("context")
    assert asked is not None
    assert asked.source is None


def test_window_too_small() -> None:
    """A context beyond the window of one model leaves it without a cache, and says why."""
    table = lc.memory_table(ACME, NO_WINDOW, context="16k", gpu="1 GB")
    assert [row.reason for row in table.rows] == [
        "16,384 tokens exceed the context window of 8,192",
        None,
    ]
    assert (table.needed, table.longest) == ((None, 1), (8192, 28_124_920))


@pytest.mark.parametrize(
    ("stated", "weights", "bound", "text"),
    [
        ("109B", 218_000_000_000, "about", "~203.0"),
        ("~109B", 218_000_000_000, "about", "~203.0"),
        ("400B+", 800_000_000_000, "at least", "745.1+"),
        ("up to 9B", None, "exactly", None),
    ],
)
def test_stated_totals(stated: str, weights: int | None, bound: str, text: str | None) -> None:
    """A total that a source states serves where the exact count is not known, and is marked."""
    shape = lc.Architecture(layers=2, kv_heads=1, head_dim=4)
    stating = card(architecture=shape, parameters=stated)
    measured = lc.memory(stating, context=1)
    assert (measured.weights, measured.weights_bound) == (weights, bound)
    table = lc.memory_table(stating, context=1)
    figures = [table.figures(field)[0] for field in ("weights", "kv_cache", "devices")]
    assert [figure and figure.text for figure in figures[:2]] == [text, "<0.1"]
    if text is not None:
        assert f"{stated.strip('~')}" in str(measured)


def test_sliding_layers() -> None:
    """A layer with a sliding window keeps no more tokens than that; the others keep all."""
    sliding = attrs.evolve(SHAPE, sliding_window=10, sliding_layers=1)
    mine = card(architecture=sliding, budget=lc.TokenBudget(context="8k"))
    caches = [lc.memory(mine, context=n).kv_cache for n in (1, 10, 11, 100)]
    assert caches == [32, 320, 336, 16 * 110]
    assert "Of the layers, 1 keep at most 10 tokens (a sliding window)." in str(lc.memory(mine))
    assert lc.memory(mine, context=1).longest_context(kb(2544 + 336), headroom="0") == 11


def test_all_layers_slide() -> None:
    """Where every layer slides and its cache fits, only the model's window ends a sequence."""
    sliding = attrs.evolve(SHAPE, sliding_window=10, sliding_layers=2)
    windowed = card(architecture=sliding, budget=lc.TokenBudget(context="8k"))
    endless = card(architecture=sliding)
    room = kb(2544 + 320)
    assert lc.memory(windowed, context=1).longest_context(room, headroom="0") == 8192
    assert lc.memory(endless, context=1).longest_context(room, headroom="0") is None
    assert lc.memory(endless, context=1).longest_context(kb(2544 + 319), headroom="0") == 9


def test_unknown_sliding_layers() -> None:
    """Where nothing tells which layers slide there is a reason, and no cache."""
    sliding = attrs.evolve(SHAPE, sliding_window=10)
    measured = lc.memory(card(architecture=sliding), context=1)
    assert (measured.weights, measured.kv_cache, measured.longest_context("1 GB")) == (
        2544,
        None,
        None,
    )
    assert measured.reason == "some layers have a sliding window, and the source does not say which"


def test_does_not_fit() -> None:
    """A longest context of no token is said in words."""
    assert [f and f.text for f in lc.memory_table("llama-3-70b").figures("longest_context")] == [
        "does not fit"
    ]


def test_images() -> None:
    """What images take is not counted, and the table says so."""
    assert (
        "Images in the input of Llama 3.2 11B Vision are not counted."
        in lc.memory_table("llama-3.2-11b-vision").assumptions
    )


def test_repr() -> None:
    """A repr says of what, and how much or why not."""
    assert repr(lc.memory(ACME, context=1)) == "<Memory of 'acme-8b': 2,576 bytes>"
    assert repr(lc.memory(card("x"))) == f"<Memory of 'x': {UNSTATED}>"
    assert repr(lc.memory_table(ACME)) == "<MemoryTable of 'acme-8b' on '80 GiB'>"


def test_printed() -> None:
    """What one model takes is printed in GiB and bytes, with the arithmetic."""
    lines = " ".join(str(lc.memory("llama-3-70b", context="8k", weights="int4")).split())
    assert (
        "Weights 32.9 35,276,853,248 KV cache 2.5 2,684,354,560 Total 35.4 37,961,207,808" in lines
    )
    assert "Weights: 70,553,706,496 parameters · 4 bits (int4) / 8." in lines
    assert (
        "KV cache: 2 · 80 layers · 8 key/value heads · head width 128 · 16 bits (bf16) / 8 · "
        "8,192 tokens · batch 1." in lines
    )


def test_printed_reason() -> None:
    """What is blank is printed with the reason."""
    assert f"Blank: {UNSTATED}." in str(lc.memory(card("x")))


def test_printed_table() -> None:
    """A table has a line a model, a reason where a figure is missing, and the assumptions."""
    table = lc.memory_table("llama-3-70b", "llama-3-405b", "llama-3.1-8b", ACME, "llama-3.1-8b")
    fields = ("context", "weights", "kv_cache", "total", "devices", "longest_context")
    columns = [table.figures(field) for field in fields]
    assert [[f and f.text for f in line] for line in zip(*columns, strict=True)] == [
        ["8,192", "131.4", "2.5", "133.9", "2", "does not fit"],
        [None, "745.1+", None, None, None, None],
        ["131,072", "15.0", "16.0", "31.0", "1", "131,072"],
        ["8,192", "<0.1", "<0.1", "<0.1", "1", "8,192"],
    ]
    printed = str(table)
    assert "not stated: layers, key/value heads, head width and context window" in " ".join(
        printed.split()
    )
    assert "GiB: 1,024^3 bytes." in printed


def test_printed_cells() -> None:
    """A printed table has each figure under its head, and the reason where there is none."""
    table = lc.memory_table(ACME, card("small", parameters="1B"), gpu="1 GiB", context=1024)
    _, _, acme, small, *_ = table.to_markdown().splitlines()
    assert acme == "| acme-8b [1] | 1,024 | &lt;0.1 | &lt;0.1 | &lt;0.1 | 1 | 8,192 |  |"
    assert small.startswith("| small | 1,024 | \\~1.9 |  |  |  |  | not stated: layers, key/value")


def test_bounds_of_a_stated_total() -> None:
    """Where only a total of parameters is stated, weights, sum and devices are about right."""
    shape = lc.Architecture(layers=2, kv_heads=1, head_dim=4)
    stated = card(architecture=shape, parameters="1B")
    figures = map(
        lc.memory_table(stated, context=1024).figures, ("weights", "kv_cache", "total", "devices")
    )
    assert [figure.bound for (figure,) in figures if figure] == [
        "about",
        "exactly",
        "about",
        "about",
    ]


def test_heads_and_sources() -> None:
    """A printed table has its heads, and cites the document of each model, also where it is turned."""
    table = lc.memory_table(ACME)
    heads = "Context | Weights (GiB) | KV cache (GiB) | Total (GiB) | Devices | Longest context"
    assert table.to_markdown().startswith(f"|  | {heads} |\n")
    turned = table.to_markdown(transpose=True).splitlines()
    assert turned[0] == "|  | acme-8b [1] |"
    assert [line.split(" | ")[0].strip("| ") for line in turned[2:8]] == heads.split(" | ")


def test_table_settings() -> None:
    """Other settings are stated as well."""
    table = lc.memory_table(ACME, gpu="1 GB", context=4096, batch=1024, headroom="0.25")
    settings, _, _, devices = table.assumptions
    assert settings == "Context: 4,096 tokens. Batch: 1,024. GiB: 1,024^3 bytes."
    assert devices.startswith("Devices: of 1 GB with headroom 0.25, by size alone.")


def test_every_format() -> None:
    """A table without a single figure is drawn in every format."""
    unknown = lc.memory("llama-3-405b")
    for drawn in (
        unknown.to_markdown(),
        unknown.to_html(),
        unknown.to_text("grid", transpose=True),
    ):
        assert "Weights" in drawn


def test_cards_of_a_table() -> None:
    """A table takes names, patterns and cards, each once, in the order asked."""
    table = lc.memory_table("llama 3 8b", "llama-2-*b", ACME, "LLAMA-3-8B", card(**vars_of(ACME)))
    assert [row.card.name for row in table.rows] == ["llama-3-8b", "llama-2-7b", "llama-2-13b", "llama-2-34b", "llama-2-70b", "acme-8b"]  # fmt: skip
    own = lc.Catalog(cards=[ACME])
    assert lc.memory_table("acme*", catalog=own).rows == (lc.memory("acme 8b", catalog=own),)


def vars_of(made: lc.ModelCard) -> dict[str, Any]:
    """What ACME was made from."""
    return {"architecture": made.architecture, "budget": made.budget, "source": made.source}


@pytest.mark.parametrize(
    ("cards", "error", "message"),
    [
        ([], errors.ComparisonError, "no card is named; name one, such as 'llama-3-8b'"),
        (["acme-9*"], errors.UnknownNameError, "no card is named 'acme-9*'; did you mean 'acme-8b'?"),
        (["acme-9b"], errors.UnknownNameError, "no card is named 'acme-9b'; did you mean 'acme-8b'?"),
        ([5], errors.UnknownNameError, "no card is named 5; there is 'acme-8b'"),
        ([ACME, card()], errors.DuplicateError, "two cards are named 'acme-8b': 'Old report' and 'a card without a source'"),
    ],
)  # fmt: skip
def test_missing(cards: list[Any], error: type[errors.LlamaCardsError], message: str) -> None:
    """What is missing, unknown or there twice is said."""
    with pytest.raises(error) as refused:
        lc.memory_table(*cards, catalog=lc.Catalog(cards=[ACME]))
    assert str(refused.value) == message


def test_list_of_names() -> None:
    """Cards are named one by one or as a list."""
    names = ["llama-3-8b", "llama-3-70b"]
    assert lc.memory_table(names) == lc.memory_table(*names)
