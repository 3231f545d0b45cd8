"""The Llama 2 model card, with the license and the Hub repositories of the release."""

from llamacards._records import (
    EvalSetup,
    Fact,
    License,
    ModelCard,
    Publication,
    Source,
    Table,
    Term,
)

CARD = Source(
    title="Llama 2 model card",
    publisher="Meta",
    url="https://github.com/meta-llama/llama/blob/689c7f2/MODEL_CARD.md",
    published="2023-07-18",
)
PAPER = Source(
    title="Llama 2: Open Foundation and Fine-Tuned Chat Models",
    publisher="Meta",
    url="https://arxiv.org/abs/2307.09288",
    published="2023-07-18",
)
LICENSE = Source(
    title="Llama 2 Community License Agreement",
    publisher="Meta",
    url="https://github.com/meta-llama/llama/blob/689c7f2/LICENSE",
    published="2023-07-18",
)
USE_POLICY = Source(
    title="Llama 2 Acceptable Use Policy",
    publisher="Meta",
    url="https://github.com/meta-llama/llama/blob/689c7f2/USE_POLICY.md",
    published="2023-07-18",
)
HUB = Source(
    title="Llama 2 repositories on the Hugging Face Hub",
    publisher="Meta",
    url="https://huggingface.co/meta-llama",
    published="2023-07-18",
)

CONFIG = (
    ("parameters", "architecture.parameters"),
    ("layers", "architecture.layers"),
    ("hidden", "architecture.hidden"),
    ("heads", "architecture.heads"),
    ("kv_heads", "architecture.kv_heads"),
    ("head_dim", "architecture.head_dim"),
    ("ffn", "architecture.ffn"),
    ("vocabulary", "architecture.vocabulary"),
    ("rope_theta", "architecture.rope_theta"),
    ("tied_embeddings", "architecture.tied_embeddings"),
)
BASE = ("llama-2-7b", "llama-2-13b", "llama-2-70b")
CHAT = ("llama-2-7b-chat", "llama-2-13b-chat", "llama-2-70b-chat")
ALL = BASE + CHAT

# Not named by the documents: the figures are the item-weighted means of their own parts, in Tables
# 19 and 24 of the paper, and not the means over subjects.
MMLU = EvalSetup(benchmark="MMLU", shots=5, metric="micro_avg")
AGIEVAL = EvalSetup(benchmark="AGIEval", subset="English", shots="3-5", metric="micro_avg")
MICRO = "a micro average, as the figures of its parts in the paper show"

TRUTHFULQA = EvalSetup(benchmark="TruthfulQA", metric="truthful and informative")
TOXIGEN = EvalSetup(benchmark="ToxiGen", metric="toxic generations", lower_is_better=True)

