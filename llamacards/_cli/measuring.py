"""Commands on memory."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from llamacards._cli.command import Command, asked_catalog, other_options

DTYPES = "fp32, bf16, fp16, fp8, int8, int4"


def _memory_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("cards", nargs="+", metavar="CARD", help="a name or a glob")
    parser.add_argument(
        "--gpu",
        default="80 GiB",
        metavar="SIZE",
        help="the size of a device, such as 80GiB or 80GB",
    )
    parser.add_argument(
        "--context",
        metavar="TOKENS",
        help="tokens per sequence, such as 8k; default: the context window",
    )
    parser.add_argument("--batch", type=int, default=1, metavar="N", help="sequences at once")
    parser.add_argument("--weights", default="bf16", metavar="DTYPE", help=DTYPES)
    parser.add_argument("--kv", default="bf16", metavar="DTYPE", help="the dtype of the KV cache")
    parser.add_argument(
        "--headroom", default="0.1", metavar="SHARE", help="the share of each device kept free"
    )


def _measure_memory(asked: Namespace) -> object:
    from llamacards._memory.memory_table import memory_table

    options = other_options(asked, "cards")
    return memory_table(*asked.cards, **options, catalog=asked_catalog(asked))


COMMANDS = (
    Command(
        name="memory",
        purpose="compute the memory that models need, and the devices for it",
        examples=(
            "llama-3-70b llama-3.1-405b --gpu 80GiB --context 8k",
            "'llama-3*' --weights int4 --gpu 24GiB",
        ),
        add_arguments=_memory_arguments,
        run=_measure_memory,
    ),
)
