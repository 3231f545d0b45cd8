"""What documents print but no publication states, and what notes say but no document prints."""

from __future__ import annotations

import re
from typing import NamedTuple


class LeftOut(NamedTuple):
    """
    Printed figures that no publication states, and why.

    title: the beginning of the title of their document.
    place: a pattern of section, row and column.
    """

    title: str
    place: str
    reason: str

    def covers(self, title: str, place: str) -> bool:
        """Whether a printed figure is one of these."""
        return title.startswith(self.title) and re.search(self.place, place) is not None


_TOTAL = "a sum over several models, which a test holds against the figures of each"


LEFT_OUT = (
    LeftOut("Llama 2 model card", 'row "Llama 1 ', "Llama 1 is not covered by this library"),
    LeftOut("Llama 2 model card", 'column "LR"', "the learning rate is not a field of a card"),
    LeftOut("Llama 2 model card", 'row "Total"', _TOTAL),
    LeftOut("Llama 3 model card", 'row "Total"', _TOTAL),
    LeftOut("Llama 3.1 model card", 'row "Total"', _TOTAL),
    LeftOut("Llama 3.2 model card", 'row "Total"', _TOTAL),
    LeftOut("Llama 3.2-Vision model card", 'row "Total"', _TOTAL),
    LeftOut("Llama 4 model card", 'row "Total"', _TOTAL),
    LeftOut(
        "Llama 3 evaluation details",
        "^Human evaluation notes",
        "counts the prompts of a test set instead of measuring a model",
    ),
    LeftOut(
        "Llama 3.2 model card",
        'column "Logit Generation Time',
        "no hours, as the models needed none",
    ),
    LeftOut(
        "Llama 3.2 model card",
        'column ".* Vanilla PTQ"',
        "printed only for comparison; the document says that the model is not released",
    ),
)


CALCULATED_NOTES = frozenset(
    {
        "by the printed intervals of 1,140 items, the test split; no document names its split",
        "by the printed intervals of 1,767 items, the test split; no document names its split",
        "rows of the embedding, 256 special tokens included",
        "rows of the embedding; the model card says 128K, which leaves out 256 special tokens",
        (
            "copies from the days of the release have 16, the heads doubled for 16-way model "
            "parallelism"
        ),
        "the overview of the repository has 2024-12-04",
        "2025-04-07 in a first version of the same day",
    }
)
"""Notes with figures that follow from others, or from versions no longer published."""
