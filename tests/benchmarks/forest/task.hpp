// SPDX-License-Identifier: Apache-2.0
//
// What one process of the benchmark is asked to do, and the numbers it reads.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::bench {

/// The command line: FOLDER ROWS MTRY TREES THREADS SEED plain|sigma [ENGINE].
struct Task {
    std::string folder;
    std::size_t rows = 0; ///< the first ones of the training rows
    std::size_t mtry = 0;
    std::size_t trees = 0;
    int threads = 1;
    int seed = 0;
    bool sigma = false; ///< whether predictions with sigma_mean are measured too
    std::string engine; ///< empty: the default
};

inline Task read_task(int count, char** words) {
    if (count < 8) {
        throw std::runtime_error("FOLDER ROWS MTRY TREES THREADS SEED plain|sigma [ENGINE]");
    }
    Task task;
    task.folder = words[1];
    task.rows = std::stoul(words[2]);
    task.mtry = std::stoul(words[3]);
    task.trees = std::stoul(words[4]);
    task.threads = std::stoi(words[5]);
    task.seed = std::stoi(words[6]);
    task.sigma = words[7] == std::string("sigma");
    task.engine = count > 8 ? words[8] : "";
    return task;
}

/// A matrix row by row and its labels.
struct Table {
    std::size_t features = 0;
    std::vector<double> x;
    std::vector<double> y;

    [[nodiscard]] std::size_t rows() const noexcept { return y.size(); }
};

/// A file of doubles as this machine writes them: `most` of them at most, 0 for all.
inline std::vector<double> read_doubles(const std::string& path, std::size_t most) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) {
        throw std::runtime_error("cannot read " + path);
    }
    const auto there = static_cast<std::size_t>(file.tellg()) / sizeof(double);
    std::vector<double> values(most > 0 && most < there ? most : there);
    file.seekg(0);
    file.read(reinterpret_cast<char*>(values.data()),
              static_cast<std::streamsize>(values.size() * sizeof(double)));
    return values;
}

/// `part` is train or test; `rows` 0 for all.
inline Table read_table(const std::string& folder, const std::string& part, std::size_t rows) {
    Table table;
    table.features = static_cast<std::size_t>(read_doubles(folder + "/features", 1).at(0));
    table.y = read_doubles(folder + "/" + part + "_y", rows);
    table.x = read_doubles(folder + "/" + part + "_x", table.y.size() * table.features);
    if (table.x.size() != table.y.size() * table.features) {
        throw std::runtime_error(folder + ": " + part + "_x and " + part + "_y do not fit");
    }
    return table;
}

} // namespace sinter::bench
