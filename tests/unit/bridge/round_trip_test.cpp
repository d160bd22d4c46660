// SPDX-License-Identifier: Apache-2.0
//
// A plugin behind the C boundary gives what the same class gives in process.
#include "framework/threads/workers.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/workers_host.hpp"
#include "tests/unit/bridge/plugins/probes.hpp"
#include "tests/unit/bridge/probe_plugins.hpp"

#include <catch2/catch.hpp>

#include <map>

using sinter::Error;
using sinter::Feature;
using sinter::Label;
using sinter::Options;
using sinter::RowMatrix;
using namespace sinter::tests;

namespace {

/// Four rows, two labels.
struct Data {
    RowMatrix x{(RowMatrix(4, 3) << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).finished()};
    RowMatrix y{(RowMatrix(4, 2) << 1, -1, 2, -2, 3, -3, 4, -4).finished()};
    std::vector<double> weights{1, 1, 2, 4};
    std::vector<std::uint64_t> materials{11, 12, 13, 14};
    std::vector<Feature> features{{"a", "eV", {}, 0}, {"b", "", {}, 0}, {"c", "", {}, 0}};
    std::vector<Label> labels{{"gap", "eV", 0}, {"volume", "nm^3", 0}};

    [[nodiscard]] sinter::TrainingSet training() const {
        return {x, y, weights, materials, features, labels, sinter::Stream(5)};
    }
};

/// Code and text of the error that fitting in this mode gives.
std::pair<int, std::string> fit_error(ProbePlugins& plugins, const char* mode, sinter::Host& host) {
    const Data data;
    try {
        static_cast<void>(plugins.learner(mode)->fit(data.training(), host));
    } catch (const Error& e) {
        return {e.code(), e.what()};
    }
    return {0, ""};
}

} // namespace

TEST_CASE(
    "a learner behind the boundary predicts what it predicts in process, on rows and columns in any order") {
    ProbePlugins plugins;
    const Data data;
    TestHost host;
    const auto options = plugins.learner_options().with("scale", 3.0);
    const auto there = plugins.learner(options)->fit(data.training(), host);
    const auto here = ProbeLearner(options).fit(data.training(), host);
    RowMatrix by_rows = RowMatrix::Zero(4, 2);
    RowMatrix expected = RowMatrix::Zero(4, 2);
    there->predict(data.x, by_rows);
    here->predict(data.x, expected);
    CHECK(by_rows == expected);
    const Eigen::MatrixXd x = data.x;
    Eigen::MatrixXd by_columns = Eigen::MatrixXd::Zero(4, 2);
    there->predict(x, by_columns);
    CHECK(by_columns == expected);
    CHECK(plugins.learner()->capabilities() == ProbeLearner(options).capabilities());
}

TEST_CASE("every type of option crosses") {
    ProbePlugins plugins;
    const Data data;
    TestHost host;
    sinter::OptionValue reals;
    reals.type = sinter::ParameterType::reals;
    reals.reals = {10, 20};
    const auto options = plugins.learner_options()
                             .with("notes", std::vector<std::string>{"first", "second \xc3\xa9"})
                             .with("extra", reals)
                             .with("digits", std::int64_t{3});
    RowMatrix with = RowMatrix::Zero(4, 2);
    RowMatrix without = RowMatrix::Zero(4, 2);
    plugins.learner(options)->fit(data.training(), host)->predict(data.x, with);
    plugins.learner()->fit(data.training(), host)->predict(data.x, without);
    CHECK(with(0, 0) - without(0, 0) == Approx(30));
    REQUIRE(host.lines.size() == 2);
    CHECK(host.lines[0].text == "first gap eV a");
    CHECK(host.lines[1].text == "second \xc3\xa9 gap eV a");
    CHECK(host.lines[0].level == sinter::LogLevel::notice);
    CHECK(host.last_progress == 0.5);
}

