// SPDX-License-Identifier: Apache-2.0
//
// The plugins of the author's guide do what the guide says.
#include "framework/plugin/checking/check.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/plugin/loading/plugins.hpp"
#include "plugins/learners/ridge/ridge.hpp"
#include "tests/support/featurized.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_host.hpp"
#include "tests/unit/strategies/small_problem.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using sinter::Index;
using sinter::Options;
using sinter::RowMatrix;
using namespace sinter::tests;

namespace {

/// A copy that only its owner can write to, whatever the umask was.
class GuidePlugins {
public:
    GuidePlugins() {
        for (const std::string name : {"affine.so", "element_table.so"}) {
            folder_.copy(std::filesystem::path(SINTER_GUIDE_PLUGINS) / name, name);
        }
    }
    std::shared_ptr<const sinter::plugin::LoadedPlugin> loaded(sinter::plugin::PluginKind kind,
                                                               const std::string& id) {
        return sinter::plugin::Catalogue(
                   std::vector<sinter::plugin::SearchFolder>{{folder_.path(), "--plugin-dir"}})
            .require(kind, {id, {}});
    }
    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }

private:
    TemporaryFolder folder_;
};

void require_sound(const std::filesystem::path& file, const sinter::plugin::CheckOptions& options) {
    const auto report = sinter::plugin::check_plugin(file, options);
    for (const auto& step : report.steps) {
        INFO(step.id << ": " << step.detail);
        CHECK(step.outcome != sinter::plugin::StepOutcome::failed);
    }
    CHECK(report.sound());
}

} // namespace

TEST_CASE("the guide's plugins pass the checks that it tells its readers to run") {
    const GuidePlugins plugins;
    require_sound(plugins.folder().path() / "affine.so", {});
    sinter::plugin::CheckOptions with_table;
    std::string table = "atomic_number,mass\n";
    for (int z = 1; z <= 103; ++z) {
        table += std::to_string(z) + "," + std::to_string(2 * z) + "\n";
    }
    with_table.values["file"] = plugins.folder().write("masses.csv", table).string();
    require_sound(plugins.folder().path() / "element_table.so", with_table);
}

TEST_CASE("the guide's affine strategy finds a part that grows with the source") {
    GuidePlugins plugins;
    const auto plugin = plugins.loaded(sinter::plugin::PluginKind::strategy, "affine");
    const auto strategy = sinter::plugin::make_strategy(*plugin, Options::defaults(plugin->parameters())
                                                                     .with("learner", "m")
                                                                     .with("smooth_learner", "m")
                                                                     .with("rounds", std::int64_t{12}));
    // y = 1 + s + (2 + s) (3 + x1), s = x0
    sinter::Draws draws(sinter::Stream(3));
    RowMatrix x(200, 2);
    std::vector<double> source;
    std::vector<double> target;
    const auto truth = [](double s, double x1) { return 1 + s + (2 + s) * (3 + x1); };
    for (Index i = 0; i < x.rows(); ++i) {
        x(i, 0) = 4 * draws.uniform();
        x(i, 1) = 4 * draws.uniform();
        source.push_back(x(i, 0));
        target.push_back(truth(x(i, 0), x(i, 1)));
    }
    const SmallProblem small(x, {{{"y", "eV", 0}, target}}, {{{"s", "K", 0}, source}});
    TestHost host;
    host.learners["m"] = [] {
        using sinter::plugins::ridge::Ridge;
        return std::make_unique<Ridge>(Options::defaults(Ridge::parameters()).with("penalty", 1e-6));
    };
    const auto model = strategy->fit(small.problem(), host);
    RowMatrix corners(4, 2);
    corners << 0, 0, 0, 4, 4, 0, 4, 4;
    const SmallCandidates candidates(corners);
    RowMatrix mean(4, 1);
    model->predict({candidates.features, candidates.materials, candidates.known},
                   {sinter::MatrixOut(mean), {}, {}});
    // What no sum of a function of s and one of x1 can do: the slope along x1 is 2 at s = 0 and 6 at s = 4.
    CHECK((mean(1) - mean(0)) / 4 == Approx(2).margin(0.3));
    CHECK((mean(3) - mean(2)) / 4 == Approx(6).margin(0.3));
    for (Index i = 0; i < 4; ++i) {
        CHECK(mean(i) == Approx(truth(corners(i, 0), corners(i, 1))).margin(0.8));
    }
}

TEST_CASE("the guide's featurizer reads its table, and names the line and the element that it cannot") {
    GuidePlugins plugins;
    const auto plugin = plugins.loaded(sinter::plugin::PluginKind::featurizer, "element_table");
    const auto made = [&](const std::string& table) {
        const auto file = plugins.folder().write("table.csv", table).string();
        return sinter::plugin::make_featurizer(
            *plugin, Options::defaults(plugin->parameters()).with("file", file.c_str()), {});
    };
    const auto featurizer = made("atomic_number,melting_K\n8,50\n26,1800\n");
    REQUIRE(featurizer->features().size() == 2);
    CHECK(featurizer->features()[0].name == "mean melting_K");
    MaterialBatch batch;
    batch.add("Fe2O3", {{26, 2}, {8, 3}}).add("TiO2", {{22, 1}, {8, 2}});
    RowMatrix out(2, 2);
    KeptReports reports;
    featurizer->featurize(batch.materials(), sinter::MatrixOut(out), reports);
    CHECK(out(0, 0) == Approx((2 * 1800 + 3 * 50) / 5.0));
    CHECK(out(0, 1) == 1750);
    CHECK(out.row(1).array().isNaN().all());
    CHECK(reports.errors == std::vector<std::string>{"1: the table has no element 22"});
    CHECK_THROWS_WITH(made("atomic_number,melting_K\n8,fifty\n"),
                      Catch::Matchers::Contains("table.csv:2: \"8,fifty\""));
    CHECK_THROWS_WITH(made("8\n"), Catch::Matchers::Contains("expected a header"));
}
