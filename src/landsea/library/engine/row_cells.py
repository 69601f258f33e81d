"""The cells of one row of a table, read one by one while the faults are collected."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from landsea.kernel.money import Money
from landsea.kernel.texts import N_
from landsea.library.engine import opening_hours

AnyChoice = TypeVar("AnyChoice", bound=StrEnum)

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
#: More than any admission costs in any currency, less than a 64-bit integer holds.
_MOST_MONEY = Decimal(10) ** 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one cell and how to mend it; the sentences are marked for translation."""

    row: int
    column: str
    value: str
    what: str
    mend: str
    #: What `mend` is filled in with.
    params: tuple[tuple[str, str], ...] = ()

    @property
    def advice(self) -> str:
        """How to mend it, in English, filled in."""
        return self.mend.format(**dict(self.params))


@dataclass(slots=True)
class Cells:
    """A row's cells; each reader returns something usable and notes a fault if there is one."""

    row: Mapping[str, str]
    number: int
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, what: str, mend: str, **params: str | int) -> None:
        """Notes what is wrong with a cell."""
        self.faults.append(
            Fault(
                row=self.number,
                column=column,
                value=self.raw(column)[:200],
                what=what,
                mend=mend,
                params=tuple((name, str(value)) for name, value in params.items()),
            )
        )

    def raw(self, column: str) -> str:
        return unicodedata.normalize("NFC", self.row.get(column) or "").strip()

    def text(self, column: str, *, limit: int = 2000) -> str:
        value = self.raw(column)
        if len(value) > limit:
            self.fault(column, N_("This text is too long."), N_("Shorten it."))
            return ""
        if _CONTROL.search(value) or _MARKUP.search(value):
            self.fault(
                column,
                N_("This holds HTML or control characters."),
                N_("Write plain text only."),
            )
            return ""
        return value

    def required(self, column: str, *, limit: int = 2000) -> str:
        value = self.text(column, limit=limit)
        if not self.raw(column):
            self.fault(column, N_("This is empty."), N_("Fill it in: each row needs it."))
        return value

    def nameless(self) -> None:
        self.fault(
            "name_en",
            N_("The place has no name in any language."),
            N_("Give it at least one name."),
        )

    def matching(self, column: str, pattern: re.Pattern[str]) -> str:
        value = self.text(column)
        if value and not pattern.fullmatch(value):
            self.fault(column, N_("This is not a date."), N_("Write 2026, 2026-11 or 2026-11-30."))
        return value

    def choice(
        self, column: str, choices: type[AnyChoice], *, default: AnyChoice | None
    ) -> AnyChoice:
        value = self.raw(column)
        if not value and default is not None:
            return default
        try:
            return choices(value)
        except ValueError:
            self.fault(
                column,
                N_("This word is not known here."),
                N_("Use one of these: {known}."),
                known=", ".join(choices),
            )
            return next(iter(choices))

    def hours(self, column: str) -> str:
        value = self.text(column)
        if not value:
            return ""
        try:
            opening_hours.validate(value)
        except opening_hours.UnreadableHours as error:
            self.fault(column, N_("These opening hours can't be read."), error.mend)
        return value

    def currency(self, column: str) -> str:
        value = self.raw(column)
        if value and not re.fullmatch(r"[A-Z]{3}", value):
            self.fault(
                column, N_("This is not a currency."), N_("Write its three letters, say CNY.")
            )
            return ""
        return value

    def money(self, column: str, currency: str) -> Money | None:
        """Returns the amount; None when nothing is known, which is not the same as free."""
        value = self.raw(column)
        if not value:
            return None
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or not 0 <= amount <= _MOST_MONEY:
            self.fault(
                column,
                N_("A price is a number, zero or more."),
                N_("Correct it; leave it empty when it is not known, write 0 when it is free."),
            )
            return None
        if not currency:
            self.fault(column, N_("This price has no currency."), N_("Fill in ticket_currency."))
            return None
        try:
            return Money.of(amount, currency)
        except ValueError:
            self.fault(
                column,
                N_("This price has more decimals than its currency."),
                N_("Round it to what can be paid."),
            )
            return None

    def whole(self, column: str, *, least: int, most: int) -> int | None:
        value = self.raw(column)
        if not value:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            self.fault(
                column,
                N_("This is not a whole number in the expected range."),
                N_("Write a whole number from {least} to {most}."),
                least=least,
                most=most,
            )
            return None
        return int(value)

    def number_in(self, column: str) -> float | None:
        value = self.raw(column)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            self.fault(
                column,
                N_("This is not a number of degrees."),
                N_("Write decimal degrees with a point, say 29.5638."),
            )
            return None
        return number
