# SPDX-License-Identifier: Apache-2.0
#
# What is promised, and whether it is kept: the worst case counts, each one is printed.
import math
import statistics

from cases import CONTINUOUS, LOLO_MS_A_TREE, MAGPIE, SIGMA
from results import growth_exponent, relative_standard_error


def judge(name, by_case, bound, at_least=True, digits=2):
    """A line for each case, and the verdict on the worst one."""
    if not by_case:
        return
    for title, value in by_case.items():
        print(f"  {name}: {value:.{digits}f} for {title}")
    worst = min(by_case.values()) if at_least else max(by_case.values())
    met = worst >= bound if at_least else worst <= bound
    print(f"target {name} {worst:.{digits}f} {bound} {'met' if met else 'missed'}")


class Targets:
    def __init__(self, results, cases, sizes, own, peers):
        self.results, self.cases, self.sizes = results, cases, sizes
        self.own, self.peers = {program.name: program for program in own}, peers
        self.main = self.own.get("auto", own[0])

    def title(self, case):
        return case.title(self.sizes[case][0])

    def over_fastest_peer(self, program, name, cases):
        """How many times the fastest peer's time is ours."""
        ratios = {}
        for case in cases:
            peer = self.results.fastest(case, self.peers, name)
            if peer:
                ratio = self.results.median(case, peer, name) / self.results.median(case, program, name)
                ratios[f"{self.title(case)} ({peer.name})"] = ratio
        return ratios

    def judge_fits(self):
        continuous = [case for case in self.cases if case.data == CONTINUOUS]
        magpie = [case for case in self.cases if case.data in MAGPIE]
        large = [case for case in self.cases if self.sizes[case][0] >= 25_000]
        bounds = (
            ("auto", "continuous", continuous, 5), ("auto", "magpie", magpie, 4),
            ("exact", "continuous", continuous, 3), ("exact", "magpie", magpie, 2.5),
            ("histogram", "from_25000_rows", large, 8),
        )
        for engine, what, cases, bound in bounds:
            if engine in self.own:
                ratios = self.over_fastest_peer(self.own[engine], "fit_cpu", cases)
                judge(f"fit_{engine}_{what}_over_fastest_peer", ratios, bound)

    def judge_lolo(self):
        ratios = {}
        for case in self.cases:
            stated = LOLO_MS_A_TREE.get((case.rows, case.mtry)) if case.data == CONTINUOUS else None
            if stated:
                own = 1000 * self.results.median(case, self.main, "fit_cpu") / case.trees
                ratios[self.title(case)] = stated / own
        judge("fit_over_lolo", ratios, 25)

    def judge_growth(self):
        exponents = {}
        for program in self.own.values():
            for mtry in (44, 132):
                points = [(case.rows, self.results.median(case, program, "fit_cpu") / case.trees)
                          for case in self.cases if case.data == CONTINUOUS and case.mtry == mtry]
                if len(points) > 1:
                    sizes = f"{points[0][0]} to {points[-1][0]} rows"
                    exponents[f"{program.name}, mtry {mtry}, {sizes}"] = growth_exponent(points)
        judge("fit_growth_exponent", exponents, 1.2, at_least=False)

    def judge_threads(self):
        """By the wall clock, so only where nobody else was at work: one thread then waits for nothing."""
        speed_ups = {}
        for case in (case for case in self.cases if case.two_threads):
            waited = max(wall / cpu for wall, cpu in zip(self.results.values(case, self.main, "fit_wall"),
                                                         self.results.values(case, self.main, "fit_cpu")))
            if waited > 1.05:
                print(f"  skipped: two_threads_speed_up for {self.title(case)}: the machine was busy"
                      f" (one thread took {waited:.2f} times its CPU seconds)")
                continue
            one, two = (self.results.median(case, self.main, "fit_wall", threads) for threads in (1, 2))
            speed_ups[self.title(case)] = one / two
        judge("two_threads_speed_up", speed_ups, 1.9)

    def judge_errors(self):
        """Few trees differ by chance: two standard errors, as the repeats show them, are taken off."""
        ratios = {}
        for case in self.cases:
            peer = self.results.fastest(case, self.peers, "fit_cpu")
            if peer:
                own, other = (self.results.values(case, program, "rmse") for program in (self.main, peer))
                ratio = statistics.fmean(own) / statistics.fmean(other)
                error = ratio * math.hypot(relative_standard_error(own), relative_standard_error(other))
                ratios[f"{self.title(case)} ({peer.name}: {ratio:.4f} +- {error:.4f})"] = ratio - 2 * error
        judge("test_rmse_over_fastest_peer", ratios, 1.01, at_least=False, digits=4)

    def judge_memory(self):
        """The training matrix and what the fit needs beside it and the model it leaves, in matrices."""
        peaks, nodes = {}, {}
        for case in self.cases:
            peak, model, count = (self.results.median(case, self.main, name)
                                  for name in ("peak_bytes", "model_bytes", "nodes"))
            rows, _, features = self.sizes[case]
            peaks[self.title(case)] = 1 + (peak - model) / (8 * rows * features)
            nodes[self.title(case)] = model / count
        judge("peak_memory_over_matrix", peaks, 1.4, at_least=False)
        judge("model_bytes_a_node", nodes, 24, at_least=False, digits=1)

    def judge_sigma(self):
        def own(name):
            return self.results.median(SIGMA, self.main, name)

        title = self.title(SIGMA)
        plain = {title: own("others_sigma_cpu") / own("others_predict_cpu")}
        judge("sigma_mean_over_plain_without_rectified_rows", plain, 1.3, at_least=False)
        judge("sigma_mean_over_plain", {title: own("sigma_cpu") / own("predict_cpu")}, 2.5, at_least=False)
        for peer in self.peers:
            if peer.has_sigma and self.results.has(SIGMA, peer):
                # Theirs makes its form at every call, so ours counts with what the first call makes.
                ratio = self.results.median(SIGMA, peer, "sigma_cpu") / own("first_sigma_cpu")
                judge(f"sigma_mean_over_{peer.name}", {title: ratio}, 20)

    def judge_all(self):
        print()
        self.judge_fits()
        self.judge_lolo()
        self.judge_growth()
        self.judge_threads()
        judge("prediction_over_fastest_peer", self.over_fastest_peer(self.main, "predict_cpu", self.cases), 2)
        self.judge_sigma()
        self.judge_memory()
        self.judge_errors()
