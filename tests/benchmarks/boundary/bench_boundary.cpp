// SPDX-License-Identifier: Apache-2.0
//
// What a call through the C boundary costs, beside the same call in process; and whether a matrix crosses
// without a copy.
#include "framework/plugin/loading/catalogue.hpp"
#include "tests/benchmarks/boundary/plugins/bench_model.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/workers_host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>

using sinter::Learner;
using sinter::Model;
using sinter::Options;
using sinter::RowMatrix;

namespace {

struct Data {
    RowMatrix x = RowMatrix::Random(40, 8);
    RowMatrix y = x.rowwise().sum();
    std::vector<std::uint64_t> materials = std::vector<std::uint64_t>(40, 1);
    std::vector<sinter::Feature> features = std::vector<sinter::Feature>(8);
    std::vector<sinter::Label> labels = std::vector<sinter::Label>(1);
};

std::shared_ptr<const Model> fit(const Learner& learner) {
    const Data data;
    const auto workers = sinter::threads::make_workers(1);
    sinter::tests::WorkersHost host(*workers);
    return learner.fit({data.x, data.y, {}, data.materials, data.features, data.labels, sinter::Stream(1)},
                       host);
}

/// Nanoseconds a one-row prediction: the median of 21 runs of many calls.
double nanoseconds(const Model& model) {
    using Clock = std::chrono::steady_clock;
    constexpr int calls = 100'000;
    const RowMatrix x = RowMatrix::Random(1, 8);
    RowMatrix mean(1, 1);
    std::vector<double> runs;
    for (int run = 0; run < 21; ++run) {
        const auto begin = Clock::now();
        for (int i = 0; i < calls; ++i) {
            model.predict(x, mean);
        }
        const std::chrono::duration<double, std::nano> taken = Clock::now() - begin;
        runs.push_back(taken.count() / calls);
    }
    std::sort(runs.begin(), runs.end());
    return runs[runs.size() / 2];
}

bool crosses_without_copy(const Model& address_model) {
    const RowMatrix x = RowMatrix::Random(1000, 8);
    RowMatrix mean(1, 1);
    address_model.predict(x, mean);
    const double* address = x.data();
    return std::memcmp(mean.data(), &address, sizeof address) == 0;
}

std::unique_ptr<Learner> loaded(sinter::plugin::Catalogue& catalogue, const std::string& id) {
    const auto plugin = catalogue.require(sinter::plugin::PluginKind::learner, {id, {}});
    return make_learner(*plugin, Options::defaults(plugin->parameters()));
}

std::unique_ptr<Learner> address_learner(sinter::plugin::Catalogue& catalogue) {
    const auto plugin = catalogue.require(sinter::plugin::PluginKind::learner, {"bench_model", {}});
    sinter::OptionValue yes;
    yes.type = sinter::ParameterType::boolean;
    yes.boolean = true;
    return make_learner(*plugin, Options::defaults(plugin->parameters()).with("address", yes));
}

const char* met(bool yes) { return yes ? "met" : "missed"; }

} // namespace

int main() {
    // Copies: the build folder may be writable by the group.
    const sinter::tests::TemporaryFolder folder;
    folder.copy(SINTER_BENCH_MODULE, "bench_model.so");
    const std::filesystem::path ridge = std::filesystem::path(SINTER_PLUGIN_DIR) / "ridge.so";
    const bool has_ridge = std::filesystem::exists(ridge);
    if (has_ridge) {
        folder.copy(ridge, "ridge.so");
    }
    sinter::plugin::Catalogue catalogue({{folder.path(), "--plugin-dir"}});

    const sinter::bench::TrivialModel direct;
    const Model* volatile in_process = &direct; // volatile: a virtual call, as anywhere else
    const double direct_ns = nanoseconds(*in_process);
    const double boundary_ns = nanoseconds(*fit(*loaded(catalogue, "bench_model")));
    fmt::print("one-row prediction, in process           {:8.1f} ns\n", direct_ns);
    fmt::print("one-row prediction, through the boundary {:8.1f} ns\n", boundary_ns);
    const double ridge_ns = has_ridge ? nanoseconds(*fit(*loaded(catalogue, "ridge"))) : 0;
    fmt::print("one-row prediction of ridge (8 features) {:8.1f} ns\n", ridge_ns);
    const bool no_copy = crosses_without_copy(*fit(*address_learner(catalogue)));
    fmt::print("target matrix_copies {} 0 {}\n", no_copy ? 0 : 1, met(no_copy));
    if (has_ridge) {
        fmt::print("target ridge_one_row_ns {:.1f} 100 {}\n", ridge_ns, met(ridge_ns <= 100));
    }
    fmt::print("target boundary_call_ns {:.1f} 100 {}\n", boundary_ns, met(boundary_ns <= 100));
    return 0;
}
