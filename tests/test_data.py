"""The built-in facts: sourced, consistent, and typed a second time."""

from typing import Any

import pytest
from attrs import asdict

import llamacards as lc
from llamacards._catalog.rows import row_key, rows_of, tuning_group
from llamacards.publications import PUBLICATIONS

CATALOG = lc.catalog()
STATED: list[tuple[str, lc.Fact | lc.Score]] = []
for _card in CATALOG.values():
    STATED += [(_card.name, fact) for fact in _card.facts]
    STATED += [(_card.name, score) for score in _card.scores]

TYPED_AGAIN = {
    ("Llama 2 model card", "Model Details", "13B"): ["13B 4k", "2.0T"],
    ("Llama 2 model card", "Hardware and Software", "Llama 2 13B"): ["368640 400 62.44"],
    ("Llama 2 model card", "Evaluation Results", "Llama 2 13B"): [
        "24.5 66.9 55.4 65.8 28.7 54.8 39.4 39.1",
        "41.86 26.10",
    ],
    ("Llama 2 model card", "Evaluation Results", "Llama-2-Chat 13B"): ["62.18 0.00"],
    ("Llama 2 repositories on the Hugging Face Hub", "config.json", "meta-llama/Llama-2-13b-hf"): [
        "13015864320 40 5120 40 40 128 13824 32000 10000 False"
    ],
    ("Llama 2 repositories on the Hugging Face Hub", "repositories", "llama-2-13b"): [
        "meta-llama/Llama-2-13b-hf"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 3, p. 8", "Llama 2 13B"): [
        "24.5 66.9 55.4 65.8 28.7 54.8 39.4 39.1"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 4, p. 8", "GSM8K (8-shot)"): [
        "56.8"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 19, p. 49", "Llama 2 13B"): [
        "52.8 44.1 62.6 61.1 54.8"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 20, p. 49", "Llama 2 13B"): [
        "81.7 80.5 50.3 80.7 72.8 77.3 49.4 57.0 67.3 54.8"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 21, p. 49", "Llama 2 13B"): [
        "18.3 60.2 30.6 69.0"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 22, p. 50", "Llama 2 13B"): [
        "16.1 28.0 31.2 34.6 73.1 77.2 79.6 79.4"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 23, p. 50", "Llama 2 13B"): [
        "72.9 72.1 70.6 71.3 42.7 44.8"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 24, p. 50", "Llama 2 13B"): [
        "39.1 21.7 38.1 23.0 41.0 54.6 62.1 46.1 27.3"
    ],
    ("Llama 2: Open Foundation and Fine-Tuned Chat Models", "Table 25, p. 51", "Llama 2 13B"): [
        "28.7 3.9"
    ],
    ("Llama 3 model card", "Model Details", "70B"): ["70B 8k 2023-12", "15T+"],
    ("Llama 3 model card", "Hardware and Software", "Llama 3 70B"): ["6.4M 700 1900"],
    ("Llama 3 model card", "Base pretrained models", "BIG-Bench Hard (3-shot, CoT)"): [
        "61.1 38.1 47.0 81.3 65.7"
    ],
    ("Llama 3 model card", "Instruction tuned models", "HumanEval (0-shot)"): [
        "62.2 7.9 14.0 81.7 25.6"
    ],
    ("Llama 3 model card", "Instruction tuned models", "GSM-8K (8-shot, CoT)"): [
        "79.6 25.7 41.2 93.0 57.5",
        "77.4",
    ],
    ("Llama 3 evaluation details", "MMLU", "micro average, pre-trained"): ["65.4 78.9"],
    ("Llama 3 evaluation details", "MMLU", "micro average, instruct-aligned"): ["67.4 82.0"],
    (
        "Llama 3 repositories on the Hugging Face Hub",
        "config.json",
        "meta-llama/Meta-Llama-3-70B",
    ): ["70553706496 80 8192 64 8 128 28672 128256 500000 False"],
    ("Llama 3 repositories on the Hugging Face Hub", "repositories", "llama-3-8b-instruct"): [
        "meta-llama/Meta-Llama-3-8B-Instruct"
    ],
    ("Introducing Meta Llama 3", "figure llama-400b, base", "ARC-C"): ["96.0"],
    ("Introducing Meta Llama 3", "figure llama-400b, instruct", "GSM8K"): ["94.1"],
    (
        "Llama 3超大杯有何惊喜？Meta会一直开源吗？当初为何笃信元宇宙？扎克伯格新访谈回应一切",
        "Llama-3 超大杯什么时候发布？",
        "MMLU",
    ): ["~85 82"],
    ("Llama 3.1 model card", "Model Information", "70B"): [
        "70B Multilingual Text Multilingual Text and code 128k 2023-12",
        "15T+",
    ],
    ("Llama 3.1 model card", "Hardware and Software", "Llama 3.1 70B"): ["7.0M 700 2,040 0"],
    ("Llama 3.1 model card", "Base pretrained models", "BIG-Bench Hard (CoT)"): [
        "61.1 64.2 81.3 81.6 85.9"
    ],
    ("Llama 3.1 model card", "Instruction tuned models", "GPQA"): [
        "34.6 30.4 39.5 46.7 50.7",
        "41.7",
    ],
    ("Llama 3.1 model card", "Instruction tuned models", "MMLU-Pro (CoT)"): [
        "45.5 48.3 63.4 66.4 73.3"
    ],
    ("Llama 3.1 model card", "Multilingual benchmarks", "Italian"): ["61.63 80.4 85.04"],
    ("Llama 3.1 evaluation details", "MMLU", "micro average, pre-trained"): ["65.6 79.0 85.4"],
    ("Llama 3.1 evaluation details", "MMLU", "micro average, post-trained"): ["69.44 84.0 87.71"],
    ("Llama 3.1 evaluation details", "MMLU-Pro", "micro average, pre-trained"): ["35.6 52.0 59.6"],
    ("Llama 3.1 evaluation details", "MMLU-Pro", "micro average, post-trained"): ["47.0 65.1 72.2"],
    ("Llama 3.1 evaluation details", "MATH", "MATH-HARD (Lvl 5)"): ["25.4 43.8 53.4"],
    (
        "Llama 3.1 repositories on the Hugging Face Hub",
        "config.json",
        "meta-llama/Llama-3.1-405B",
    ): [
        "405853388800 126 16384 128 8 128 53248 128256 500000 False",
        "llama3, factor 8.0, low 1.0, high 4.0, original 8192",
    ],
    ("Llama 3.1 repositories on the Hugging Face Hub", "repositories", "llama-3.1-70b-instruct"): [
        "meta-llama/Llama-3.1-70B-Instruct"
    ],
    ("Llama 3.2 model card", "Model Information", "Llama 3.2 (text only) 3B"): [
        "3.21B Multilingual Text Multilingual Text and code 128k 2023-12",
        "up to 9T",
    ],
    ("Llama 3.2 model card", "Hardware and Software", "Llama 3.2 3B"): ["460k 700 133 0"],
    ("Llama 3.2 model card", "Hardware and Software", "Llama 3.2 1B QLoRA"): [
        "1.3k 700 0",
        "0.381",
    ],
    ("Llama 3.2 model card", "Inference time", "3B QLoRA"): ["18.5 0.7 88.8 2529 4,060"],
    ("Llama 3.2 model card", "Base Pretrained Models", "ARC-Challenge"): ["32.8 69.1 79.7"],
    ("Llama 3.2 model card", "Instruction Tuned Models", "GPQA"): [
        "27.2 26.3 25.9 32.8 31.7 33.9 32.8"
    ],
    ("Llama 3.2 model card", "Instruction Tuned Models", "MATH (CoT)"): [
        "30.6 25.3 31.0 48.0 45.3 49.2 51.9",
        "47.3 -",
    ],
    ("Llama 3.2 model card", "Multilingual Benchmarks", "Portuguese"): [
        "39.8 38.9 40.2 54.5 53.3 53.4 62.1",
        "39.82 54.48 62.12",
    ],
    ("Llama 3.2 model card", "Multilingual Benchmarks", "Thai"): [
        "34.7 32.4 34.9 44.5 44.0 42.2 50.3"
    ],
    ("Llama 3.2 repositories on the Hugging Face Hub", "config.json", "meta-llama/Llama-3.2-3B"): [
        "3212749824 28 3072 24 8 128 8192 128256 500000 True",
        "llama3, factor 32.0, low 1.0, high 4.0, original 8192",
    ],
    ("Llama 3.2 repositories on the Hugging Face Hub", "repositories", "llama-3.2-1b-instruct"): [
        "meta-llama/Llama-3.2-1B-Instruct"
    ],
    ("Llama 3.2-Vision model card", "Model Information", "Llama 3.2-Vision 90B"): [
        "88.8B Text + Image Text 128k 2023-12"
    ],
    ("Llama 3.2-Vision model card", "Hardware and Software", "Llama 3.2-vision 90B"): [
        "~1,775,120 700 513 0"
    ],
    ("Llama 3.2-Vision model card", "Base Pretrained Models", "ChartQA (test)"): ["39.4 54.2"],
    ("Llama 3.2-Vision model card", "Instruction Tuned Models", "MathVista (testmini)"): [
        "51.5 57.3"
    ],
    ("Llama 3.2-Vision model card", "Instruction Tuned Models", "AI2 Diagram (test)"): [
        "91.1",
        "92.3",
    ],
    (
        "Llama 3.2 repositories on the Hugging Face Hub",
        "config.json",
        "meta-llama/Llama-3.2-90B-Vision",
    ): ["80 8192 64 8 128 28672 128256 500000"],
    (
        "Llama 3.2 repositories on the Hugging Face Hub",
        "repositories",
        "llama-3.2-90b-vision-instruct",
    ): ["meta-llama/Llama-3.2-90B-Vision-Instruct"],
    ("The Llama 3 Herd of Models", "Table 2, p. 3", "GPQA(0-shot, CoT)"): ["32.8 46.7 51.1"],
    ("The Llama 3 Herd of Models", "Table 9, p. 30", "Llama 3 70B"): ["81.8±0.7 51.1±1.1 59.0±1.4"],
    ("The Llama 3 Herd of Models", "Table 10, p. 30", "Llama 3 8B"): ["37.2±7.4 47.6±4.4"],
    ("The Llama 3 Herd of Models", "Table 11, p. 31", "Llama 3 405B"): [
        "85.8±2.0 85.6±1.6 53.7±2.2 49.2±4.4 82.2±1.8"
    ],
    ("The Llama 3 Herd of Models", "Table 12, p. 31", "Llama 3 70B"): [
        "83.7±2.0 41.4±1.4 92.9±1.5 79.6±0.8 61.1±0.3"
    ],
    ("The Llama 3 Herd of Models", "Table 13, p. 31", "Llama 3 405B"): [
        "85.2 61.6",
        "71.6±1.8 85.9±0.8",
    ],
    ("The Llama 3 Herd of Models", "Table 14, p. 34", "GSM8K (16-shot)"): [
        "60.0±9.6 83.0±7.4 90.0±5.9"
    ],
    ("The Llama 3 Herd of Models", "Table 18, p. 37", "Llama 3 70B"): [
        "80.5±6.1 74.4±6.7 75.4±3.8 86.0±3.5"
    ],
    ("The Llama 3 Herd of Models", "Table 19, p. 37", "Llama 3 8B HumanEval"): [
        "52.8±7.7 58.2±7.7 54.7±7.7 56.6±7.7 38.0±7.6 39.2±7.6"
    ],
    ("The Llama 3 Herd of Models", "Table 19, p. 37", "Llama 3 405B MBPP"): [
        "67.5±4.6 65.8±4.7 76.6±4.2 72.6±4.4 53.1±5.0 43.7±5.0"
    ],
    ("The Llama 3 Herd of Models", "Table 20, p. 38", "Llama 3 8B"): ["68.9 58.6"],
    ("The Llama 3 Herd of Models", "Table 21, p. 39", "Llama 3 8B"): [
        "81.0±16.8 39.3±18.1 15.3±7.9 27.1±4.6 65.1±6.2 98.8±1.2"
    ],
    ("The Llama 3 Herd of Models", "Table 22, p. 39", "Llama 3 405B"): [
        "58.7±4.1 92.3±2.6 35.3±2.2 88.5±1.5"
    ],
    ("Llama 3.3 model card", "Model Information", "Llama 3.3 (text only)"): [
        "70B Multilingual Text Multilingual Text and code 128k 15T+ 2023-12"
    ],
    ("Llama 3.3 model card", "Hardware and Software", "Llama 3.3 70B"): [
        "7.0M 700 12.9 0",
        "2,040",
    ],
    ("Llama 3.3 model card", "Instruction tuned models", "BFCL v2"): ["65.4 77.5 77.3 81.1"],
    (
        "Llama 3.3 repository on the Hugging Face Hub",
        "config.json",
        "meta-llama/Llama-3.3-70B-Instruct",
    ): [
        "70553706496 80 8192 64 8 128 28672 128256 500000 False",
        "llama3, factor 8.0, low 1.0, high 4.0, original 8192",
    ],
    ("Llama 3.3 repository on the Hugging Face Hub", "repositories", "llama-3.3-70b-instruct"): [
        "meta-llama/Llama-3.3-70B-Instruct"
    ],
    ("Llama 4 model card", "Model Information", "Llama 4 Maverick (17Bx128E)"): [
        "400B Multilingual text and image Multilingual text and code 1M ~22T 2024-08",
        "17B",
    ],
    ("Llama 4 model card", "Hardware and Software", "Llama 4 Maverick"): ["2.38M 700 645 0"],
    ("Llama 4 model card", "Pre-trained models", "TydiQA"): ["29.9 34.3 31.5 31.7"],
    ("Llama 4 model card", "Instruction tuned models", "GPQA Diamond"): ["50.5 49.0 57.2 69.8"],
    (
        "Llama 4 model card",
        "Instruction tuned models",
        "MTOB (full book) eng->kgv/kgv->eng",
    ): ["- - 39.7 50.8", "36.3 46.7"],
    ("Llama 4 repositories on the Hugging Face Hub", "repositories", "llama-4-maverick-instruct"): [
        "meta-llama/Llama-4-Maverick-17B-128E-Instruct"
    ],
}


