#!/usr/bin/env Rscript
# SPDX-License-Identifier: Apache-2.0
#
# The same for ranger. A node of min.node.size rows is not split, so 1 lets trees grow down to single rows. Its
# out-of-bag error, which the others do not compute either, is switched off.
suppressMessages(library(ranger))
words <- commandArgs(trailingOnly = TRUE)
folder <- words[1]
rows <- as.integer(words[2])
mtry <- as.integer(words[3])
trees <- as.integer(words[4])
threads <- as.integer(words[5])
seed <- as.integer(words[6])
sigma <- words[7] == "sigma"

read_doubles <- function(name, most = Inf) {
    path <- file.path(folder, name)
    readBin(path, "double", min(most, file.size(path) / 8))
}
features <- read_doubles("features")
read_matrix <- function(name, count) {
    matrix(read_doubles(name, count * features), ncol = features, byrow = TRUE,
           dimnames = list(NULL, paste0("x", seq_len(features))))
}
status_bytes <- function(name) {
    line <- grep(paste0("^", name), readLines("/proc/self/status"), value = TRUE)
    1024 * as.numeric(gsub("[^0-9]", "", line))
}
cpu_seconds <- function() sum(proc.time()[c("user.self", "sys.self")])
say <- function(name, value) cat(name, format(value, digits = 15), "\n")

y <- read_doubles("train_y", rows)
x <- read_matrix("train_x", length(y))
invisible(gc())
before <- status_bytes("VmRSS")
cat("5", file = "/proc/self/clear_refs")
wall <- proc.time()["elapsed"]
cpu <- cpu_seconds()
forest <- ranger(x = x, y = y, num.trees = trees, mtry = mtry, min.node.size = 1, replace = TRUE, num.threads = threads,
                 seed = seed, keep.inbag = sigma, oob.error = FALSE, verbose = FALSE)
say("fit_cpu", cpu_seconds() - cpu)
say("fit_wall", proc.time()["elapsed"] - wall)
say("peak_bytes", status_bytes("VmHWM") - before)
say("nodes", sum(lengths(forest$forest$split.varIDs)))
say("model_bytes", as.numeric(object.size(forest$forest)))

y <- read_doubles("test_y")
x <- read_matrix("test_x", length(y))
own_predictions <- function() predict(forest, data = x, num.threads = 1, verbose = FALSE)$predictions
invisible(own_predictions()) # warms up
cpu <- cpu_seconds()
mean <- own_predictions()
say("predict_cpu", cpu_seconds() - cpu)
say("rmse", sqrt(mean((mean - y)^2)))
if (sigma) {
    cpu <- cpu_seconds()
    invisible(predict(forest, data = x, type = "se", se.method = "infjack", num.threads = 1, verbose = FALSE))
    say("sigma_cpu", cpu_seconds() - cpu)
}
