"""
Files that earlier versions wrote, which later ones read, or refuse with a sentence that helps.

A release adds its folder to tests/data/files, and edits no other.
"""

import json
from pathlib import Path

import pytest

import llamacards as lc
from llamacards import errors

FILES = Path(__file__).parent / "data" / "files"


def test_card() -> None:
    """A card in TOML of 0.1 is the card that was written."""
    card = lc.load(FILES / "0.1" / "card.toml")
    assert isinstance(card, lc.ModelCard)
    assert [(score.setup.name, score.text) for score in card.scores] == [
        ("MMLU", "67.2"),
        ("GSM8K", "~80"),
    ]
    assert (card.context_window, card.training_tokens) == (8192, 2 * 10**12)


def test_publication() -> None:
    """A publication in JSON of 0.1 is the publication that was written."""
    publication = lc.load(FILES / "0.1" / "publication.json")
    assert isinstance(publication, lc.Publication)
    catalog = lc.catalog().with_publications(publication)
    figures = {score.setup.name: score.text for score in catalog["acme-8b-instruct"].scores}
    assert figures == {"MMLU": "67.2", "HumanEval": "61.0"}


def test_records() -> None:
    """Records of 0.1 have no key that records of today lack, and the same values."""
    lines = (FILES / "0.1" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    card = lc.load(FILES / "0.1" / "card.toml")
    assert isinstance(card, lc.ModelCard)
    today = [json.loads(line) for line in lc.Catalog(cards=[card]).to_jsonl().splitlines()]
    kept = [json.loads(line) for line in lines]
    assert [{key: new[key] for key in old} for old, new in zip(kept, today, strict=True)] == kept


def test_later_file(tmp_path: Path) -> None:
    """A file with a key of a later version is refused with the key and the nearest known one."""
    later = (FILES / "0.1" / "card.toml").read_text(encoding="utf-8") + 'metrics = "x"\n'
    path = tmp_path / "later.toml"
    path.write_text(later, encoding="utf-8")
    with pytest.raises(errors.LlamaCardsError, match="no key is named 'metrics'"):
        lc.load(path)