def printed_rows(publication: lc.Publication, table: lc.Table) -> dict[tuple[str, str, str], str]:
    """The figures of each printed row of a table, by document, section and row."""
    title = (table.source or publication.source).title
    return {(title, table.section, row): " ".join(map(str, cells)) for row, _, cells in table.rows}


@pytest.mark.parametrize("row", TYPED_AGAIN, ids=": ".join)
def test_typed_again(row: tuple[str, str, str]) -> None:
    """Rows that were typed a second time from their documents are the same."""
    printed = [
        printed_rows(publication, t) for publication in PUBLICATIONS for t in publication.tables
    ]
    assert {rows[row] for rows in printed if row in rows} == {*TYPED_AGAIN[row]}


def test_sourced() -> None:
    """Every figure has a document, its date, and a place in it."""
    unsourced = [
        (name, record)
        for name, record in STATED
        if not (record.source and record.source.published and record.source.place)
    ]
    assert unsourced == []


def test_licenses_sourced() -> None:
    """Every term has a clause, and every license a document with a date."""
    for known in lc.licenses():
        assert known.source
        assert known.source.published == known.released
        assert [term.topic for term in known.terms if not term.clause] == []


def test_no_figure_twice() -> None:
    """No card has two figures for a setup and source, nor a fact twice."""
    keys = [
        (name, r.setup, r.source) if isinstance(r, lc.Score) else (name, r.field, r.source)
        for name, r in STATED
    ]
    assert len(set(keys)) == len(keys)


