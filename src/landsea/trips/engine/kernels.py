"""The designer's compiled inner loops: ruin and recreate with annealing over several tours.

All compiled code lives in this one file: numba's cache looks only at the file of the function that
was called, so a callee edited elsewhere would leave a stale answer in it.

Times are whole ticks, so feasibility is exact. Each tour keeps, for each of its stops, the start,
the leaving time and the latest feasible start: the forward time slack of Vansteenwegen et al.
(2009, "Iterated local search for the team orienteering problem with time windows"), in the form
that allows several windows a visit. An insertion is then checked in constant time. Removal of
strings of neighbouring stops follows Christiaens and Vanden Berghe (2020, "Slack induction by
string removals").
"""
# ruff: noqa: C901, PLR0912, PLR0915, PLR0917 -- a call costs more than a loop's turn in here

from typing import NamedTuple, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]
Floats = NDArray[np.float64]

#: No time at all: later than any tick that a plan can have.
NEVER = 2**30

# Of a sized type, because numba compiles a function anew for each literal that it is called with.
_NONE = cast(int, np.int64(-1))
_FIRST = cast(int, np.int64(0))


class Arrays(NamedTuple):
    """A problem in numbers. Nodes: candidates, then start and end of each day, then breaks."""

    travel: Shorts  #: ticks from node to node, without breaks
    travel_to: Shorts  #: the same transposed, for reading along one row
    dwell: Ints  #: ticks by candidate
    weight: Floats  #: score by candidate, raised for must stops
    opens: Ints  #: by day, candidate, window: earliest start
    latest: Ints  #: by day, candidate, window: latest start
    window_count: Ints  #: by day and candidate
    usage: Ints  #: by candidate and resource of the whole trip
    capacity: Ints  #: by resource of the whole trip
    day_usage: Ints  #: by candidate and resource of a day
    day_capacity: Ints  #: by day and resource of a day
    day_span: Ints  #: by day: its first and its last tick
    break_span: Ints  #: by break: earliest start, latest start, length in ticks
    neighbours: Shorts  #: by candidate: other candidates, the nearest first


class Tuning(NamedTuple):
    """How the search goes about it; the same for every problem but for the scale of its scores."""

    cycle: int  #: iterations from hot to cold, then hot again
    first_temperature: float  #: in points
    last_temperature: float
    least_power: float  #: by which the weight counts against the time that a stop takes …
    power_span: float  #: … drawn anew for each iteration from so much upwards
    noise: float  #: by up to which share a stop's weight is raised by chance
    longest_string: float  #: stops removed in a row
    removed_stops: float  #: about how many are removed in all


class Tours(NamedTuple):
    """A plan: by day, nodes in order, from the day's start to its end place."""

    nodes: Ints
    lengths: Ints  #: by day: the number of nodes, both ends included
    places: Ints  #: node at which the traveller is: a break has that of the stop before it
    reaches: Ints  #: when the stop is reached, before any wait
    leaves: Ints  #: when the stop is left
    lasts: Ints  #: latest start of the stop that keeps everything after it feasible
    day_of: Ints  #: by candidate: its day, or -1
    used: Ints  #: by resource of the whole trip
    day_used: Ints  #: by day and resource of a day


class Memory(NamedTuple):
    """What the search carries from one call to the next; scratch arrays stand in it, too."""

    random: NDArray[np.uint64]
    counters: Ints  #: iterations done
    values: Floats  #: value of the present plan, value and travel ticks of the best plan
    kept: Ints  #: nodes of the days touched in this iteration, as they were
    kept_lengths: Ints
    kept_used: Ints
    kept_day_used: Ints
    costs: Ints  #: by slot, day, candidate: ticks that the best insertion adds
    spots: Ints  #: by slot, day, candidate: position of the best insertion
    stamps: Ints  #: by slot, day, candidate: version of the day that the two above hold for
    slots: Ints  #: by day: the slot of the accepted plan
    live: Ints  #: by day: the slot of the plan in work
    versions: Ints  #: by slot and day; and the last version given
    open_list: Ints
    keys: Floats


