"""Money as whole minor units of one currency, and rates between currencies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal, Inexact, InvalidOperation, localcontext
from functools import total_ordering

#: Currencies whose minor unit is not a hundredth (ISO 4217:2015, list one, column "minor unit").
_EXPONENTS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI"), 0
    ),
    **dict.fromkeys(("VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


#: The usual 28 digits would round the product of a large sum and a fine rate, without a word.
_EXACT = Context(prec=100, traps=[Inexact, InvalidOperation])


def exponent_of(currency: str) -> int:
    """Returns how many decimals a currency's minor unit has (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def _check_currency(currency: str) -> None:
    if not (
        len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    ):
        raise ValueError(f"Not an ISO 4217 currency code: {currency!r}.")


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount: whole minor units (fen, cent, đồng) of one currency."""

    amount_minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.amount_minor) is not int:
            raise TypeError(f"Minor units are whole numbers, not {self.amount_minor!r}.")
        _check_currency(self.currency)

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> "Money":
        """Returns an amount in major units; refuses more decimals than the currency has."""
        try:
            with localcontext(_EXACT):
                minor = Decimal(amount).scaleb(exponent_of(currency))
        except ArithmeticError as error:
            raise ValueError(f"Not an amount of money: {amount!r}.") from error
        if not minor.is_finite() or minor != minor.to_integral_value():
            raise ValueError(f"{amount} has more decimals than {currency} has.")
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units."""
        return Decimal(self.amount_minor).scaleb(-exponent_of(self.currency))

    def _minor_of(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} can't be added or compared.")
        return other.amount_minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount_minor + self._minor_of(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount_minor - self._minor_of(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount_minor, self.currency)

    def __mul__(self, factor: int) -> "Money":
        return Money(self.amount_minor * factor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount_minor < self._minor_of(other)

    def __bool__(self) -> bool:
        return self.amount_minor != 0

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Returns shares by weight that add up to the whole, to the minor unit.

        Method of the largest remainder (Hamilton): everybody gets the floor of the exact share,
        the units left go to the largest remainders, ties to the earlier place. A negative amount
        splits as the mirror of the positive one.
        """
        total = sum(weights)
        if total <= 0 or any(weight < 0 for weight in weights):
            raise ValueError("Weights are whole numbers, none negative, not all zero.")
        sign = -1 if self.amount_minor < 0 else 1
        amount = abs(self.amount_minor)
        shares = [amount * weight // total for weight in weights]
        remainders = [amount * weight % total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda place: (-remainders[place], place))
        for place in by_remainder[: amount - sum(shares)]:
            shares[place] += 1
        return tuple(Money(sign * share, self.currency) for share in shares)


@dataclass(frozen=True, slots=True)
class Conversion:
    """A converted amount, and the part of a minor unit that rounding gave or took."""

    money: Money
    #: What the exact value exceeds `money` by, in minor units; for the rounding account.
    remainder_minor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """How much of `quote` one major unit of `base` was worth on a day."""

    base: str
    quote: str
    rate: Decimal
    on: date

    def __post_init__(self) -> None:
        _check_currency(self.base)
        _check_currency(self.quote)
        if not self.rate.is_finite() or self.rate <= 0:
            raise ValueError(f"An exchange rate is above zero, not {self.rate}.")

    def convert(self, money: Money) -> Conversion:
        """Returns the amount in the quoted currency, rounded half to even, with what is left."""
        if money.currency != self.base:
            raise ValueError(f"This rate converts {self.base}, not {money.currency}.")
        with localcontext(_EXACT):
            exact = (money.decimal * self.rate).scaleb(exponent_of(self.quote))
            rounded = exact.to_integral_value(rounding=ROUND_HALF_EVEN)
            return Conversion(Money(int(rounded), self.quote), exact - rounded)
