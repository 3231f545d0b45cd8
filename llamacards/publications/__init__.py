"""The built-in facts: one module per publication, with declarations only."""

from llamacards.publications import (
    benchmarks,
    llama_2,
    llama_2_paper,
    llama_3,
    llama_3_1,
    llama_3_2,
    llama_3_2_vision,
    llama_3_3,
    llama_3_announcement,
    llama_3_interview,
    llama_3_paper,
    llama_4,
    open_licenses,
)

PUBLICATIONS = (
    llama_2.PUBLICATION,
    llama_2_paper.PUBLICATION,
    llama_3.PUBLICATION,
    llama_3_announcement.PUBLICATION,
    llama_3_interview.PUBLICATION,
    llama_3_1.PUBLICATION,
    llama_3_paper.PUBLICATION,
    llama_3_2.PUBLICATION,
    llama_3_2_vision.PUBLICATION,
    llama_3_3.PUBLICATION,
    llama_4.PUBLICATION,
    open_licenses.PUBLICATION,
    benchmarks.PUBLICATION,
)
