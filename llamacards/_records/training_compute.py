"""Figures derived from training tokens and parameters, which nobody stated."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from types import MappingProxyType

from attrs import frozen

from llamacards._values.quantity import LARGEST_QUANTITY, Bound, Quantity, format_bound

FORMULAS = MappingProxyType(
    {
        "scale.tokens_per_parameter": "training tokens over parameters",
        "scale.training_flop": (
            "6 × parameters × training tokens (Kaplan et al. 2020, arXiv:2001.08361)"
        ),
        "scale.compute_optimal_ratio": (
            "tokens per parameter over 20, about compute-optimal "
            "(Hoffmann et al. 2022, arXiv:2203.15556)"
        ),
    }
)
"""The formula of each derived field of a specification, by path."""


_OPPOSITE: dict[Bound, Bound] = {"at least": "at most", "at most": "at least"}


_ROUNDING: dict[Bound, str] = {
    "exactly": ROUND_HALF_EVEN,
    "about": ROUND_HALF_EVEN,
    "at least": ROUND_FLOOR,
    "at most": ROUND_CEILING,
}


_DIGITS = 200
"""Enough digits for the product of any two quantities to be exact."""


@frozen(kw_only=True)
class Scale:
    """
    How long a model was trained for its size, as far as its training tokens and parameters say.

    Each figure has the bound that follows from theirs, and is rounded to keep it true: down for "at
    least", up for "at most", else to the nearest. It is None if one of the two is unknown, if their
    bounds leave it open on both sides, or from 10^36 up.

    tokens: the training tokens. parameters: the number of parameters.
    """

    tokens: Quantity | None
    parameters: Quantity | None

    @property
    def tokens_per_parameter(self) -> Quantity | None:
        """Training tokens over parameters; whole from 10 up, else with two significant digits."""
        return self._tokens_over(1, "")

    @property
    def compute_optimal_ratio(self) -> Quantity | None:
        """
        Tokens per parameter over 20; digits as above.

        About 20 is compute-optimal (Hoffmann et al. 2022, arXiv:2203.15556).
        """
        return self._tokens_over(20, "x")

    @property
    def training_flop(self) -> Quantity | None:
        """
        Floating-point operations of the training, to two significant digits.

        6·N·D, N being parameters and D tokens (Kaplan et al. 2020, arXiv:2001.08361).
        """
        known = self._combine_stated(Context.multiply, 6)
        if known is None:
            return None
        flop, bound = known
        rounded = Context(prec=2, rounding=_ROUNDING[bound]).plus(flop)
        return _bounded_figure(
            rounded, bound, f"{rounded:.1e}".replace("+", "") if rounded else "0"
        )

    def _tokens_over(self, times: int, unit: str) -> Quantity | None:
        known = self._combine_stated(Context.divide, times)
        if known is None:
            return None
        ratio, bound = known
        brief = Context(prec=2, rounding=_ROUNDING[bound])
        rounded = brief.plus(ratio) if ratio < 10 else ratio.to_integral_value(brief.rounding)
        return _bounded_figure(rounded, bound, f"{rounded:,f}{unit}")

    def _combine_stated(
        self, combine: Callable[[Context, Decimal, Decimal], Decimal], times: int
    ) -> tuple[Decimal, Bound] | None:
        """Tokens times, or over, a multiple of the parameters; and the bound."""
        if self.tokens is None or self.parameters is None or not self.parameters.value:
            return None
        theirs = self.parameters.bound
        if combine is Context.divide:
            theirs = _OPPOSITE.get(theirs, theirs)
        bounds = {self.tokens.bound, theirs} - {"exactly"} or {"exactly"}
        if len(bounds) > 1:
            return None
        (bound,) = bounds
        at = Context(prec=_DIGITS, rounding=_ROUNDING[bound], traps=[])
        number = combine(at, self.tokens.value, at.multiply(self.parameters.value, Decimal(times)))
        return (number, bound) if number < LARGEST_QUANTITY else None


def _bounded_figure(number: Decimal, bound: Bound, text: str) -> Quantity:
    return Quantity(value=number, bound=bound, stated=format_bound(bound, text))
