"""One period's clearing: what each member is owed, and where every minor unit of the pool went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from landsea.cards.engine.clearing_terms import Basis, ClearingProblem, VenueTerms, net_lot
from landsea.cards.engine.pool import Claim, share_pool
from landsea.cards.engine.recognition import earned_in
from landsea.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueResult:
    """What one venue's visits came to."""

    venue: str
    member: str
    basis: Basis
    version: int
    first_visits: int
    further_visits: int
    #: What the pool and the reserve give for it, in the programme's currency.
    charge: Money
    #: The part of it that the reserve adds to reach the guarantee.
    top_up: Money
    #: What the member is owed for it, in the member's currency.
    payable: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberResult:
    """What one member is owed in all, after its advance."""

    member: str
    payable: Money
    #: How much of the payable was had in advance.
    set_off: Money
    #: Claimed back at the year's end.
    claimed_back: Money
    #: Paid out: negative when the member pays.
    due: Money
    #: What is left of the advance.
    advance_left: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingResult:
    """A cleared period; amounts without a member are in the programme's currency.

    `pool == sum of the venues' charges + to_reserve + rounding`, to the minor unit.
    """

    gross_sales: Money
    tax: Money
    commissions: Mapping[str, Money]
    earned: Money
    pool: Money
    venues: tuple[VenueResult, ...]
    members: tuple[MemberResult, ...]
    #: Positive: left over; negative: the reserve had to add it.
    to_reserve: Money
    #: What rounding each venue's conversion by itself took from the pool, or gave.
    rounding: Money


def clear(problem: ClearingProblem) -> ClearingResult:
    """Clears a period; the same problem gives the same result whatever the order of its visits.

    Shares by weighted ticket price follow the practice of card pools (Ginsburgh & Zang 2003, "The
    museum pass game and its value", which also gives the Shapley value as another rule). Raises
    ValueError where a rate is missing.
    """
    gross, tax, commissions, earned = _sales(problem)
    pool = earned * problem.pool_permille // 1000
    first, further = _count(problem)
    exact = _fixed_charges(problem)
    charges = {venue: round(amount) for venue, amount in exact.items()}
    rounding = round(sum(exact.values(), Fraction())) - sum(charges.values())
    spent = sum(charges.values()) + rounding
    shared_venues = [place for place, each in enumerate(problem.venues) if each.basis is Basis.POOL]
    shares = share_pool(
        max(0, pool - spent),
        [_claim(problem.venues[place], first[place] + further[place]) for place in shared_venues],
    )
    top_ups = dict(zip(shared_venues, shares.top_ups_minor, strict=True))
    charges |= dict(zip(shared_venues, shares.shares_minor, strict=True))
    venues = tuple(
        _venue(problem, place, (first[place], further[place]), charges, top_ups)
        for place in range(len(problem.venues))
    )
    currency = problem.currency
    return ClearingResult(
        gross_sales=Money(gross, currency),
        tax=Money(tax, currency),
        commissions=commissions,
        earned=Money(earned, currency),
        pool=Money(pool, currency),
        venues=venues,
        members=_members(problem, venues),
        to_reserve=Money(pool - sum(charges.values()) - rounding, currency),
        rounding=Money(rounding, currency),
    )


def _sales(problem: ClearingProblem) -> tuple[int, int, dict[str, Money], int]:
    gross = tax = earned = 0
    commissions = dict.fromkeys((each.issuer for each in problem.issuers), 0)
    for sale in problem.sales:
        issuer = problem.issuers[sale.issuer]
        lot, lot_tax, commission = net_lot(sale, issuer, problem.tax_permille)
        earned += earned_in(lot, problem.period)
        if sale.sold_on in problem.period:
            gross += sale.count * sale.price_minor
            tax += lot_tax
            commissions[issuer.issuer] += commission
    return (
        gross,
        tax,
        {issuer: Money(amount, problem.currency) for issuer, amount in commissions.items()},
        earned,
    )


def _count(problem: ClearingProblem) -> tuple[list[int], list[int]]:
    """Counts each venue's first visits and its further ones."""
    visits, count = problem.visits, len(problem.venues)
    is_first = visits.number == 1
    first = np.bincount(visits.venue[is_first], minlength=count)
    every = np.bincount(visits.venue, minlength=count)
    return first.tolist(), (every - first).tolist()


def _fixed_charges(problem: ClearingProblem) -> dict[int, Fraction]:
    """Returns what each venue with fixed amounts costs the pool, exactly, by the day's rates."""
    visits = problem.visits
    start, days = problem.period.starts_on.toordinal(), len(problem.period)
    cell = visits.venue.astype(np.int64) * days + (visits.day - start)
    is_first = visits.number == 1
    cells = len(problem.venues) * days
    first = np.bincount(cell[is_first], minlength=cells).reshape(-1, days)
    further = np.bincount(cell[~is_first], minlength=cells).reshape(-1, days)
    charges = {}
    for place, terms in enumerate(problem.venues):
        if terms.basis is not Basis.FIXED:
            continue
        currency = problem.currencies[terms.member]
        charge = Fraction()
        for day in np.flatnonzero(first[place] + further[place]).tolist():
            amount = (
                int(first[place, day]) * terms.first_minor
                + int(further[place, day]) * terms.further_minor
            )
            charge += amount * problem.rate(currency, date.fromordinal(start + day))
        charges[place] = charge
    return charges


def _claim(terms: VenueTerms, visits: int) -> Claim:
    return Claim(
        weight=terms.ticket_minor * visits,
        cap_minor=terms.cap_minor,
        guarantee_minor=terms.guarantee_minor,
    )


def _venue(
    problem: ClearingProblem,
    place: int,
    visits: tuple[int, int],
    charges: Mapping[int, int],
    top_ups: Mapping[int, int],
) -> VenueResult:
    terms = problem.venues[place]
    first, further = visits
    currency = problem.currencies[terms.member]
    if terms.basis is Basis.FIXED:
        payable = first * terms.first_minor + further * terms.further_minor
    else:
        payable = round(charges[place] / problem.rate(currency, problem.period.last_day))
    return VenueResult(
        venue=terms.venue,
        member=terms.member,
        basis=terms.basis,
        version=terms.version,
        first_visits=first,
        further_visits=further,
        charge=Money(charges[place], problem.currency),
        top_up=Money(top_ups.get(place, 0), problem.currency),
        payable=Money(payable, currency),
    )


def _members(problem: ClearingProblem, venues: Sequence[VenueResult]) -> tuple[MemberResult, ...]:
    """Sets what each member has earned off against what it had in advance."""
    earned = dict.fromkeys(sorted({each.member for each in problem.venues}), 0)
    for venue in venues:
        earned[venue.member] += venue.payable.amount_minor
    results = []
    for member, payable in earned.items():
        currency = problem.currencies[member]
        advance = problem.advances.get(member, 0)
        set_off = min(payable, advance)
        left = advance - set_off
        claimed_back = left if problem.is_year_end else 0
        results.append(
            MemberResult(
                member=member,
                payable=Money(payable, currency),
                set_off=Money(set_off, currency),
                claimed_back=Money(claimed_back, currency),
                due=Money(payable - set_off - claimed_back, currency),
                advance_left=Money(left - claimed_back, currency),
            )
        )
    return tuple(results)