def test_names() -> None:
    """The built-in cards have the names that they are promised under."""
    llama_2 = [f"llama-2-{size}{chat}" for size in ("7b", "13b", "70b") for chat in ("", "-chat")]
    llama_2.insert(4, "llama-2-34b")
    llama_3 = [f"llama-3-{s}{i}" for s in ("8b", "70b", "405b") for i in ("", "-instruct")]
    llama_3_1 = [name.replace("llama-3", "llama-3.1") for name in llama_3]
    llama_3_2 = [f"llama-3.2-{s}{i}" for s in ("1b", "3b") for i in ("", "-instruct")]
    vision = [f"llama-3.2-{s}-vision{i}" for s in ("11b", "90b") for i in ("", "-instruct")]
    quantized = [
        f"llama-3.2-{s}-instruct-{q}" for s in ("1b", "3b") for q in ("qlora", "spinquant")
    ]
    llama_3_3 = ["llama-3.3-70b-instruct"]
    llama_4 = [f"llama-4-{name}{i}" for name in ("scout", "maverick") for i in ("", "-instruct")]
    newer = llama_3_3 + llama_4
    promised = llama_2 + llama_3 + llama_3_1 + llama_3_2 + vision + quantized + newer
    assert [name for name in CATALOG if name in promised] == promised


