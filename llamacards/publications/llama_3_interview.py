"""What Mark Zuckerberg said of Llama 3 to Dwarkesh Patel, as a Chinese report printed it."""

from llamacards import EvalSetup, Fact, Publication, Source, Table

REPORT = Source(
    title="Llama 3超大杯有何惊喜？Meta会一直开源吗？当初为何笃信元宇宙？扎克伯格新访谈回应一切",
    publisher="机器之心",
    url="http://mp.weixin.qq.com/s?__biz=MzA3MzI4MjgzMw==&mid=2650915283&idx=1"
    "&sn=9b16363de3bad3bb7f66ba0698139861",
    published="2024-04-20",
)

RELEASE = "Llama-3 超大杯什么时候发布？"
POTENTIAL = "LLama-3 70B 模型还有待发掘的潜力"
MMLU = EvalSetup(benchmark="MMLU")

PUBLICATION = Publication(
    source=REPORT,
    facts=[
        Fact(
            cards=["llama-3-405b", "llama-3-405b-instruct"],
            field="parameters",
            value="405B",
            source=REPORT.at(RELEASE),
            note="spoken in an interview",
        ),
        Fact(
            cards=["llama-3-405b", "llama-3-405b-instruct"],
            field="dense",
            value=True,
            source=REPORT.at(RELEASE),
            note="spoken in an interview",
        ),
        Fact(
            cards=["llama-3-70b", "llama-3-70b-instruct"],
            field="budget.training",
            value="15T",
            source=REPORT.at(POTENTIAL),
            note="spoken in an interview",
        ),
    ],
    tables=[
        Table(
            section=RELEASE,
            columns={
                "405B": ("llama-3-405b", "llama-3-405b-instruct"),
                "70B": ("llama-3-70b", "llama-3-70b-instruct"),
            },
            rows={"MMLU": (MMLU, "~85 82")},
            note="spoken in an interview",
        ),
    ],
)
