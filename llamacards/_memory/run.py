"""How a model is run, and on what: sizes with their unit, dtypes, devices."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from attrs import Attribute, field, frozen

from llamacards._values.quantity import Quantity, read_window
from llamacards._values.validation import (
    EXACT,
    Validator,
    as_decimal,
    field_error,
    is_number,
    optional,
)
from llamacards.errors import UnknownOptionError

BITS = MappingProxyType({"fp32": 32, "bf16": 16, "fp16": 16, "fp8": 8, "int8": 8, "int4": 4})
"""The bits per number of each dtype, without the scales of a quantization format."""

_SIZE_FORM = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) ?([MGT])(i?)B")
_LARGEST_COUNT = 10**12


def read_size(stated: object) -> int | None:
    """
    The bytes of a size such as "80 GiB" or "80GB", rounded down; None for anything else.

    MiB, GiB and TiB are powers of 1,024, MB, GB and TB of 1,000.
    """
    found = _SIZE_FORM.fullmatch(stated.strip()) if isinstance(stated, str) else None
    if found is None:
        return None
    unit = (1024 if found[3] else 1000) ** " KMGT".index(found[2])
    return int(EXACT.multiply(Decimal(found[1]), Decimal(unit))) or None


def as_tokens(value: Quantity | str | int | None) -> int | None:
    """Convert to a whole number of tokens; "8k" is 8,192."""
    window = read_window(value)
    if window is None or window.bound != "exactly" or window.value % 1:
        return value  # type: ignore[return-value]
    return int(window.value)


def _count_validator(rule: str) -> Validator:
    """Accepts whole numbers from 1 up and below 10^12."""

    def validate(record: object, field: Attribute[Any], value: object) -> None:
        if type(value) is not int or not 1 <= value < _LARGEST_COUNT:
            raise field_error(record, field, rule, value)

    return validate


a_count = _count_validator("a whole number from 1 to below 10^12")
a_context = _count_validator("a whole number of tokens from 1 to below 10^12, such as '8k' (8,192)")


@frozen(kw_only=True)
class Run:
    """
    How a model is run.

    context: tokens per sequence; None is the whole context window.
    batch: sequences at once.
    weights, kv: the dtypes of parameters and of the KV cache.
    """

    context: int | None = field(default=None, converter=as_tokens, validator=optional(a_context))
    batch: int = field(default=1, validator=a_count)
    weights: str = field(default="bf16")
    kv: str = field(default="bf16")

    @weights.validator
    @kv.validator
    def _check_dtype(self, attribute: Attribute[Any], dtype: object) -> None:
        if not isinstance(dtype, str) or dtype not in BITS:
            raise UnknownOptionError("dtype", dtype, BITS)


@frozen(kw_only=True)
class Devices:
    """
    Devices of one size, with a share of each kept free.

    gpu: the size of one device, such as "80 GiB". count: how many there are.
    headroom: the share that is kept free, 0.1 by default.
    """

    gpu: str = field()
    count: int = field(default=1, validator=a_count)
    headroom: Decimal = field(default=Decimal("0.1"), converter=as_decimal)

    @gpu.validator
    def _check_gpu(self, attribute: Attribute[Any], gpu: object) -> None:
        if read_size(gpu) is None:
            rule = "a size with its unit, such as '80 GiB' (1,024^3 bytes) or '80 GB' (1,000^3)"
            raise field_error(self, attribute, rule, gpu)

    @headroom.validator
    def _check_headroom(self, attribute: Attribute[Any], headroom: Decimal) -> None:
        if not is_number(headroom) or not 0 <= headroom < 1 or not self.room:
            rule = "a share from 0 to below 1, such as '0.1', that leaves room"
            raise field_error(self, attribute, rule, headroom)

    @property
    def room(self) -> int:
        """The bytes available, rounded down on each device."""
        kept, whole = self.headroom.as_integer_ratio()
        return self.count * ((read_size(self.gpu) or 0) * (whole - kept) // whole)


def in_bits(dtype: str) -> str:
    """A dtype with its bits: "16 bits (bf16)"."""
    return f"{BITS[dtype]} bits ({dtype})"


def in_gib(size: int) -> str:
    """Bytes in GiB with one decimal, but never 0.0."""
    tenths = (10 * size + 2**29) // 2**30
    return f"{tenths // 10:,}.{tenths % 10}" if tenths else "<0.1"