@pytest.mark.parametrize("card", CATALOG.values(), ids=CATALOG)
def test_exact_parameters(card: lc.ModelCard) -> None:
    """The exact count that is stated follows from the architecture."""
    stated = [fact.value for fact in card.facts if fact.field == "architecture.parameters"]
    counted = card.architecture.parameters
    assert stated == ([] if counted is None else [counted])


def test_without_exact_parameters() -> None:
    """Models in training or never released, of vision, quantized or of several experts have no exact count."""
    others = ("in training", "never released", "vision", "spinquant", "qlora", "scout", "maverick")
    counted = [
        card.name
        for card in CATALOG.values()
        if card.architecture.parameters is not None
        and any(other in (card.status, *card.name.split("-")) for other in others)
    ]
    assert counted == []


@pytest.mark.parametrize(
    ("name", "grouped"),
    [("llama-2-7b", False), ("llama-2-13b", False), ("llama-2-70b", True), ("llama-3-8b", True)],
)
def test_grouped_query(name: str, grouped: bool) -> None:
    """Key/value heads are shared in the models of which the model cards say so."""
    assert CATALOG[name].architecture.grouped_query is grouped


def test_hub_ids() -> None:
    """Every Hub id, old ones too, finds its card."""
    for card in CATALOG.values():
        for written in filter(None, (card.hf_id, *card.aliases)):
            assert lc.get_card(written) == card


