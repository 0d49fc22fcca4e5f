"""Interleaved rounds: the contestants take turns, so that whatever else the machine does meets all of them alike, and
what is compared are the values of one round. Who begins and who follows whom change with the round: a client that heats
both cores, or spends a shared machine's allowance of them, costs the one after it."""

from statistics import median

from .trouble import Unmeasured, tell


def order(names, turn):
    """A row of a Williams design (E. J. Williams 1949): over len(names) rows, twice that for an odd number, each
    stands in every place, and behind every other, equally often."""
    count = len(names)
    zigzag = [(step + 1) // 2 if step % 2 else count - step // 2 for step in range(count)]
    row = [names[(place + turn) % count] for place in zigzag]
    return row[::-1] if count % 2 and turn // count % 2 else row


def interleaved(contestants, rounds):
    """`contestants` maps a name to a function that measures once. Answers with a list for each name, by round; one
    that could not be measured has no list."""
    names = list(contestants)
    values = {name: [] for name in names}
    for turn in range(rounds):
        for name in order(names, turn):
            if name not in values:
                continue
            try:
                values[name].append(contestants[name]())
            except Unmeasured as trouble:
                tell(f"{name}: {trouble}")
                del values[name]
    return values


def ratio(values, name, to):
    """The median over the rounds of one's value to the other's; nothing where either was not measured."""
    if name not in values or to not in values:
        return None
    return median(a / b for a, b in zip(values[name], values[to]))


def middle(values, name):
    return median(values[name]) if name in values else None
