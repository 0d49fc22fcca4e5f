"""Interleaved rounds: the contestants take turns, so that whatever else the machine does meets all of them alike, and
what is compared are the values of one round. Which one begins changes with the round."""

from statistics import median

from .trouble import Unmeasured, tell


def interleaved(contestants, rounds):
    """`contestants` maps a name to a function that measures once. Answers with a list for each name, by round; one
    that could not be measured has no list."""
    names = list(contestants)
    values = {name: [] for name in names}
    for turn in range(rounds):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
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