@pytest.mark.parametrize(
    "written", ["Llama 3 8B", "llama3-8b", "LLAMA_3_8B", "meta-llama/Meta-Llama-3-8B"]
)
def test_ways_to_write(written: str) -> None:
    """A card is found however people write its name."""
    assert lc.get_card(written).name == "llama-3-8b"


def test_metas_names() -> None:
    """Meta's own download names are found."""
    assert lc.get_card("Llama3.1-8B-Instruct").name == "llama-3.1-8b-instruct"


def test_tuned_models_take_what_is_said_of_the_release() -> None:
    """Of a tuned model the release's specification holds, with the remark on its tokens."""
    tokens = CATALOG["llama-3-8b-instruct"].stated("budget.training")
    assert tokens
    assert (tokens.text, tokens.note) == ("15T+", "pretraining data only")


def test_unplaced() -> None:
    """The interview's two scores are on no card."""
    assert [(u.candidates[0], u.score.text) for u in CATALOG.unattributed] == [
        ("llama-3-405b", "~85"),
        ("llama-3-70b", "82"),
    ]
    interview = CATALOG.unattributed[0].score.source
    assert all(score.source != interview for card in CATALOG.values() for score in card.scores)


def test_corrected_cells() -> None:
    """Before a cell was corrected it has what the document had then, and nothing is left out."""
    april, july = CATALOG.as_of("2024-05-01"), CATALOG.as_of("2024-07-24")
    assert april["llama-2-13b-chat"].score("GSM8K").text == "77.4"
    assert CATALOG["llama-2-13b-chat"].score("GSM8K").text == "41.2"
    tuned = july["llama-3.1-70b-instruct"]
    assert (tuned.score("GPQA").text, tuned.score("MMLU-Pro", cot=True).setup.metric) == (
        "41.7",
        "micro_avg/acc_char",
    )
    assert (april.unknown_as_of, july.unknown_as_of, CATALOG.unknown_as_of) == ((), (), ())


def test_corrections() -> None:
    """What stood in cells before is kept with its last day."""
    found = lc.conflicts("llama-2-13b-chat", "llama-3.1-70b-instruct", history=True).found
    before = [
        (c.matter, c.shown.text, c.other.text, str(c.other.until)) for c in found if c.other.until
    ]
    assert before == [
        ("GSM8K", "41.2", "77.4", "2024-07-10"),
        ("GPQA", "46.7", "41.7", "2024-09-23"),
        ("MMLU-Pro", "66.4", "66.4", "2024-08-05"),
    ]


def test_quantized_models_came_later() -> None:
    """The quantized Llama 3.2 models, and the release date of their day, came with the revision."""
    then = CATALOG.as_of("2024-10-23")
    assert [name for name in CATALOG.as_of("2024-10-24") if name not in then] == [
        "llama-3.2-1b-instruct-qlora",
        "llama-3.2-1b-instruct-spinquant",
        "llama-3.2-3b-instruct-qlora",
        "llama-3.2-3b-instruct-spinquant",
    ]
    small = "llama-3.2-1b"
    assert str(then[small].released) == str(CATALOG[small].released) == "2024-09-25"
    assert then[small].also_stated("released") == ()
    assert [fact.text for fact in CATALOG[small].also_stated("released")] == ["2024-10-24"]


