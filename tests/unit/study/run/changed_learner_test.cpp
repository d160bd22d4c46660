// SPDX-License-Identifier: Apache-2.0
//
// Learners that a plugin asks for with other options than the config gives.
#include "framework/study/run/study_host.hpp"
#include "tests/unit/study/small_study.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <atomic>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

struct Data {
    RowMatrix x = (RowMatrix(4, 1) << 0, 1, 2, 3).finished();
    RowMatrix y = (RowMatrix(4, 1) << 0, 1, 4, 9).finished();
    std::vector<std::uint64_t> materials{1, 2, 3, 4};
    std::vector<Feature> infos{{"x", "", FeatureKind::number, 0}};
    std::vector<Label> labels{{"gap", "eV", 0}};
    [[nodiscard]] TrainingSet view() const { return {x, y, {}, materials, infos, labels, Stream(1)}; }
};

double predicted(const Learner& learner, Host& host) {
    const Data data;
    RowMatrix mean(1, 1);
    const RowMatrix x = RowMatrix::Constant(1, 1, 5);
    learner.fit(data.view(), host)->predict(x, MatrixOut(mean));
    return mean(0, 0);
}

} // namespace

TEST_CASE(
    "a learner with changed options is another one, is said in log.csv, and shares no fits with the first") {
    const SmallStudy small;
    const auto plan = small.plan();
    const std::atomic<bool> no{false};
    study::FitCache fits({8, 8});
    study::NoticeBoard notices;
    study::StudyHost host({plan.learners, small.workers(), fits, no, plan.strategies}, Stream(1), notices);
    const double as_it_is = predicted(*host.make_learner("line"), host);
    const double stiff = predicted(*host.make_learner("line", {{"penalty", 1e6}}), host);
    CHECK(as_it_is == predicted(*host.make_learner("line"), host));
    CHECK(stiff == predicted(*host.make_learner("line", {{"penalty", 1e6}}), host));
    CHECK(stiff != as_it_is);
    CHECK(fits.fits() == 2);
    bool said = false;
    for (const auto& notice : notices.all()) {
        said = said || notice.text.find("learner line with penalty = 1000000") != std::string::npos;
    }
    CHECK(said);
    CHECK_THROWS_WITH(host.make_learner("line", {{"penallty", 1.0}}),
                      Contains("unknown option \"penallty\" of ridge"));
    CHECK_THROWS_WITH(host.make_learner("line", {{"penalty", -1.0}}),
                      Contains("penalty of ridge = -1.0, expected"));
    CHECK_THROWS_WITH(host.make_learner("lime", {{"penalty", 1.0}}), Contains("there is no [learner.lime]"));
}
