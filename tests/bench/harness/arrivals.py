"""What a server's receive stamps say of the schedule they should have kept."""

from math import exp, sqrt
from statistics import median


def send_errors(stamps, per_second):
    """How far each arrival is from an even schedule of that rate, in the stamps' unit. A tool does not say when it
    began, so the schedule begins where it fits best: at the median of what it would have to be. That favours whoever
    is measured, all alike, and takes the constant way from client to server out."""
    step = 1e9 / per_second
    offsets = [stamp - index * step for index, stamp in enumerate(stamps)]
    begin = median(offsets)
    return [abs(offset - begin) for offset in offsets]


def largest_distance(gaps, mean):
    """Kolmogorov and Smirnov's distance between the gaps and the exponential distribution of that mean."""
    ordered = sorted(gaps)
    count = len(ordered)
    distance = 0.0
    for index, gap in enumerate(ordered):
        expected = 1 - exp(-gap / mean)
        distance = max(distance, expected - index / count, (index + 1) / count - expected)
    return distance


def distance_allowed(count):
    """At alpha 0.01, by the limit of the distribution (Smirnov 1948), good from a hundred gaps on."""
    return 1.628 / sqrt(count)
