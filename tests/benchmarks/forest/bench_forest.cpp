// SPDX-License-Identifier: Apache-2.0
//
// One fit of our forest and its predictions, measured; a line `name value` for each number.
//   bench_forest FOLDER ROWS MTRY TREES THREADS SEED plain|sigma [ENGINE]
//   bench_forest engines        the engines that the learner declares
#include "framework/threads/workers.hpp"
#include "plugins/learners/random_forest/model/forest_model.hpp"
#include "plugins/learners/random_forest/random_forest.hpp"
#include "tests/benchmarks/forest/process_measure.hpp"
#include "tests/benchmarks/forest/rectified_rows.hpp"
#include "tests/benchmarks/forest/task.hpp"
#include "tests/support/workers_host.hpp"

#include <sinter/error.hpp>

#include <malloc.h>
#include <numeric>

using namespace sinter;
using plugins::random_forest::RandomForest;

namespace {

std::vector<std::string> engines() {
    const Parameters declared = RandomForest::parameters();
    for (const Parameter& parameter : declared.all()) {
        if (parameter.name == "engine") {
            return parameter.choices;
        }
    }
    return {};
}

Options options_of(const bench::Task& task) {
    const auto options = Options::defaults(RandomForest::parameters())
                             .with("trees", static_cast<std::int64_t>(task.trees))
                             .with("mtry", static_cast<std::int64_t>(task.mtry));
    return task.engine.empty() ? options : options.with("engine", task.engine.c_str());
}

double bytes_in_use() {
    const auto heap = mallinfo2();
    return static_cast<double>(heap.uordblks + heap.hblkhd);
}

MatrixView matrix(const std::vector<double>& values, std::size_t columns) {
    const auto width = static_cast<Index>(columns);
    return {values.data(), static_cast<Index>(values.size()) / width, width, width, 1};
}

std::shared_ptr<const Model> fit(const bench::Task& task, const bench::Table& table, Host& host) {
    std::vector<std::uint64_t> materials(table.rows());
    std::iota(materials.begin(), materials.end(), std::uint64_t{0});
    std::vector<Feature> features(table.features);
    for (std::size_t i = 0; i < features.size(); ++i) {
        features[i].name = fmt::format("x{}", i + 1);
    }
    const std::vector<Label> labels{{"y", "", 0}};
    TrainingSet training;
    training.features = matrix(table.x, table.features);
    training.labels = matrix(table.y, 1);
    training.materials = materials;
    training.feature_infos = features;
    training.label_infos = labels;
    training.stream = Stream(static_cast<std::uint64_t>(task.seed));
    const RandomForest learner(options_of(task));

    std::shared_ptr<const Model> model;
    const double before = bytes_in_use();
    bench::measure_fit([&] { model = learner.fit(training, host); });
    fmt::print("model_bytes {}\n", bytes_in_use() - before);
    return model;
}

void print_nodes(const Model& model) {
    std::size_t nodes = 0;
    const auto& forest = dynamic_cast<const plugins::random_forest::ForestModel&>(model).forest();
    for (const auto& tree : forest.labels.front().trees) {
        nodes += tree.nodes.size();
    }
    fmt::print("nodes {}\n", nodes);
}

double predict(const Model& model, const RowMatrix& x, std::vector<double>& mean) {
    RowMatrix out(x.rows(), 1);
    const double cpu = bench::warm_cpu_seconds_of([&] { model.predict(x, out); });
    mean.assign(out.data(), out.data() + out.size());
    return cpu;
}

double predict_with_sigma(const Model& model, const RowMatrix& x) {
    RowMatrix mean(x.rows(), 1);
    RowMatrix sigma(x.rows(), 1);
    return bench::cpu_seconds_of(
        [&] { model.uncertainty()->predict_with_deviations(x, mean, sigma, MatrixOut()); });
}

RowMatrix rows_without(const RowMatrix& x, const std::vector<bool>& left_out) {
    RowMatrix kept(std::count(left_out.begin(), left_out.end(), false), x.cols());
    Index next = 0;
    for (Index row = 0; row < x.rows(); ++row) {
        if (!left_out[static_cast<std::size_t>(row)]) {
            kept.row(next++) = x.row(row);
        }
    }
    return kept;
}

/// The first call makes what later ones use again, the quadratic form for one.
void measure_sigma(const Model& model, const RowMatrix& x, std::vector<double>& scratch) {
    fmt::print("first_sigma_cpu {}\n", predict_with_sigma(model, x));
    fmt::print("sigma_cpu {}\n", predict_with_sigma(model, x));
    const auto rectified = bench::rectified_rows(model, x);
    const RowMatrix others = rows_without(x, rectified);
    fmt::print("others_predict_cpu {}\n", predict(model, others, scratch));
    fmt::print("others_sigma_cpu {}\n", predict_with_sigma(model, others));
    fmt::print("rectified_share {}\n",
               static_cast<double>(x.rows() - others.rows()) / static_cast<double>(x.rows()));
}

void run(const bench::Task& task) {
    const auto workers = threads::make_workers(task.threads);
    tests::WorkersHost host(*workers);
    host.parallel_for(task.threads, [](std::int64_t) {}); // the threads start
    const auto model = fit(task, bench::read_table(task.folder, "train", task.rows), host);
    print_nodes(*model);
    const auto test = bench::read_table(task.folder, "test", 0);
    const RowMatrix x = matrix(test.x, test.features).map();
    std::vector<double> mean;
    fmt::print("predict_cpu {}\n", predict(*model, x, mean));
    fmt::print("rmse {}\n", bench::rmse(mean, test.y));
    if (task.sigma) {
        measure_sigma(*model, x, mean);
    }
}

} // namespace

int main(int count, char** words) {
    try {
        if (count == 2 && std::string(words[1]) == "engines") {
            fmt::print("{}\n", fmt::join(engines(), " "));
        } else {
            run(bench::read_task(count, words));
        }
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_forest: {}\n", error.what());
        return 1;
    }
    return 0;
}
