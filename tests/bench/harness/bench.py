"""What the figures are given: where the programs are, and whether time is short."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Bench:
    build: str
    quick: bool

    def program(self, name):
        return os.path.join(self.build, "tests", name)

    @property
    def redline(self):
        return os.path.join(self.build, "redline")

    def pick(self, quick, full):
        return quick if self.quick else full
