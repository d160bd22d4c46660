// SPDX-License-Identifier: Apache-2.0
//
// The same for dlib's random forest; its threads are those of the environment variable DLIB_NUM_THREADS.
//
// dlib sorts and cuts at float32, and splits on down to single draws: the copies of one row in a bag, too,
// which changes no prediction. It has no sigma_mean.
#include "tests/benchmarks/forest/process_measure.hpp"
#include "tests/benchmarks/forest/task.hpp"

#include <cstdlib>
#include <dlib/random_forest.h>

namespace {

using Trainer = dlib::random_forest_regression_trainer<dlib::dense_feature_extractor>;
using Rows = std::vector<dlib::matrix<double, 0, 1>>;

Rows rows_of(const sinter::bench::Table& table) {
    const auto features = static_cast<long>(table.features);
    Rows rows;
    for (std::size_t i = 0; i < table.rows(); ++i) {
        rows.emplace_back(dlib::mat(table.x.data() + i * table.features, features));
    }
    return rows;
}

template <class Forest>
void print_size(const Forest& forest) {
    std::size_t nodes = 0;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < forest.get_num_trees(); ++i) {
        const auto& splits = forest.get_internal_tree_nodes()[i];
        const auto& leaves = forest.get_tree_leaves()[i];
        nodes += splits.size() + leaves.size();
        bytes += splits.size() * sizeof(splits[0]) + leaves.size() * sizeof(leaves[0]);
    }
    fmt::print("nodes {}\nmodel_bytes {}\n", nodes, bytes);
}

void run(const sinter::bench::Task& task) {
    using namespace sinter::bench;
    ::setenv("DLIB_NUM_THREADS", std::to_string(task.threads).c_str(), 1); // read at the first parallel loop
    const Table table = read_table(task.folder, "train", task.rows);
    const Rows rows = rows_of(table);
    Trainer trainer;
    trainer.set_num_trees(task.trees);
    trainer.set_feature_subsampling_fraction(static_cast<double>(task.mtry) /
                                             static_cast<double>(table.features));
    trainer.set_min_samples_per_leaf(1);
    trainer.set_seed(std::to_string(task.seed));
    Trainer::trained_function_type forest;
    measure_fit([&] { forest = trainer.train(rows, table.y); });
    print_size(forest);

    const Table test = read_table(task.folder, "test", 0);
    const Rows test_rows = rows_of(test);
    std::vector<double> mean(test.rows());
    const double cpu = warm_cpu_seconds_of([&] {
        for (std::size_t i = 0; i < mean.size(); ++i) {
            mean[i] = forest(test_rows[i]);
        }
    });
    fmt::print("predict_cpu {}\nrmse {}\n", cpu, rmse(mean, test.y));
}

} // namespace

int main(int count, char** words) {
    try {
        run(sinter::bench::read_task(count, words));
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_forest_dlib: {}\n", error.what());
        return 1;
    }
    return 0;
}