@njit(cache=True, nogil=True)
def _random(state):  # type: ignore[no-untyped-def]
    """Returns a float in [0, 1) (Steele et al. 2014, SplitMix64)."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    word = state[0]
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word = word ^ (word >> np.uint64(31))
    return np.float64(word >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def _random_below(state, bound):  # type: ignore[no-untyped-def]
    return np.int64(_random(state) * np.float64(bound))


@njit(cache=True, nogil=True)
def schedule_day(arrays, tours, day):  # type: ignore[no-untyped-def]
    """Times the stops of a day; returns whether all of them are in time."""
    travel, dwell, break_span = arrays.travel, arrays.dwell, arrays.break_span
    opens, latest, window_count = arrays.opens[day], arrays.latest[day], arrays.window_count[day]
    nodes, places = tours.nodes[day], tours.places[day]
    reaches, leaves, lasts = tours.reaches[day], tours.leaves[day], tours.lasts[day]
    first_break = travel.shape[0]
    end = tours.lengths[day] - 1
    here = nodes[0]
    places[0] = here
    time = arrays.day_span[day, 0]
    leaves[0] = time
    for position in range(1, end):
        node = nodes[position]
        if node >= first_break:
            rest = node - first_break
            time = max(time, break_span[rest, 0])
            if time > break_span[rest, 1]:
                return False
            time += break_span[rest, 2]
        else:
            time += travel[here, node]
            reaches[position] = time
            here = node
            windows = window_count[node]
            window = 0
            while window < windows and time > latest[node, window]:
                window += 1
            if window == windows:
                return False
            time = max(time, opens[node, window]) + dwell[node]
        places[position] = here
        leaves[position] = time
    places[end] = nodes[end]
    time += travel[here, nodes[end]]
    reaches[end] = time
    leaves[end] = time
    bound = arrays.day_span[day, 1]
    if time > bound:
        return False
    lasts[end] = bound
    for position in range(end - 1, 0, -1):
        node = nodes[position]
        bound -= travel[places[position], places[position + 1]]
        if node >= first_break:
            rest = node - first_break
            bound = min(bound - break_span[rest, 2], break_span[rest, 1])
        else:
            bound -= dwell[node]
            window = window_count[node] - 1
            while opens[node, window] > bound:
                window -= 1
            bound = min(bound, latest[node, window])
        lasts[position] = bound
    return True


@njit(cache=True, nogil=True)
def _price_day(arrays, tours, memory, day, left, edge):  # type: ignore[no-untyped-def]
    """Finds the cheapest insertion into a day for each open candidate that lacks a valid one.

    After an insertion after position `edge`, what fitted nowhere still does not; for the others the
    old spot and the two new legs are looked at, and all legs only where the old spot is gone.
    """
    travel, travel_to, dwell = arrays.travel, arrays.travel_to, arrays.dwell
    opens, latest, window_count = arrays.opens[day], arrays.latest[day], arrays.window_count[day]
    break_span = arrays.break_span
    nodes, places = tours.nodes[day], tours.places[day]
    reaches, leaves, lasts = tours.reaches[day], tours.leaves[day], tours.lasts[day]
    slot = memory.live[day]
    costs, spots = memory.costs[slot, day], memory.spots[slot, day]
    stamps, open_list = memory.stamps[slot, day], memory.open_list
    version = memory.versions[slot, day]
    first_break = travel.shape[0]
    end = tours.lengths[day] - 1
    for index in range(left):
        candidate = open_list[index]
        if edge < 0 and stamps[candidate] == version:
            continue
        stamps[candidate] = version
        if edge >= 0 and costs[candidate] >= NEVER:
            continue
        best, spot = NEVER, -1
        low, high = 0, end
        follows = edge >= 0 and spots[candidate] != edge
        if follows:
            low = spots[candidate] + (1 if spots[candidate] > edge else 0)
            high = low + 1
        windows = window_count[candidate]
        if windows == 0:
            costs[candidate] = NEVER
            continue
        stay = dwell[candidate]
        ready, closing = opens[candidate, 0] + stay, latest[candidate, windows - 1]
        to_candidate, from_candidate = travel_to[candidate], travel[candidate]
        while True:
            for position in range(low, high):
                leaving = leaves[position]
                if leaving > closing:
                    break
                time = leaving + to_candidate[places[position]]
                if time > closing or ready > lasts[position + 1]:
                    continue
                window = 0
                while time > latest[candidate, window]:
                    window += 1
                time = max(time, opens[candidate, window]) + stay
                following = position + 1
                while nodes[following] >= first_break:
                    # A break on the way is taken at the new stop: the way after it starts there.
                    rest = nodes[following] - first_break
                    time = max(time, break_span[rest, 0])
                    time = NEVER if time > break_span[rest, 1] else time + break_span[rest, 2]
                    following += 1
                time += from_candidate[nodes[following]]
                added = time - reaches[following]
                if added < best and time <= lasts[following]:
                    best, spot = added, position
            if not follows:
                break
            follows = False
            low, high = (edge, edge + 2) if best < NEVER else (0, end)
        costs[candidate] = best
        spots[candidate] = spot


@njit(cache=True, nogil=True)
def _has_room(arrays, tours, day, candidate):  # type: ignore[no-untyped-def]
    """Says whether the trip's and the day's resources allow one visit more."""
    for resource in range(arrays.day_capacity.shape[1]):
        needed = tours.day_used[day, resource] + arrays.day_usage[candidate, resource]
        if needed > arrays.day_capacity[day, resource]:
            return False
    for resource in range(arrays.capacity.shape[0]):
        if tours.used[resource] + arrays.usage[candidate, resource] > arrays.capacity[resource]:
            return False
    return True


@njit(cache=True, nogil=True)
def _account(arrays, tours, day, candidate, sign):  # type: ignore[no-untyped-def]
    for resource in range(arrays.day_capacity.shape[1]):
        tours.day_used[day, resource] += sign * arrays.day_usage[candidate, resource]
    for resource in range(arrays.capacity.shape[0]):
        tours.used[resource] += sign * arrays.usage[candidate, resource]
    tours.day_of[candidate] = day if sign > 0 else -1


@njit(cache=True, nogil=True)
def _insert(arrays, tours, day, position, candidate):  # type: ignore[no-untyped-def]
    nodes = tours.nodes[day]
    for place in range(tours.lengths[day], position + 1, -1):
        nodes[place] = nodes[place - 1]
    nodes[position + 1] = candidate
    tours.lengths[day] += 1
    _account(arrays, tours, day, candidate, 1)
    schedule_day(arrays, tours, day)


@njit(cache=True, nogil=True)
def _keep(tours, memory, day):  # type: ignore[no-untyped-def]
    """Remembers a day as it is before its first change in this iteration."""
    if memory.kept_lengths[day] > 0:
        return
    length = tours.lengths[day]
    memory.kept_lengths[day] = length
    for position in range(length):
        memory.kept[day, position] = tours.nodes[day, position]
    _renew(memory, day)


@njit(cache=True, nogil=True)
def _renew(memory, day):  # type: ignore[no-untyped-def]
    """Gives the changed day a version of its own, so that old insertion costs are not used."""
    memory.versions[2, 0] += 1
    memory.versions[1 - memory.slots[day], day] = memory.versions[2, 0]


@njit(cache=True, nogil=True)
def _restore(arrays, tours, memory):  # type: ignore[no-untyped-def]
    first_depot = arrays.dwell.shape[0]
    for day in range(tours.lengths.shape[0]):
        if memory.kept_lengths[day] > 0:
            for position in range(tours.lengths[day]):
                if tours.nodes[day, position] < first_depot:
                    tours.day_of[tours.nodes[day, position]] = -1
    for day in range(tours.lengths.shape[0]):
        length = memory.kept_lengths[day]
        if length > 0:
            tours.lengths[day] = length
            for position in range(length):
                node = memory.kept[day, position]
                tours.nodes[day, position] = node
                if node < first_depot:
                    tours.day_of[node] = day
            schedule_day(arrays, tours, day)
    for resource in range(tours.used.shape[0]):
        tours.used[resource] = memory.kept_used[resource]
    for day in range(tours.day_used.shape[0]):
        for resource in range(tours.day_used.shape[1]):
            tours.day_used[day, resource] = memory.kept_day_used[day, resource]


@njit(cache=True, nogil=True)
def _remove_string(arrays, tours, memory, day, around, count, skip):  # type: ignore[no-untyped-def]
    """Takes `count` stops in a row out of a day, `around` among them; leaves `skip` inside it."""
    first_depot = arrays.dwell.shape[0]
    nodes = tours.nodes[day]
    length = tours.lengths[day]
    width = min(count + skip, length - 2)
    lowest = max(1, around - width + 1)
    highest = min(around, length - 1 - width)
    first = lowest + _random_below(memory.random, highest - lowest + 1)
    hole = first + _random_below(memory.random, width - skip + 1) if skip > 0 else length
    write = first
    removed = 0.0
    for position in range(first, length):
        node = nodes[position]
        stays = position >= first + width or hole <= position < hole + skip
        if stays or node >= first_depot:
            nodes[write] = node
            write += 1
        else:
            _account(arrays, tours, day, node, -1)
            removed += arrays.weight[node]
    tours.lengths[day] = write
    return removed


@njit(cache=True, nogil=True)
def _ruin(arrays, tours, memory, tuning):  # type: ignore[no-untyped-def]
    """Removes strings of stops near a random place; returns their value, or -1 when stuck."""
    count = arrays.dwell.shape[0]
    days = tours.lengths.shape[0]
    visited = 0
    filled = 0
    for day in range(days):
        visited += tours.lengths[day] - 2
        if tours.lengths[day] > 2:
            filled += 1
    if filled == 0 or count == 0:
        # Days may hold breaks alone.
        return 0.0
    longest = min(tuning.longest_string, visited / filled)
    most_strings = np.int64(max(1.0, 4.0 * tuning.removed_stops / (1.0 + longest)))
    strings = 1 + _random_below(memory.random, most_strings)
    strings = min(strings, filled)
    seed = _random_below(memory.random, count)
    removed = 0.0
    done = 0
    for rank in range(-1, arrays.neighbours.shape[1]):
        candidate = seed if rank < 0 else np.int64(arrays.neighbours[seed, rank])
        day = tours.day_of[candidate]
        if day < 0 or memory.kept_lengths[day] > 0:
            continue
        _keep(tours, memory, day)
        around = _FIRST + 1
        while tours.nodes[day, around] != candidate:
            around += 1
        most = np.int64(min(longest, tours.lengths[day] - 2.0))
        size = 1 + _random_below(memory.random, most)
        skip = _FIRST
        if size > 1 and _random(memory.random) < 0.5:
            skip = _FIRST + 1
            while _random(memory.random) > 0.5 and size + skip < tours.lengths[day] - 2:
                skip += 1
        removed += _remove_string(arrays, tours, memory, day, around, size, skip)
        if not schedule_day(arrays, tours, day):
            # Travel times need not obey the triangle inequality.
            return -1.0
        done += 1
        if done == strings:
            break
    return removed


@njit(cache=True, nogil=True)
def _move_prices(memory, day, left):  # type: ignore[no-untyped-def]
    """Copies a day's prices, so that those of the accepted plan outlive a rejected change."""
    old = memory.slots[day]
    new = 1 - old
    memory.live[day] = new
    for index in range(left):
        candidate = memory.open_list[index]
        memory.costs[new, day, candidate] = memory.costs[old, day, candidate]
        memory.spots[new, day, candidate] = memory.spots[old, day, candidate]