def test_wrong_unit() -> None:
    """The shares of 1 among the percents of Needle in Haystack are kept as printed, in no row."""
    compared = lc.compare(
        "llama-3.2-1b", "llama-3.2-3b", benchmarks=["Needle in Haystack"], rows="all"
    )
    assert [[c.record and c.record.text for c in r] for r in compared.rows if r.setup] == [
        ["96.8", None]
    ]
    assert CATALOG["llama-3.2-3b"].score("Needle in Haystack").text == "1"


def test_prompts_of_their_own() -> None:
    """AI2D was asked with a chain of thought of the 11B only, and the two share no row."""
    names = [f"llama-3.2-{size}-vision-instruct" for size in ("11b", "90b")]
    compared = lc.compare(*names, benchmarks=["AI2 Diagram"])
    rows = [[c.record.text if c.record else "≠" for c in r] for r in compared.rows if r.setup]
    assert rows == [["91.1", "≠"], ["≠", "92.3"]]


def test_as_of_the_interview() -> None:
    """In the week of the interview there was no Llama 3.1, and nothing had superseded the 405B."""
    then = CATALOG.as_of("2024-04-20")
    assert ("llama-3.1-405b" in then, then["llama-3-405b"].superseded_by) == (False, None)
    assert CATALOG["llama-3-405b"].superseded_by == "llama-3.1-405b"


def test_different_measurements_stay_apart() -> None:
    """Winogrande of Llama 3 and of Llama 3.1 were scored differently, and share no row."""
    compared = lc.compare("llama-3-8b", "llama-3.1-8b", benchmarks=["Winogrande"], rows="all")
    rows = [[c.record.text if c.record else "≠" for c in r.cells] for r in compared.rows if r.setup]
    assert rows == [["76.1", "≠"], ["≠", "60.5"], ["≠", "75.7"]]


