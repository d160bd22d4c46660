# SPDX-License-Identifier: Apache-2.0
#
# What is measured: data, sizes, trees.
from dataclasses import dataclass

CONTINUOUS = "friedman"
MAGPIE = ("deltae", "mp_formation_energy")
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Case:
    data: str
    rows: int  # 0: all training rows
    mtry: int
    trees: int
    two_threads: bool = False
    sigma: bool = False

    def title(self, rows):
        return f"{self.data} {rows}, mtry {self.mtry}, {self.trees} trees"


# Fewer trees where one costs seconds: the times are a tree's.
QUICK = (
    Case(CONTINUOUS, 1_000, 44, 100),
    Case(CONTINUOUS, 1_000, 132, 100),
    Case(CONTINUOUS, 5_000, 44, 100, two_threads=True),
    Case(CONTINUOUS, 5_000, 132, 20),
)
REST = (
    Case(CONTINUOUS, 25_000, 44, 20, two_threads=True),
    Case(CONTINUOUS, 25_000, 132, 6),
    Case(CONTINUOUS, 100_000, 44, 4),
    Case(CONTINUOUS, 100_000, 132, 2),
    *(Case(data, 0, mtry, trees) for data in MAGPIE for mtry, trees in ((44, 20), (132, 6))),
)
SIGMA = Case(CONTINUOUS, 5_000, 44, 500, sigma=True)

# lolo 6.6.1, wall milliseconds a tree on one thread of a shared machine, by rows and mtry, on data of the same kind
# (reference/forest/README.md, beside the data). Its 20,000 rows stand beside our 25,000.
LOLO_MS_A_TREE = {(1_000, 44): 59, (1_000, 132): 138, (5_000, 44): 364, (5_000, 132): 879, (25_000, 44): 1944}
