// SPDX-License-Identifier: Apache-2.0
//
// One plugin by several compilers, standards and settings, and in plain C: one host gets the same bytes from
// all of them.
#include "framework/plugin/checking/check.hpp"
#include "framework/plugin/loading/plugins.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sinter/testkit/instance.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

using namespace sinter;
using sinter::tests::TemporaryFolder;

namespace {

bool has_avx2() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
    return false;
#endif
}

/// The modules that this machine can run, by name; those that it cannot are named in a warning.
std::vector<std::string> modules() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(SINTER_MATRIX_MODULES)) {
        if (entry.path().extension() == ".so") {
            const auto name = entry.path().stem().string();
            if (name.find("avx2") != std::string::npos && !has_avx2()) {
                WARN("skipped: this machine has no AVX2 for " << name);
                continue;
            }
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// A module of the matrix in a folder that only its owner can write to.
class Module {
public:
    explicit Module(const std::string& name)
        : file_(folder_.copy(std::filesystem::path(SINTER_MATRIX_MODULES) / (name + ".so"), name + ".so")),
          plugin_(plugin::load_library(file_, plugin::read_manifest(file_))) {}
    [[nodiscard]] const plugin::LoadedPlugin& plugin() const { return plugin_; }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

private:
    TemporaryFolder folder_;
    std::filesystem::path file_;
    plugin::LoadedPlugin plugin_;
};

/// Whole numbers from -8 to 8, on which the plugin's sums are exact.
RowMatrix whole_numbers(Index rows, Index columns, std::uint64_t seed) {
    return (8 * testkit::random_features(rows, columns, Stream(seed)).array()).round();
}

std::shared_ptr<const Model> fitted(const Learner& learner) {
    auto data = testkit::TrainingData(23, 5, Stream(1)).add_number();
    data.features = whole_numbers(23, 5, 2);
    data.labels = whole_numbers(23, 1, 3);
    testkit::KitHost host({});
    // Strides that no compiler can take for aligned.
    const testkit::GuardedMatrix features(data.features, testkit::Layout::spread);
    const testkit::GuardedMatrix labels(data.labels, testkit::Layout::rows);
    return learner.fit(data.training(features, labels), host);
}
RowMatrix answer_of(const Model& model) {
    return testkit::predicted(model, whole_numbers(11, 5, 4), 1, testkit::Layout::columns);
}
RowMatrix answer_of(const Learner& learner) { return answer_of(*fitted(learner)); }

/// The formula in the plugin's first lines, for its default options.
RowMatrix expected() {
    const RowMatrix c = whole_numbers(23, 5, 2).transpose() * whole_numbers(23, 1, 3);
    const double bonus = 4 + 1 + 44 + 5 * 2 + 2 + 2; // words, "x0" .. "x4", "y0", "eV"
    return ((whole_numbers(11, 5, 4) * c) * 3).array() + bonus;
}

} // namespace

TEST_CASE("the matrix has all its toolchains") {
    const auto names = modules();
    CHECK(names.size() + (has_avx2() ? 0 : 2) == 9);
}

TEST_CASE("a plugin by any toolchain gives the same bytes to one host") {
    for (const auto& name : modules()) {
        INFO(name);
        const Module module(name);
        const auto learner =
            plugin::make_learner(module.plugin(), Options::defaults(module.plugin().parameters()));
        CHECK(learner->capabilities() == SINTER_CAN_REGRESS);
        CHECK(answer_of(*learner) == expected());
    }
}

TEST_CASE("a model is saved as the same bytes by any toolchain, and each restores what another saved") {
    std::vector<std::uint8_t> first;
    for (const auto& name : modules()) {
        INFO(name);
        const Module module(name);
        const auto learner =
            plugin::make_learner(module.plugin(), Options::defaults(module.plugin().parameters()));
        const auto state = state_of(*fitted(*learner)->saved());
        first = first.empty() ? state : first;
        CHECK(state == first);
        CHECK(answer_of(*restored(*learner->restorer(), first)) == expected());
    }
}

TEST_CASE("a plugin by any toolchain declares the same options and takes their values") {
    for (const auto& name : modules()) {
        INFO(name);
        const Module module(name);
        const auto& all = module.plugin().parameters().all();
        REQUIRE(all.size() == 3);
        CHECK(all[1].name == "words");
        CHECK(all[1].default_value.texts ==
              std::vector<std::string>{"a", "longer than what a small string keeps inside"});
        CHECK(all[2].default_value.reals == std::vector<double>{1, 2});
        const auto options =
            Options::defaults(module.plugin().parameters()).with("word", "saltandpepperandmore!");
        const auto learner = plugin::make_learner(module.plugin(), options);
        CHECK(answer_of(*learner) == RowMatrix(expected().array() + 17));
    }
}

TEST_CASE("an error of a plugin by any toolchain arrives with its text") {
    for (const auto& name : modules()) {
        INFO(name);
        const Module module(name);
        const auto options = Options::defaults(module.plugin().parameters()).with("word", "refuse");
        try {
            static_cast<void>(plugin::make_learner(module.plugin(), options));
            FAIL("it was made");
        } catch (const Error& e) {
            CHECK(e.code() == SINTER_INVALID_ARGUMENT);
            CHECK(std::string(e.what()) == "matrix_learner: the word 'refuse' is refused, in a sentence that "
                                           "is longer than a small string");
        }
    }
}

TEST_CASE("a plugin by any toolchain loads soundly and passes the checks of all kinds") {
    for (const auto& name : modules()) {
        const Module module(name);
        plugin::CheckOptions options;
        options.only = {"file",
                        "manifest",
                        "symbols",
                        "load",
                        "entry",
                        "interface",
                        "quiet",
                        "options",
                        "errors",
                        "objects",
                        "results",
                        "create",
                        "learner.strides",
                        "learner.batch",
                        "learner.owns_its_data",
                        "learner.state",
                        "learner.garbage_state"};
        const auto report = plugin::check_plugin(module.file(), options);
        for (const auto& step : report.steps) {
            INFO(name << ", " << step.id << ": " << step.detail);
            CHECK(step.outcome != plugin::StepOutcome::failed);
        }
        CHECK(report.steps.size() > 30);
    }
}