READINGS = [
    (
        "llama-3.3-70b-instruct",
        ("IFEval", {}),
        (
            "llama-3-8b-instruct 76.8, llama-3.1-8b-instruct 80.4, llama-3-70b-instruct 82.9, "
            "llama-3.1-70b-instruct 87.5, llama-3.1-405b-instruct 88.6, llama-3.2-1b-instruct 59.5, "
            "llama-3.2-1b-instruct-spinquant 58.4, llama-3.2-1b-instruct-qlora 55.6, "
            "llama-3.2-3b-instruct 77.4, llama-3.2-3b-instruct-spinquant 73.5, "
            "llama-3.2-3b-instruct-qlora 75.9, llama-3.1-8b-instruct 80.4, llama-3.1-8b-instruct 80.4, "
            "llama-3.1-70b-instruct 87.5, llama-3.3-70b-instruct 92.1, llama-3.1-405b-instruct 88.6"
        ),
    ),
    (
        "llama-3.3-70b-instruct",
        ("MATH", {"shots": 0}),
        (
            "llama-3-8b-instruct 29.1, llama-3.1-8b-instruct 51.9, llama-3-70b-instruct 51.0, "
            "llama-3.1-70b-instruct 68.0, llama-3.1-405b-instruct 73.8, llama-3.2-1b-instruct 30.6, "
            "llama-3.2-1b-instruct-spinquant 25.3, llama-3.2-1b-instruct-qlora 31.0, "
            "llama-3.2-3b-instruct 48.0, llama-3.2-3b-instruct-spinquant 45.3, "
            "llama-3.2-3b-instruct-qlora 49.2, llama-3.1-8b-instruct 51.9, "
            "llama-3.2-11b-vision-instruct 51.9, llama-3.2-90b-vision-instruct 68.0, "
            "llama-3.1-8b-instruct 51.9, llama-3.1-70b-instruct 68.0, llama-3.3-70b-instruct 77.0, "
            "llama-3.1-405b-instruct 73.8"
        ),
    ),
    (
        "llama-3-8b",
        ("AGIEval", {}),
        (
            "llama-3-8b 45.9, llama-2-7b 28.8, llama-2-13b 38.7, llama-3-70b 63.0, llama-2-70b 54.8, "
            "llama-3-405b 69.9, llama-3-8b 47.1, llama-3.1-8b 47.8, llama-3-70b 63.0, "
            "llama-3.1-70b 64.6, llama-3.1-405b 71.6, llama-3.2-1b 23.3, llama-3.2-3b 39.2, "
            "llama-3.1-8b 47.8"
        ),
    ),
    (
        "llama-3-8b",
        ("TriviaQA", {}),
        "llama-3-8b 78.5, llama-2-7b 72.1, llama-2-13b 79.6, llama-3-70b 89.7, llama-2-70b 87.5",
    ),
    (
        "llama-3-8b",
        ("CommonSenseQA", {}),
        "llama-3-8b 72.6, llama-2-7b 57.6, llama-2-13b 67.6, llama-3-70b 83.8, llama-2-70b 78.7",
    ),
    (
        "llama-3.1-8b",
        ("CommonSenseQA", {"subset": "test"}),
        "llama-3.1-8b 75.0, llama-3.1-70b 84.1, llama-3.1-405b 85.8",
    ),
    (
        "llama-3.1-8b",
        ("Winogrande", {"subset": "test"}),
        "llama-3.1-8b 75.7, llama-3.1-70b 83.5, llama-3.1-405b 82.2",
    ),
    (
        "llama-2-7b",
        ("QuAC", {"shots": 1}),
        (
            "llama-2-7b 39.7, llama-2-13b 44.8, llama-2-34b 44.4, llama-2-70b 49.3, llama-3-8b 44.4, llama-2-7b 39.6, "
            "llama-2-13b 44.9, llama-3-70b 51.1, llama-2-70b 49.4, llama-3-8b 44.4, llama-3.1-8b 44.9, "
            "llama-3-70b 51.1, llama-3.1-70b 51.1, llama-3.1-405b 53.6, llama-3.2-1b 37.9, "
            "llama-3.2-3b 42.9, llama-3.1-8b 44.9"
        ),
    ),
    (
        "llama-2-7b",
        ("BoolQ", {}),
        "llama-2-7b 77.4, llama-2-13b 81.7, llama-2-34b 83.7, llama-2-70b 85.0",
    ),
    (
        "llama-3-8b-instruct",
        ("GPQA", {"shots": 0}),
        (
            "llama-3-8b-instruct 34.2, llama-2-7b-chat 21.7, llama-2-13b-chat 22.3, "
            "llama-3-70b-instruct 39.5, llama-2-70b-chat 21.0, llama-3-405b-instruct 48.0, "
            "llama-3-8b-instruct 34.6, llama-3.1-8b-instruct 30.4, llama-3-70b-instruct 39.5, "
            "llama-3.1-405b-instruct 50.7"
        ),
    ),
    (
        "llama-3.1-8b",
        ("SQuAD", {"shots": None}),
        "llama-3.1-8b 77.0, llama-3.1-70b 81.8",
    ),
    (
        "llama-3.3-70b-instruct",
        ("BFCL v2", {}),
        (
            "llama-3.2-1b-instruct 25.7, llama-3.2-1b-instruct-spinquant 15.9, "
            "llama-3.2-1b-instruct-qlora 23.7, llama-3.2-3b-instruct 67.0, "
            "llama-3.2-3b-instruct-spinquant 60.1, llama-3.2-3b-instruct-qlora 63.5, "
            "llama-3.1-8b-instruct 67.1, llama-3.1-8b-instruct 65.4, llama-3.1-70b-instruct 77.5, "
            "llama-3.3-70b-instruct 77.3, llama-3.1-405b-instruct 81.1"
        ),
    ),
    (
        "llama-2-7b",
        ("MMLU", {"shots": 5, "metric": "micro_avg"}),
        "llama-2-7b 45.3, llama-2-13b 54.8, llama-2-34b 62.6, llama-2-70b 68.9",
    ),
]


@pytest.mark.parametrize(
    ("card", "asked", "figures"), READINGS, ids=[f"{c} {a[0]}" for c, a, _ in READINGS]
)
def test_readings(card: str, asked: tuple[str, dict[str, Any]], figures: str) -> None:
    """Where the details of two documents say the same, their figures share a row, and else none."""
    benchmark, setup = asked
    key = row_key(
        next(s for s in CATALOG[card].scores_for(benchmark) if setup.items() <= as_dict(s).items()),
        tuned=tuning_group(CATALOG[card]),
    )
    in_row = {
        f"{model} {score.text}"
        for scores in rows_of(CATALOG.values())[key].values()
        for model, score in scores.items()
    }
    assert in_row == set(figures.split(", "))