PUBLICATION = Publication(
    source=CARD,
    protocol=PAPER,
    cards=[
        ModelCard(
            name="llama-2-7b",
            title="Llama 2 7B",
            family="Llama",
            version="2",
            size="7B",
            tuning="base",
            aliases=["meta-llama/Llama-2-7b"],
        ),
        ModelCard(
            name="llama-2-7b-chat",
            title="Llama 2 7B Chat",
            family="Llama",
            version="2",
            size="7B",
            tuning="chat",
            derived_from="llama-2-7b",
            aliases=["meta-llama/Llama-2-7b-chat"],
        ),
        ModelCard(
            name="llama-2-13b",
            title="Llama 2 13B",
            family="Llama",
            version="2",
            size="13B",
            tuning="base",
            aliases=["meta-llama/Llama-2-13b"],
        ),
        ModelCard(
            name="llama-2-13b-chat",
            title="Llama 2 13B Chat",
            family="Llama",
            version="2",
            size="13B",
            tuning="chat",
            derived_from="llama-2-13b",
            aliases=["meta-llama/Llama-2-13b-chat"],
        ),
        ModelCard(
            name="llama-2-70b",
            title="Llama 2 70B",
            family="Llama",
            version="2",
            size="70B",
            tuning="base",
            aliases=["meta-llama/Llama-2-70b"],
        ),
        ModelCard(
            name="llama-2-70b-chat",
            title="Llama 2 70B Chat",
            family="Llama",
            version="2",
            size="70B",
            tuning="chat",
            derived_from="llama-2-70b",
            aliases=["meta-llama/Llama-2-70b-chat"],
        ),
    ],
    facts=[
        Fact(cards=ALL, field="released", value="2023-07-18", source=LICENSE.at("heading")),
        Fact(
            cards=ALL,
            field="inputs",
            value="text",
            source=CARD.at("Model Details, Input"),
        ),
        Fact(
            cards=ALL,
            field="outputs",
            value="text",
            source=CARD.at("Model Details, Output"),
        ),
        Fact(
            cards=ALL,
            field="languages",
            value="English",
            source=CARD.at("Intended Use, Intended Use Cases"),
        ),
        Fact(
            cards=BASE,
            field="cutoff",
            value="2022-09",
            source=CARD.at("Training Data, Data Freshness"),
        ),
        Fact(
            cards=CHAT,
            field="cutoff",
            value="2022-09",
            source=CARD.at("Training Data, Data Freshness"),
            note="for pretraining; some tuning data is as late as 2023-07",
        ),
        Fact(
            cards=ALL,
            field="training.gpu",
            value="A100-80GB",
            source=CARD.at("Hardware and Software, Carbon Footprint"),
        ),
        Fact(cards=ALL, field="license", value="llama2", source=LICENSE.at("heading")),
    ],
    tables=[
        Table(
            section="Model Details",
            models="rows",
            columns={"Params": "parameters", "Context Length": "budget.context"},
            rows={
                "7B": (("llama-2-7b", "llama-2-7b-chat"), "7B 4k"),
                "13B": (("llama-2-13b", "llama-2-13b-chat"), "13B 4k"),
                "70B": (("llama-2-70b", "llama-2-70b-chat"), "70B 4k"),
            },
        ),
        Table(
            section="Model Details",
            models="rows",
            columns={"Tokens": "budget.training"},
            rows={
                "7B": (("llama-2-7b", "llama-2-7b-chat"), "2.0T"),
                "13B": (("llama-2-13b", "llama-2-13b-chat"), "2.0T"),
                "70B": (("llama-2-70b", "llama-2-70b-chat"), "2.0T"),
            },
            note="pretraining data only",
        ),
        Table(
            section="Hardware and Software",
            models="rows",
            columns={
                "Time (GPU hours)": "training.gpu_hours",
                "Power Consumption (W)": "training.power_w",
                "Carbon Emitted(tCO2eq)": "training.co2e_t",
            },
            rows={
                "Llama 2 7B": (("llama-2-7b", "llama-2-7b-chat"), "184320 400 31.22"),
                "Llama 2 13B": (("llama-2-13b", "llama-2-13b-chat"), "368640 400 62.44"),
                "Llama 2 70B": (("llama-2-70b", "llama-2-70b-chat"), "1720320 400 291.42"),
            },
            note="pretraining only",
        ),
        Table(
            section="Evaluation Results",
            models="rows",
            columns={
                "Code": EvalSetup(benchmark="Code", metric="pass@1 (average)"),
                "Commonsense Reasoning": EvalSetup(benchmark="Commonsense Reasoning"),
                "World Knowledge": EvalSetup(benchmark="World Knowledge", shots=5),
                "Reading Comprehension": EvalSetup(benchmark="Reading Comprehension", shots=0),
                "Math": EvalSetup(benchmark="Math (Llama 2 group)"),
                "MMLU": MMLU,
                "BBH": EvalSetup(benchmark="BIG-Bench Hard", shots=3),
                "AGI Eval": AGIEVAL,
            },
            rows={
                "Llama 2 7B": ("llama-2-7b", "16.8 63.9 48.9 61.3 14.6 45.3 32.6 29.3"),
                "Llama 2 13B": ("llama-2-13b", "24.5 66.9 55.4 65.8 28.7 54.8 39.4 39.1"),
                "Llama 2 70B": ("llama-2-70b", "37.5 71.9 63.6 69.4 35.2 68.9 51.2 54.2"),
            },
            follows={
                "Code": (CARD.at("Evaluation Results"), "average pass@1 scores"),
                "Commonsense Reasoning": (
                    CARD.at("Evaluation Results"),
                    "7-shot results for CommonSenseQA",
                ),
                "World Knowledge": (CARD.at("Evaluation Results"), "5-shot performance"),
                "Reading Comprehension": (CARD.at("Evaluation Results"), "0-shot average"),
                "Math": (CARD.at("Evaluation Results"), "GSM8K (8 shot) and MATH (4 shot)"),
            },
            notes={
                "Code": "average of HumanEval and MBPP",
                "Commonsense Reasoning": "average of eight benchmarks, one of them 7-shot",
                "World Knowledge": "average of Natural Questions and TriviaQA",
                "Reading Comprehension": "average of SQuAD, QuAC and BoolQ",
                "Math": "average of GSM8K (8-shot) and MATH (4-shot)",
                "MMLU": MICRO,
                "AGI Eval": MICRO,
                ("Llama 2 7B", "Math"): "said to be an average with MATH, but equals GSM8K alone",
                ("Llama 2 13B", "Math"): "said to be an average with MATH, but equals GSM8K alone",
            },
        ),
        Table(
            section="Evaluation Results",
            models="rows",
            columns={"TruthfulQA": TRUTHFULQA, "Toxigen": TOXIGEN},
            rows={
                "Llama 2 7B": ("llama-2-7b", "33.29 21.25"),
                "Llama 2 13B": ("llama-2-13b", "41.86 26.10"),
                "Llama 2 70B": ("llama-2-70b", "50.18 24.60"),
            },
            follows={
                "TruthfulQA": (CARD.at("Evaluation Results"), "both truthful and informative"),
                "Toxigen": (
                    CARD.at("Evaluation Results"),
                    "percentage of toxic generations (the smaller the better)",
                ),
            },
        ),
        Table(
            section="Evaluation Results",
            models="rows",
            columns={"TruthfulQA": TRUTHFULQA, "Toxigen": TOXIGEN},
            rows={
                "Llama-2-Chat 7B": ("llama-2-7b-chat", "57.04 0.00"),
                "Llama-2-Chat 13B": ("llama-2-13b-chat", "62.18 0.00"),
                "Llama-2-Chat 70B": ("llama-2-70b-chat", "64.14 0.01"),
            },
            follows={
                "TruthfulQA": (CARD.at("Evaluation Results"), "both truthful and informative"),
                "Toxigen": (
                    CARD.at("Evaluation Results"),
                    "percentage of toxic generations (the smaller the better)",
                ),
            },
        ),
        Table(
            source=HUB,
            section="config.json",
            models="rows",
            columns=CONFIG,
            rows={
                "meta-llama/Llama-2-7b-hf": (
                    ("llama-2-7b", "llama-2-7b-chat"),
                    (6738415616, 32, 4096, 32, 32, 128, 11008, 32000, 10000, False),
                ),
                "meta-llama/Llama-2-13b-hf": (
                    ("llama-2-13b", "llama-2-13b-chat"),
                    (13015864320, 40, 5120, 40, 40, 128, 13824, 32000, 10000, False),
                ),
                "meta-llama/Llama-2-70b-hf": (
                    ("llama-2-70b", "llama-2-70b-chat"),
                    (68976648192, 80, 8192, 64, 8, 128, 28672, 32000, 10000, False),
                ),
            },
        ),
        Table(
            source=HUB,
            section="repositories",
            models="rows",
            columns={"hub_id": "hf_id"},
            rows={
                "llama-2-7b": ("llama-2-7b", "meta-llama/Llama-2-7b-hf"),
                "llama-2-7b-chat": ("llama-2-7b-chat", "meta-llama/Llama-2-7b-chat-hf"),
                "llama-2-13b": ("llama-2-13b", "meta-llama/Llama-2-13b-hf"),
                "llama-2-13b-chat": ("llama-2-13b-chat", "meta-llama/Llama-2-13b-chat-hf"),
                "llama-2-70b": ("llama-2-70b", "meta-llama/Llama-2-70b-hf"),
                "llama-2-70b-chat": ("llama-2-70b-chat", "meta-llama/Llama-2-70b-chat-hf"),
            },
        ),
    ],
    licenses=[
        License(
            name="Llama 2 Community License Agreement",
            hf_id="llama2",
            spdx_id="LicenseRef-llama2",
            licensor="Meta Platforms Ireland Limited in the EEA and Switzerland, "
            "Meta Platforms, Inc. elsewhere",
            released="2023-07-18",
            source=LICENSE,
            complete=True,
            terms=[
                Term(
                    topic="commercial_use",
                    answer="conditional",
                    clause="§2",
                    summary="The grant is not limited to any purpose. The only commercial "
                    "condition is the 700 million user limit",
                    key_words="Additional Commercial Terms",
                    binds_derivatives=True,
                ),
                Term(
                    topic="fine_tuning",
                    answer="allowed",
                    clause="§1.a",
                    summary="You may modify the model and make works derived from it",
                    key_words="create derivative works of, and make modifications to",
                    binds_derivatives=True,
                ),
                Term(
                    topic="redistribute",
                    answer="conditional",
                    clause="§1.a",
                    summary="You may distribute the model and works derived from it, if the "
                    "conditions of §1.b are met",
                    key_words="distribute, copy, create derivative works of, and",
                    binds_derivatives=True,
                ),
                Term(
                    topic="resale",
                    answer="stated",
                    clause="§1.a",
                    summary="The license cannot be transferred. Selling and sublicensing are not "
                    "mentioned; those who receive the model get the license itself",
                    key_words="non- transferable and royalty-free limited license",
                    binds_derivatives=True,
                ),
                Term(
                    topic="train_other_models",
                    answer="not allowed",
                    clause="§1.b.v",
                    summary="The model must not be used to improve another large language model. "
                    "Llama 2 itself and works derived from it are exempt",
                    key_words="You will not use the Llama Materials or … (excluding Llama 2",
                    binds_derivatives=True,
                ),
                Term(
                    topic="output_for_training",
                    answer="not allowed",
                    clause="§1.b.v",
                    summary="Output must not be used to improve another large language model. "
                    "Llama 2 itself and works derived from it are exempt",
                    key_words="or any output or results of the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="license_copy",
                    answer="required",
                    clause="§1.b.i",
                    summary="Give every third party a copy of the license when you distribute or "
                    "make available the model or works derived from it",
                    key_words="shall provide a copy of this Agreement to",
                    binds_derivatives=True,
                ),
                Term(
                    topic="notice_file",
                    answer="required",
                    value="Llama 2 is licensed under the LLAMA 2 Community License, Copyright (c) "
                    "Meta Platforms, Inc. All Rights Reserved.",
                    clause="§1.b.iii",
                    summary="Every copy you distribute needs a text file named Notice with the "
                    "given sentence",
                    key_words="must retain in all copies … "
                    'attribution notice within a "Notice" text file',
                    binds_derivatives=True,
                ),
                Term(
                    topic="user_limit",
                    answer="conditional",
                    value="700M MAU",
                    clause="§2",
                    summary="If you and your affiliates had over 700 million monthly users when "
                    "the version was released, ask Meta for a license first",
                    key_words="greater than 700 million monthly active users in … "
                    "must request a license … "
                    "not authorized to exercise",
                    binds_derivatives=True,
                ),
                Term(
                    topic="acceptable_use_policy",
                    answer="required",
                    value="https://ai.meta.com/llama/use-policy",
                    clause="§1.b.iv",
                    summary="Use must follow the Acceptable Use Policy, which is part of the "
                    "license",
                    key_words="adhere to the Acceptable Use Policy for the",
                    binds_derivatives=True,
                ),
                Term(
                    topic="law_compliance",
                    answer="required",
                    clause="§1.b.iv",
                    summary="Use must comply with applicable laws and regulations, including "
                    "trade compliance laws",
                    key_words="must comply with applicable laws and regulations (including",
                    binds_derivatives=True,
                ),
                Term(
                    topic="trademark",
                    answer="not allowed",
                    clause="§5.a",
                    summary="No trademark rights, except reasonable and customary use to describe "
                    "and redistribute the model",
                    key_words="No trademark licenses are granted under this Agreement,",
                    binds_derivatives=True,
                ),
                Term(
                    topic="litigation",
                    answer="stated",
                    clause="§5.c",
                    summary="Your license ends when you sue anyone, claiming that the model or "
                    "its output infringes your rights",
                    key_words="other proceedings against Meta … "
                    "then any licenses granted to you under this … "
                    "shall terminate",
                    binds_derivatives=True,
                ),
                Term(
                    topic="termination",
                    answer="stated",
                    clause="§6",
                    summary="Meta may end the license if you breach it. You must then delete the "
                    "model and stop using it",
                    key_words="terminate this Agreement if you are in breach",
                    binds_derivatives=True,
                ),
                Term(
                    topic="warranty",
                    answer="stated",
                    clause="§3",
                    summary="The model and its output come as they are, without any warranty. You "
                    "carry the risks",
                    key_words='PROVIDED ON AN "AS IS" BASIS, WITHOUT WARRANTIES',
                    binds_derivatives=True,
                ),
                Term(
                    topic="liability",
                    answer="stated",
                    clause="§4",
                    summary="Meta is not liable for lost profits or for indirect, special, "
                    "consequential, incidental, exemplary or punitive damages",
                    key_words="IN NO EVENT WILL META OR ITS AFFILIATES",
                ),
                Term(
                    topic="governing_law",
                    answer="stated",
                    value="California",
                    clause="§7",
                    summary="California law applies and its courts alone decide. The UN sales "
                    "convention does not apply",
                    key_words="under the laws of the State of California … does not apply",
                    binds_derivatives=True,
                ),
            ],
        )
    ],
)
