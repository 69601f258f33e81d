"""Adds a bundle's sums up a second time, on its own: no code is shared with the clearing.

Plain dictionaries, fractions and one walk over the visits; other steps towards the same agreed
rules, so that an error in one of the two shows as a difference.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Json = Mapping[str, Any]
Visit = tuple[str, int, str, int]


def find_differences(terms: Json, visits: Iterable[Visit], result: Json) -> list[str]:
    """Lists what of a result is not what the terms and visits come to; empty when all is."""
    stated, right = _flat(result), _flat(recompute(terms, visits))
    wrong = [
        f"{name}: {stated.get(name, 'nothing')} is stated, {amount} is right"
        for name, amount in right.items()
        if stated.get(name) != amount
    ]
    return wrong + [
        f"{name}: {amount} is stated without a ground"
        for name, amount in stated.items()
        if name not in right
    ]


def recompute(terms: Json, visits: Iterable[Visit]) -> dict[str, Any]:
    """Returns the result that a bundle's terms and visits come to."""
    home = terms["currency"]
    rates = {(each["currency"], each["on"]): Fraction(each["rate"]) for each in terms["rates"]}
    currency_of = {each["member"]: each["currency"] for each in terms["members"]}
    firsts, furthers, by_day = _walk(visits)
    sales = _sales(terms)
    pool = sales["earned"] * terms["pool_permille"] // 1000

    charges: dict[str, int] = {}
    exact_sum = Fraction(0)
    for place, venue in enumerate(terms["venues"]):
        if venue["basis"] != "fixed":
            continue
        currency = currency_of[venue["member"]]
        exact = Fraction(0)
        for (day, is_first), count in by_day[place].items():
            amount = count * (venue["first_minor"] if is_first else venue["further_minor"])
            exact += amount if currency == home else amount * rates[currency, day]
        exact_sum += exact
        charges[venue["venue"]] = _half_even(exact)
    rounding = _half_even(exact_sum) - sum(charges.values())

    pooled = [
        (place, venue) for place, venue in enumerate(terms["venues"]) if venue["basis"] == "pool"
    ]
    to_share = max(0, pool - sum(charges.values()) - rounding)
    top_ups: dict[str, int] = {}
    weights = [venue["ticket_minor"] * (firsts[place] + furthers[place]) for place, venue in pooled]
    shares = _fill(to_share, weights, [venue["cap_minor"] for _place, venue in pooled])
    for (_place, venue), share in zip(pooled, shares, strict=True):
        top_ups[venue["venue"]] = max(venue["guarantee_minor"] - share, 0)
        charges[venue["venue"]] = share + top_ups[venue["venue"]]

    last_day = (date.fromisoformat(terms["ends_on"]) - timedelta(days=1)).isoformat()
    payables: Counter[str] = Counter()
    venue_results = []
    for place, venue in enumerate(terms["venues"]):
        currency = currency_of[venue["member"]]
        if venue["basis"] == "fixed":
            payable = firsts[place] * venue["first_minor"]
            payable += furthers[place] * venue["further_minor"]
        else:
            rate = Fraction(1) if currency == home else rates[currency, last_day]
            payable = _half_even(Fraction(charges[venue["venue"]]) / rate)
        payables[venue["member"]] += payable
        venue_results.append(
            {
                "venue": venue["venue"],
                "first_visits": firsts[place],
                "further_visits": furthers[place],
                "charge": f"{charges[venue['venue']]} {home}",
                "top_up": f"{top_ups.get(venue['venue'], 0)} {home}",
                "payable": f"{payable} {currency}",
            }
        )
    return {
        "gross_sales": f"{sales['gross']} {home}",
        "tax": f"{sales['tax']} {home}",
        "commissions": {
            issuer: f"{amount} {home}" for issuer, amount in sales["commissions"].items()
        },
        "earned": f"{sales['earned']} {home}",
        "pool": f"{pool} {home}",
        "to_reserve": f"{pool - sum(charges.values()) - rounding} {home}",
        "rounding": f"{rounding} {home}",
        "venues": venue_results,
        "members": _members(terms, payables),
    }