TEST_CASE("optional abilities are there where the model has them, and outputs may be left out") {
    ProbePlugins plugins;
    const Data data;
    TestHost host;
    const auto plain = plugins.learner("plain")->fit(data.training(), host);
    CHECK(plain->uncertainty() == nullptr);
    CHECK(plain->out_of_bag() == nullptr);
    const auto model = plugins.learner()->fit(data.training(), host);
    REQUIRE(model->uncertainty() != nullptr);
    RowMatrix mean = RowMatrix::Zero(4, 2);
    RowMatrix sigma = RowMatrix::Zero(4, 2);
    model->uncertainty()->predict_with_deviations(data.x, mean, {}, sigma);
    CHECK(sigma == RowMatrix::Constant(4, 2, 2));
    RowMatrix expected = RowMatrix::Zero(4, 2);
    model->predict(data.x, expected);
    CHECK(mean == expected);
    REQUIRE(model->out_of_bag() != nullptr);
    const std::vector<std::uint64_t> asked{99, 12, 98, 14};
    model->out_of_bag()->predict_out_of_bag(data.x, asked, mean);
    CHECK(mean.row(0) == expected.row(0));
    CHECK(mean.row(1) == RowMatrix::Constant(1, 2, -1));
    CHECK(mean.row(3) == RowMatrix::Constant(1, 2, -1));
}

TEST_CASE("a matrix crosses without being copied") {
    ProbePlugins plugins;
    const Data data;
    TestHost host;
    RowMatrix out = RowMatrix::Zero(1, 1);
    plugins.learner("address")->fit(data.training(), host)->predict(data.x, out);
    const double expected = address_as_number(data.x.data());
    CHECK(std::memcmp(out.data(), &expected, sizeof expected) == 0);
}

TEST_CASE("an error keeps its code and text on the way") {
    ProbePlugins plugins;
    TestHost host;
    const auto [code, text] = fit_error(plugins, "throw", host);
    CHECK(code == SINTER_INTERNAL);
    // A fault of the plugin itself is told with its name and file.
    CHECK_THAT(text,
               Catch::StartsWith("the learner probe_learner (/") && Catch::EndsWith("): thrown in fit"));
    CHECK(fit_error(plugins, "unsupported", host) ==
          std::pair<int, std::string>(SINTER_UNSUPPORTED, "this learner takes no such labels"));
    CHECK_THROWS_WITH(plugins.learner(plugins.learner_options().with("scale", -1.0)),
                      "probe_learner: scale is negative");
}

TEST_CASE("an exception in a loop of a plugin on the host's threads is that of the lowest body",
          "[threads]") {
    ProbePlugins plugins;
    for (const int threads : {1, 4}) {
        const auto workers = sinter::threads::make_workers(threads);
        WorkersHost host(*workers);
        CHECK(fit_error(plugins, "throw_in_loop", host) ==
              std::pair<int, std::string>(SINTER_NUMERICAL, "body 7"));
    }
}

TEST_CASE("a plugin may nest loops on the host's threads", "[threads]") {
    ProbePlugins plugins;
    const Data data;
    const auto workers = sinter::threads::make_workers(4);
    WorkersHost host(*workers);
    RowMatrix nested = RowMatrix::Zero(4, 2);
    RowMatrix plain = RowMatrix::Zero(4, 2);
    plugins.learner("nested")->fit(data.training(), host)->predict(data.x, nested);
    plugins.learner("mean")->fit(data.training(), host)->predict(data.x, plain);
    CHECK(nested(0, 0) - plain(0, 0) == Approx(200));
}

TEST_CASE("a plugin hears that the host wants to stop") {
    ProbePlugins plugins;
    TestHost host;
    host.questions_before_cancel = 3;
    CHECK(fit_error(plugins, "until_cancelled", host) ==
          std::pair<int, std::string>(SINTER_CANCELLED, "stopped"));
}

