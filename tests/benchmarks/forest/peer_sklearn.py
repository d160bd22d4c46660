#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
#
# The same for scikit-learn's random forest, which turns features into float32. It has no sigma_mean.
import resource
import sys
import time

import numpy
from sklearn.ensemble import RandomForestRegressor

folder, *numbers, _ = sys.argv[1:8]
rows, mtry, trees, threads, seed = map(int, numbers)


def read(part, count):
    features = int(numpy.fromfile(f"{folder}/features")[0])
    y = numpy.fromfile(f"{folder}/{part}_y", count=count)
    return numpy.fromfile(f"{folder}/{part}_x", count=len(y) * features).reshape(len(y), features), y


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def status_bytes(name):
    with open("/proc/self/status", encoding="ascii") as file:
        return next(1024 * int(line.split()[1]) for line in file if line.startswith(name))


x, y = read("train", rows)
forest = RandomForestRegressor(n_estimators=trees, max_features=mtry, min_samples_leaf=1, bootstrap=True,
                               random_state=seed, n_jobs=threads)
before = status_bytes("VmRSS")
with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
    file.write("5")
wall, cpu = time.monotonic(), cpu_seconds()
forest.fit(x, y)
print("fit_cpu", cpu_seconds() - cpu)
print("fit_wall", time.monotonic() - wall)
print("peak_bytes", status_bytes("VmHWM") - before)
states = [tree.tree_.__getstate__() for tree in forest.estimators_]
print("nodes", sum(state["node_count"] for state in states))
print("model_bytes", sum(state["nodes"].nbytes + state["values"].nbytes for state in states))
x, y = read("test", -1)
forest.predict(x)  # warms up
cpu = cpu_seconds()
mean = forest.predict(x)
print("predict_cpu", cpu_seconds() - cpu)
print("rmse", numpy.sqrt(numpy.mean((mean - y) ** 2)))