@njit(cache=True, nogil=True)
def _recreate(arrays, tours, memory, tuning):  # type: ignore[no-untyped-def]
    """Inserts, as long as something fits, what brings most for the time it takes."""
    days = tours.lengths.shape[0]
    weight, day_of = arrays.weight, tours.day_of
    open_list, keys, costs, spots = memory.open_list, memory.keys, memory.costs, memory.spots
    has_resources = arrays.capacity.shape[0] + arrays.day_capacity.shape[1] > 0
    power = tuning.least_power + tuning.power_span * _random(memory.random)
    left = _FIRST
    for candidate in range(weight.shape[0]):
        if day_of[candidate] < 0:
            open_list[left] = candidate
            luck = 1.0 + tuning.noise * _random(memory.random)
            keys[candidate] = weight[candidate] ** power * luck
            left += 1
    for day in range(days):
        slot = memory.slots[day]
        memory.live[day] = 1 - slot if memory.kept_lengths[day] > 0 else slot
        _price_day(arrays, tours, memory, day, left, _NONE)
    added_value = 0.0
    while left > 0:
        best_key, best_index, best_day = -1.0, _NONE, _NONE
        for index in range(left):
            candidate = open_list[index]
            for day in range(days):
                cost = costs[memory.live[day], day, candidate]
                if cost >= NEVER:
                    continue
                key = keys[candidate] / (max(cost, 0) + 1.0)
                if key <= best_key:
                    continue
                if has_resources and not _has_room(arrays, tours, day, candidate):
                    continue
                best_key, best_index, best_day = key, index, day
        if best_index < 0:
            break
        candidate = open_list[best_index]
        slot = memory.live[best_day]
        spot = spots[slot, best_day, candidate]
        left -= 1
        open_list[best_index] = open_list[left]
        _keep(tours, memory, best_day)
        if slot == memory.slots[best_day]:
            _move_prices(memory, best_day, left)
        _insert(arrays, tours, best_day, spot, candidate)
        added_value += weight[candidate]
        _renew(memory, best_day)
        _price_day(arrays, tours, memory, best_day, left, spot)
    return added_value