def _walk(
    visits: Iterable[Visit],
) -> tuple[Counter[int], Counter[int], dict[int, Counter[tuple[str, bool]]]]:
    firsts: Counter[int] = Counter()
    furthers: Counter[int] = Counter()
    by_day: dict[int, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for _card, venue, day, number in visits:
        (firsts if number == 1 else furthers)[venue] += 1
        by_day[venue][day, number == 1] += 1
    return firsts, furthers, by_day


def _sales(terms: Json) -> dict[str, Any]:
    starts, ends = date.fromisoformat(terms["starts_on"]), date.fromisoformat(terms["ends_on"])
    commissions = {each["issuer"]: 0 for each in terms["issuers"]}
    gross = tax_sum = earned = 0
    for sale in terms["sales"]:
        issuer = terms["issuers"][sale["issuer"]]
        price = sale["price_minor"] * sale["count"]
        without_tax = price - _half_even(
            Fraction(price) - Fraction(price) * 1000 / (1000 + terms["tax_permille"])
        )
        commission = _half_even(Fraction(without_tax) * issuer["commission_permille"] / 1000)
        net = without_tax - commission
        sold_on = date.fromisoformat(sale["sold_on"])
        if starts <= sold_on < ends:
            gross += price
            tax_sum += price - without_tax
            commissions[issuer["issuer"]] += commission
        if sold_on < ends:
            earned += _line(sale, net, ends)
            if sold_on < starts:
                earned -= _line(sale, net, starts)
    return {"gross": gross, "tax": tax_sum, "commissions": commissions, "earned": earned}


def _line(sale: Json, net: int, before: date) -> int:
    """What of a net price the days before a day have earned, rounded down."""
    first = date.fromisoformat(sale["valid_from"])
    end = date.fromisoformat(sale["valid_before"])
    share = Fraction((before - first).days, (end - first).days)
    exact = net * min(max(share, Fraction(0)), Fraction(1))
    return exact.numerator // exact.denominator


def _fill(pool: int, weights: list[int], caps: list[int | None]) -> list[int]:
    """Fills by weight up to the caps, the tightest cap first, then hands out single units."""
    shares = [0] * len(weights)
    unbounded = Fraction(10) ** 40
    places = [place for place, weight in enumerate(weights) if weight]
    ratio = {
        place: unbounded if caps[place] is None else Fraction(caps[place] or 0, weights[place])
        for place in places
    }
    places.sort(key=lambda place: (ratio[place], place))
    rest, weight_left = Fraction(pool), sum(weights)
    while places and rest / weight_left > ratio[places[0]]:
        place = places.pop(0)
        shares[place] = caps[place] or 0
        rest -= shares[place]
        weight_left -= weights[place]
    if not places:
        return shares
    exact = {place: rest * weights[place] / weight_left for place in places}
    for place in places:
        shares[place] = exact[place].numerator // exact[place].denominator
    units = int(rest) - sum(shares[place] for place in places)
    lowest_first = sorted(places, key=lambda place: (shares[place] - exact[place], place))
    for place in lowest_first[:units]:
        shares[place] += 1
    return shares


def _members(terms: Json, payables: Counter[str]) -> list[dict[str, str]]:
    paid_by_venue = {each["member"] for each in terms["venues"]}
    rows = []
    for each in sorted(terms["members"], key=lambda row: row["member"]):
        if each["member"] not in paid_by_venue:
            continue
        payable, advance = payables[each["member"]], each["advance_minor"]
        after = advance - payable
        left = max(after, 0)
        claimed = left if terms["is_year_end"] else 0
        amounts = {
            "payable": payable,
            "set_off": advance - left,
            "claimed_back": claimed,
            "due": max(-after, 0) - claimed,
            "advance_left": left - claimed,
        }
        rows.append(
            {"member": each["member"]}
            | {name: f"{amount} {each['currency']}" for name, amount in amounts.items()}
        )
    return rows


def _half_even(value: Fraction) -> int:
    whole, rest = divmod(value.numerator, value.denominator)
    twice = 2 * rest - value.denominator
    return whole + (1 if twice > 0 or (twice == 0 and whole % 2) else 0)


def _flat(value: object, name: str = "") -> dict[str, str]:
    """Returns every amount under the path that leads to it, members and venues by their names."""
    if isinstance(value, Mapping):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = [(row.get("venue") or row.get("member") or "?", row) for row in value]
    else:
        return {name: str(value)}
    flat: dict[str, str] = {}
    for key, part in parts:
        flat |= _flat(part, f"{name}.{key}" if name else str(key))
    return flat
