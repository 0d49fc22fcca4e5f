"""A figure: a value and the most it may be. Ratios against a peer of the same run, counts and sizes have goals;
an absolute time depends on the machine and is information."""

from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Figure:
    name: str
    value: Optional[float]  # nothing: it could not be measured, which misses any goal
    unit: str
    at_most: Optional[float] = None

    def verdict(self):
        if self.at_most is None:
            return "info"
        return "pass" if self.value is not None and self.value <= self.at_most else "fail"

    def line(self):
        goal = "-" if self.at_most is None else f"<={short(self.at_most)}"
        value = "none" if self.value is None else short(self.value)
        return f"{self.name} {value} {self.unit} {goal} {self.verdict()}"


def short(number):
    """Four digits are more than any of these figures is good for."""
    return f"{number:.0f}" if abs(number) >= 1000 else f"{number:.4g}"