@njit(cache=True, nogil=True)
def _copy_tours(source, target):  # type: ignore[no-untyped-def]
    for day in range(source.lengths.shape[0]):
        target.lengths[day] = source.lengths[day]
        for position in range(source.lengths[day]):
            target.nodes[day, position] = source.nodes[day, position]


@njit(cache=True, nogil=True)
def _begin(tours, memory):  # type: ignore[no-untyped-def]
    """Counts an iteration and forgets what the last one kept."""
    memory.counters[0] += 1
    for day in range(tours.lengths.shape[0]):
        memory.kept_lengths[day] = 0
        for resource in range(tours.day_used.shape[1]):
            memory.kept_day_used[day, resource] = tours.day_used[day, resource]
    for resource in range(tours.used.shape[0]):
        memory.kept_used[resource] = tours.used[resource]


@njit(cache=True, nogil=True)
def travel_ticks(arrays, tours):  # type: ignore[no-untyped-def]
    """Returns how long all legs of a timed plan take."""
    ticks = _FIRST
    for day in range(tours.lengths.shape[0]):
        for position in range(tours.lengths[day] - 1):
            ticks += arrays.travel[tours.places[day, position], tours.places[day, position + 1]]
    return ticks


@njit(cache=True, nogil=True)
def _accept(arrays, tours, best, memory, change):  # type: ignore[no-untyped-def]
    """Goes on from the changed plan; remembers it when it is the best, or as good and shorter."""
    values = memory.values
    values[0] += change
    for day in range(tours.lengths.shape[0]):
        if memory.kept_lengths[day] > 0:
            memory.slots[day] = memory.live[day]
    if values[0] < values[1] - 1e-9:
        return
    ticks = travel_ticks(arrays, tours)
    if values[0] > values[1] + 1e-9 or ticks < values[2]:
        values[1] = values[0]
        values[2] = ticks
        _copy_tours(tours, best)


@njit(cache=True, nogil=True)
def search(arrays, tuning, tours, best, memory, iterations):  # type: ignore[no-untyped-def]
    """Runs so many iterations more, from where the memory stands."""
    cooling = tuning.last_temperature / tuning.first_temperature
    for _ in range(iterations):
        _begin(tours, memory)
        share = (memory.counters[0] % tuning.cycle) / tuning.cycle
        temperature = tuning.first_temperature * cooling**share
        removed = _ruin(arrays, tours, memory, tuning)
        gained = 0.0
        if removed >= 0.0:
            gained = _recreate(arrays, tours, memory, tuning)
        luck = -temperature * np.log(1.0 - _random(memory.random))
        if removed >= 0.0 and gained - removed >= -luck:
            _accept(arrays, tours, best, memory, gained - removed)
        else:
            _restore(arrays, tours, memory)