TEST_CASE("a featurizer behind the boundary names its features and reports on rows") {
    class Reports final : public sinter::RowReports {
    public:
        void note(sinter::Index row, std::string_view text) override { notes[row] = text; }
        void error(sinter::Index row, std::string_view text) override { errors[row] = text; }
        std::map<sinter::Index, std::string> notes;
        std::map<sinter::Index, std::string> errors;
    };
    ProbePlugins plugins;
    const auto featurizer =
        plugins.featurizer({{"temperature", "K", sinter::FeatureKind::number, {}},
                            {"facet", "", sinter::FeatureKind::category, {"111", "211"}}});
    REQUIRE(featurizer->features().size() == 3);
    CHECK(featurizer->features()[0].name == "electrons");
    CHECK(featurizer->features()[1].unit == "K");
    CHECK(featurizer->features()[2].kind == sinter::FeatureKind::category);
    CHECK(featurizer->features()[2].level_count == 2);

    const std::vector<sinter_string> names{sinter::c_text("H2O"), sinter::c_text("Fe2O3"),
                                           sinter::c_text("C200")};
    const std::vector<std::int64_t> offsets{0, 2, 4, 5};
    const std::vector<std::uint8_t> elements{1, 8, 26, 8, 6};
    const std::vector<double> amounts{2, 1, 2, 3, 200};
    const std::vector<double> temperature{300, 400, 500};
    const std::vector<double> facet{0, 1, 0};
    const std::vector<sinter_column> columns{{{}, {}, 0, 0, nullptr, temperature.data()},
                                             {{}, {}, 1, 2, nullptr, facet.data()}};
    const sinter_materials c{sizeof(sinter_materials),
                             0,
                             3,
                             names.data(),
                             offsets.data(),
                             elements.data(),
                             amounts.data(),
                             {columns.data(), columns.size(), sizeof(sinter_column)}};
    RowMatrix out = RowMatrix::Zero(3, 3);
    Reports reports;
    featurizer->featurize(sinter::Materials(c), out, reports);
    CHECK(out.row(0) == (RowMatrix(1, 3) << 10, 300, 0).finished());
    CHECK(out.row(1) == (RowMatrix(1, 3) << 76, 400, 1).finished());
    CHECK(out.row(2).array().isNaN().all());
    CHECK(reports.notes == std::map<sinter::Index, std::string>{{0, "H2O begins with H"}});
    CHECK(reports.errors == std::map<sinter::Index, std::string>{{2, "C200 has too much"}});
}

TEST_CASE("a strategy behind the boundary gets its learner, itself behind the boundary, from the host") {
    ProbePlugins plugins;
    const Data data;
    const std::vector<std::int64_t> rows{0, 2};
    const std::vector<double> target{5, 7};
    const std::vector<double> source{1, 1};
    const sinter::TransferProblem problem{
        data.x,
        data.materials,
        data.features,
        {{{"gap_expt", "eV", 0}, "", rows, target, {}, sinter::Stream(3)}},
        {{{"gap_pbe", "eV", 0}, "PBE", rows, source, {}, sinter::Stream(4)}},
        sinter::Stream(2),
        sinter::SourceRows::read_out_of_bag};
    TestHost host;
    host.learners["forest"] = [&] { return plugins.learner(); };
    const auto strategy = plugins.strategy("forest");
    CHECK(strategy->needs().min_sources == 1);
    CHECK(strategy->needs().max_sources == 3);
    CHECK(strategy->needs().max_targets == 2);
    CHECK(strategy->needs().same_unit);
    const auto model = strategy->fit(problem, host);
    REQUIRE(host.lines.size() == 1);
    CHECK(host.lines[0].text == "gap_expt from gap_pbe (PBE) out of bag");
    const RowMatrix known =
        (RowMatrix(4, 1) << 0.5, std::numeric_limits<double>::quiet_NaN(), 0.25, 0).finished();
    RowMatrix mean = RowMatrix::Zero(4, 1);
    RowMatrix sigma_mean = RowMatrix::Zero(4, 1);
    RowMatrix sigma_obs = RowMatrix::Zero(4, 1);
    model->predict({data.x, data.materials, known}, {mean, sigma_mean, sigma_obs});
    const double offset = 6 + sinter::Stream(3).uniform(0);
    CHECK(mean(0, 0) == Approx(6 + offset + 0.5));
    CHECK(mean(1, 0) == Approx(15 + offset));
    CHECK(sigma_mean(3, 0) == 14);
    CHECK(std::isnan(sigma_obs(0, 0)));
    CHECK_THROWS_WITH(plugins.strategy("absent")->fit(problem, host), "there is no learner 'absent'");
}
