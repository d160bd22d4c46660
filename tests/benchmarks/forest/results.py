# SPDX-License-Identifier: Apache-2.0
#
# What was measured, and what follows from it.
import math
import statistics


class Results:
    """(case, program, threads) -> the measurements of each repeat."""

    def __init__(self):
        self.all = {}

    def add(self, case, program, threads, measured):
        self.all.setdefault((case, program, threads), []).append(measured)

    def has(self, case, program, threads=1):
        return (case, program, threads) in self.all

    def values(self, case, program, name, threads=1):
        return [measured[name] for measured in self.all[case, program, threads] if name in measured]

    def median(self, case, program, name, threads=1):
        return statistics.median(self.values(case, program, name, threads))

    def fastest(self, case, programs, name):
        """The program with the smallest median; nothing where none was measured."""
        there = [p for p in programs if self.has(case, p) and self.values(case, p, name)]
        return min(there, key=lambda p: self.median(case, p, name), default=None)


def spread(values, factor, digits):
    """median (min..max)"""
    numbers = (statistics.median(values), min(values), max(values))
    return "{} ({}..{})".format(*(f"{factor * number:.{digits}f}" for number in numbers))


def relative_standard_error(values):
    """Of their mean; 0 for a single one."""
    if len(values) < 2:
        return 0
    return statistics.stdev(values) / math.sqrt(len(values)) / statistics.fmean(values)


def growth_exponent(points):
    """The slope of log time on log rows, by least squares."""
    xs = [math.log(rows) for rows, _ in points]
    ys = [math.log(time) for _, time in points]
    x_mean, y_mean = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)) / sum((x - x_mean) ** 2 for x in xs)
