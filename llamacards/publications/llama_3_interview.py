"""What Mark Zuckerberg said of Llama 3 to Dwarkesh Patel, as a Chinese report printed it."""

from llamacards._records import Claim, EvalSetup, Fact, Publication, Source, Table

REPORT = Source(
    title="Llama 3超大杯有何惊喜？Meta会一直开源吗？当初为何笃信元宇宙？扎克伯格新访谈回应一切",
    publisher="机器之心",
    url="http://mp.weixin.qq.com/s?__biz=MzA3MzI4MjgzMw==&mid=2650915283&idx=1"
    "&sn=9b16363de3bad3bb7f66ba0698139861",
    published="2024-04-20",
)

RELEASE = "Llama-3 超大杯什么时候发布？"
POTENTIAL = "LLama-3 70B 模型还有待发掘的潜力"
MONEY = "把花 100 亿美元研发的模型开源，怎么赚钱？"
SPEAKER = "Mark Zuckerberg"

SMALL = ("llama-3-8b", "llama-3-8b-instruct")
MIDDLE = ("llama-3-70b", "llama-3-70b-instruct")
LARGE = ("llama-3-405b", "llama-3-405b-instruct")
MMLU = EvalSetup(benchmark="MMLU")

PUBLICATION = Publication(
    source=REPORT,
    facts=[
        Fact(
            cards=LARGE,
            field="parameters",
            value="405B",
            source=REPORT.at(RELEASE),
            note="spoken in an interview",
        ),
        Fact(
            cards=LARGE,
            field="dense",
            value=True,
            source=REPORT.at(RELEASE),
            note="spoken in an interview",
            words="405B 参数的密集模型",
        ),
        Fact(
            cards=MIDDLE,
            field="budget.training",
            value="15T",
            source=REPORT.at(POTENTIAL),
            note="spoken in an interview",
            words="70B 模型, 15 万亿",
        ),
    ],
    tables=[
        Table(
            section=RELEASE,
            columns={
                "405B": LARGE,
                "70B": MIDDLE,
            },
            rows={"MMLU": (MMLU, "~85 82")},
            note="spoken in an interview",
        ),
    ],
    claims=[
        Claim(
            text="Llama 3 comes in three sizes",
            subject="llama-3-*",
            relation="comes in",
            object=["8B", "70B", "405B"],
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="训练了三个版本",
        ),
        Claim(
            text="Llama 3 8B and 70B are released",
            subject=SMALL + MIDDLE,
            relation="released by",
            object="2024-04-20",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="非常激动人心",
        ),
        Claim(
            text="Llama 3 405B is a dense model",
            subject=["llama-3-405b*", "llama-3.1-405b*"],
            relation="dense",
            object=True,
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="参数的密集模型",
        ),
        Claim(
            text="Llama 3 405B is not finished",
            subject=LARGE,
            relation="status",
            object="in training",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="还在训练之中",
        ),
        Claim(
            text="Llama 3 405B is to follow within the year",
            subject=LARGE,
            relation="released by",
            object="2024-12-31",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="年末的某个时候",
        ),
        Claim(
            text="Models that take in more than text are to come",
            subject="llama-3-*",
            relation="gains",
            object="inputs",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="多模态、更强大",
        ),
        Claim(
            text="More languages are to come",
            subject="llama-3-*",
            relation="gains",
            object="languages",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="多语言支持",
        ),
        Claim(
            text="Longer context windows are to come",
            subject="llama-3-*",
            relation="gains",
            object="budget.context",
            speaker=SPEAKER,
            source=REPORT.at(RELEASE),
            words="更大的上下文窗口",
        ),
        Claim(
            text="Llama 3 8B is almost as good as the largest Llama 2",
            subject=SMALL,
            relation="almost as good as",
            object=["llama-2-70b", "llama-2-70b-chat"],
            speaker=SPEAKER,
            source=REPORT.at(POTENTIAL),
            words="几乎一样好",
        ),
        Claim(
            text="Llama 3 70B was trained on 15 trillion tokens",
            subject=MIDDLE,
            relation="budget.training",
            object="15T",
            speaker=SPEAKER,
            source=REPORT.at(POTENTIAL),
            words="训练 token 达到",
        ),
        Claim(
            text="Llama 3 70B would have learned on with more tokens",
            subject=MIDDLE,
            relation="improves with",
            object="budget.training",
            speaker=SPEAKER,
            source=REPORT.at(POTENTIAL),
            words="模型仍然在学习",
        ),
        Claim(
            text="Llama 2 is offered on all major clouds",
            subject="llama-2-*",
            relation="offered on",
            object="all major clouds",
            speaker=SPEAKER,
            source=REPORT.at(MONEY),
            words="托管服务",
        ),
        Claim(
            text="Large companies that resell the models are asked to talk to Meta",
            subject=["llama2", "llama3"],
            relation="asks",
            object=["user_limit", "resale"],
            speaker=SPEAKER,
            source=REPORT.at(MONEY),
            words="转卖并从中赚钱",
        ),
    ],
)
