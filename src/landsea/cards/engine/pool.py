"""How a pool of money is shared by weight, between caps and guarantees, to the minor unit."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one venue brings to the pool: its weight, and the bounds agreed with it.

    `weight` is a whole number without a unit (say minor units of ticket price times visits);
    `cap_minor` and `guarantee_minor` are minor units of the pool's currency.
    """

    weight: int
    cap_minor: int | None = None
    guarantee_minor: int = 0

    def __post_init__(self) -> None:
        if self.weight < 0 or self.guarantee_minor < 0:
            raise ValueError(f"Neither weight nor guarantee is negative: {self}.")
        if self.cap_minor is not None and self.cap_minor < self.guarantee_minor:
            raise ValueError(f"A cap is not below the guarantee: {self}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolShares:
    """The shares in the order of the claims, and what the reserve takes or gives.

    `sum(shares_minor) + to_reserve_minor == pool_minor`, always.
    """

    pool_minor: int
    #: What each claim gets in all, its top-up included.
    shares_minor: tuple[int, ...]
    #: What the reserve adds to reach a guarantee, by claim.
    top_ups_minor: tuple[int, ...]
    #: Positive: the reserve takes what all caps leave over; negative: it pays top-ups.
    to_reserve_minor: int


def share_pool(pool_minor: int, claims: Sequence[Claim]) -> PoolShares:
    """Shares a pool by weight; what a cap cuts off goes to the others by their weights.

    Water-filling: claims whose proportional share passes their cap get the cap, the rest is
    shared anew among the others; who is capped depends on the ratios cap/weight alone, so the
    order of the claims changes nothing but ties of remainders (to the earlier claim; method of
    the largest remainder, Hamilton). What everybody's cap leaves over, and a pool that nobody
    has a claim on, goes to the reserve. Guarantees are then topped up from the reserve, so they
    take nothing from other venues. Raises ValueError for a negative pool.
    """
    if pool_minor < 0:
        raise ValueError(f"A pool is not negative: {pool_minor}.")
    shares = _capped(pool_minor, claims)
    top_ups = tuple(
        max(0, claim.guarantee_minor - share) for claim, share in zip(claims, shares, strict=True)
    )
    left_over = pool_minor - sum(shares)
    return PoolShares(
        pool_minor=pool_minor,
        shares_minor=tuple(share + top_up for share, top_up in zip(shares, top_ups, strict=True)),
        top_ups_minor=top_ups,
        to_reserve_minor=left_over - sum(top_ups),
    )


def _capped(pool_minor: int, claims: Sequence[Claim]) -> list[int]:
    shares = [0] * len(claims)
    open_places = [place for place, claim in enumerate(claims) if claim.weight > 0]
    rest = pool_minor
    while open_places:
        total = sum(claims[place].weight for place in open_places)
        full = [
            place
            for place in open_places
            if (cap := claims[place].cap_minor) is not None
            and rest * claims[place].weight > cap * total
        ]
        if not full:
            _largest_remainder(rest, total, open_places, claims, shares)
            break
        for place in full:
            shares[place] = claims[place].cap_minor or 0
            rest -= shares[place]
        # Every claim that is full now stays so: what is cut off only raises the others.
        closed = set(full)
        open_places = [place for place in open_places if place not in closed]
    return shares


def _largest_remainder(
    amount: int, total: int, places: Sequence[int], claims: Sequence[Claim], shares: list[int]
) -> None:
    for place in places:
        shares[place] = amount * claims[place].weight // total
    left = amount - sum(shares[place] for place in places)
    by_remainder = sorted(places, key=lambda place: -(amount * claims[place].weight % total))
    for place in by_remainder[:left]:
        shares[place] += 1
