// SPDX-License-Identifier: Apache-2.0
#include "framework/bytes/shown_text.hpp"
#include "framework/report/tables/csv_tables.hpp"
#include "framework/study/run/journal.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/summarise.hpp"
#include "tests/unit/study/small_study.hpp"

#include <sinter/error.hpp>

#include <catch2/catch.hpp>

#include <atomic>
#include <memory>
#include <string>

using namespace sinter;
using namespace sinter::tests;

namespace {

std::string every_byte() {
    std::string text = "said \xE2\x80\xAE ";
    for (int byte = 1; byte < 256; ++byte) {
        text += static_cast<char>(byte);
    }
    return text;
}

/// Fails in every trial, with words of every byte.
class SaysEveryByte final : public TransferStrategy {
public:
    [[nodiscard]] StrategyNeeds needs() const override { return {}; }
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& /*problem*/,
                                                           Host& host) const override {
        host.log(LogLevel::warning, every_byte());
        throw Error(SINTER_NUMERICAL, every_byte());
    }
};

} // namespace

TEST_CASE("whatever bytes a plugin says, the outcome of a trial is text, and the same from the journal") {
    const SmallStudy small;
    auto plan = small.plan();
    for (auto& strategy : plan.strategies) {
        strategy.strategy = std::make_shared<SaysEveryByte>();
    }
    const auto features = study::features_of(plan, small.workers());
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> never{false};
    const auto file = small.folder() / "trials.jsonl";
    {
        study::Journal journal(file);
        REQUIRE(study::run_trials(plan, *features, &journal, outcomes, {small.workers(), never, never, {}}));
    }
    for (const auto& outcome : outcomes) {
        REQUIRE(outcome);
        CHECK(bytes::shown_text(outcome->error, bytes::Layout::lines) == outcome->error);
        CHECK(outcome->error.find("<0xFF>") != std::string::npos);
        REQUIRE_FALSE(outcome->notices.empty());
        CHECK(bytes::shown_text(outcome->notices[0].text, bytes::Layout::lines) == outcome->notices[0].text);
    }
    std::vector<std::string> problems;
    const auto stored = study::known_outcomes(plan, study::read_journal(file), problems);
    const auto table = [&](const study::Outcomes& of) {
        const auto scored = report::score(study::summarise(plan, *features, of));
        return report::failures_csv(scored) + report::log_csv(scored);
    };
    CHECK(problems.empty());
    CHECK(table(stored) == table(outcomes));
    CHECK(table(stored).find("\x1b") == std::string::npos);
}