def as_dict(score: lc.Score) -> dict[str, Any]:
    """The setup of a score, field by field, shots as a number."""
    setup = asdict(score.setup)
    return setup | {"shots": int(setup["shots"]) if (setup["shots"] or "").isdecimal() else None}


def test_doubtful() -> None:
    """A figure that restates another setup or model, or is in another unit, is in no row."""
    assert [
        (name, record.setup.name, record.text, record.source.title)
        for name, record in STATED
        if isinstance(record, lc.Score) and record.doubtful
    ] == [
        ("llama-3.1-8b", "Needle in Haystack", "1", "Llama 3.2 model card"),
        ("llama-3.1-70b-instruct", "GPQA", "46.7", "Llama 3.1 model card"),
        ("llama-3.1-405b", "SQuAD v2", "81.8", "The Llama 3 Herd of Models"),
        ("llama-3.2-3b", "Needle in Haystack", "1", "Llama 3.2 model card"),
    ]


def test_intervals() -> None:
    """Each interval that the Llama 3 paper prints stands on its card, with its level."""
    printed = [
        (score.interval, score.level)
        for _, score in STATED
        if isinstance(score, lc.Score) and score.interval is not None
    ]
    assert (len(printed), {level for _, level in printed}) == (135, {95})
    assert "77.0±0.8" in str(CATALOG["llama-3.1-8b"])
    squad = next(s for s in CATALOG["llama-3.1-8b"].scores if s.interval)
    assert (
        lc.Catalog(cards=[lc.ModelCard(name="a", scores=[squad])]).to_records()[-1]["interval"]
        == squad.interval
    )


def test_noted() -> None:
    """Figures of one row that were measured a little differently have a note that says how."""
    tuned, base = CATALOG["llama-3-8b-instruct"], CATALOG["llama-3.1-8b"]
    assert [score.note for score in tuned.scores_for("GSM8K")] == [
        "at most 512 generated tokens",
        "at most 1,024 generated tokens",
    ]
    assert [score.note for score in base.scores_for("SQuAD")][:1] == [
        "the prompt has the earlier questions on the passage and their answers"
    ]


@pytest.mark.parametrize(
    ("cards", "asked", "figures"),
    [
        (("llama-3.1-405b", "llama-4-maverick"), "SQuAD", ["89.3", None]),
        (("llama-3-8b", "llama-2-7b"), "AGIEval", ["45.9", "28.8"]),
        (("llama-3-8b", "llama-3.1-8b"), "AGIEval", ["47.1", "47.8"]),
    ],
)
def test_shown(cards: tuple[str, ...], asked: str, figures: list[str | None]) -> None:
    """A card shows its own document's figure, and never a doubtful one."""
    compared = lc.compare(*cards, benchmarks=[asked], rows="all")
    rows = [
        [c.record.text if c.record else None for c in row] for row in compared.rows if row.setup
    ]
    assert figures in rows
    assert all("81.8" not in row for row in rows)


def test_windows_as_printed() -> None:
    """A window in millions is the number printed; one in thousands is a power of two."""
    windows = [CATALOG[name].budget.context for name in ("llama-4-scout", "llama-4-maverick")]
    assert [int(window.value) for window in windows if window] == [10_000_000, 1_000_000]
    narrow = CATALOG["llama-3.1-8b"].budget.context
    assert narrow
    assert narrow.value == 131_072


SAMPLE = """\
Training tokens                        2.0T             15T+ ·
Context window                           4k               8k ·
MMLU (5-shot)                      69.7° [2]            79.5°            *84.8
BIG-Bench Hard (3-shot, CoT)       65.7° [2]            81.3°            *85.3
BoolQ (0-shot)                     73.1 [2]            *79.0 ·
  training other models           no §1.b.v        no §1.b.v ·
  user limit                    700M MAU §2      700M MAU §2 ·"""


def test_sample() -> None:
    """The comparison that the interface was drawn up with comes out."""
    drawn = str(
        lc.compare(
            "llama-2-70b",
            "llama-3-70b",
            "llama-3-405b",
            benchmarks=["MMLU", "BIG-Bench Hard", "BoolQ"],
        )
    )
    lines = [line.split() for line in drawn.splitlines()]
    assert [line for line in SAMPLE.splitlines() if line.split() not in lines] == []
    for said in (
        "· not reported",
        "Llama 3 405B: a checkpoint in training, 15 April 2024; released as Llama 3.1 405B.",
        "Sources [1] Llama 2 model card 2023-07",
    ):
        assert said in drawn
