# SPDX-License-Identifier: Apache-2.0
#
# The measurements as tables; median (min..max) over the repeats.
from results import spread

HEADER = (f"  {'':13} {'fit, CPU ms per tree':>27} {'ratio':>6} {'10,000 rows, CPU ms':>25} {'ratio':>6} {'peak MB':>8}"
          f" {'bytes/node':>10} {'test RMSE':>25}")


def cell(results, case, program, name, factor, digits=1, threads=1):
    values = results.values(case, program, name, threads)
    return spread(values, factor, digits) if values else "-"


def ratio(results, case, program, peers, name):
    """The fastest peer's time over this one's."""
    fastest = results.fastest(case, peers, name)
    if fastest is None:
        return "-"
    return f"{results.median(case, fastest, name) / results.median(case, program, name):.2f}"


def print_case(results, case, title, test_rows, programs, peers):
    print(f"\n{title}\n{HEADER}")
    for program in programs:
        fit = cell(results, case, program, "fit_cpu", 1e3 / case.trees, 2)
        prediction = cell(results, case, program, "predict_cpu", 1e7 / test_rows)
        fit_ratio = ratio(results, case, program, peers, "fit_cpu")
        prediction_ratio = ratio(results, case, program, peers, "predict_cpu")
        peak = results.median(case, program, "peak_bytes") / 1e6
        bytes_a_node = results.median(case, program, "model_bytes") / results.median(case, program, "nodes")
        rmse = cell(results, case, program, "rmse", 1, 4)
        print(f"  {program.name:13} {fit:>27} {fit_ratio:>6} {prediction:>25} {prediction_ratio:>6} {peak:8.1f}"
              f" {bytes_a_node:10.1f} {rmse:>25}")


def print_two_threads(results, case, title, programs):
    print(f"\n{title}: the fit's wall ms per tree on one thread and on two")
    for program in programs:
        speed_up = results.median(case, program, "fit_wall") / results.median(case, program, "fit_wall", 2)
        one, two = (cell(results, case, program, "fit_wall", 1e3 / case.trees, 2, threads) for threads in (1, 2))
        print(f"  {program.name:13} {one:>27} {two:>27}   speed-up {speed_up:.2f}")


def print_sigma(results, case, title, test_rows, programs):
    print(f"\n{title}: CPU ms of 10,000 predictions, and with sigma_mean")
    for program in (program for program in programs if program.has_sigma):
        plain, sigma = (cell(results, case, program, name, 1e7 / test_rows) for name in ("predict_cpu", "sigma_cpu"))
        print(f"  {program.name:13} {plain:>27} {sigma:>27}")
        if program.ours:
            share = results.median(case, program, "rectified_share")
            factor = 1e7 / (test_rows * (1 - share)) if share < 1 else 0
            plain, sigma = (cell(results, case, program, f"others_{name}_cpu", factor) for name in ("predict", "sigma"))
            first = cell(results, case, program, "first_sigma_cpu", 1e7 / test_rows)
            print(f"  {'':13} {plain:>27} {sigma:>27}   without the {100 * share:.2f} % of rows that are rectified")
            print(f"  {'':13} {'':27} {first:>27}   the first time, with what is made once")
