// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/journal.hpp"
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/run_trials.hpp"
#include "tests/unit/study/small_study.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace sinter;
using namespace sinter::tests;
using Catch::Contains;

namespace {

bool same_bits(double a, double b) { return std::memcmp(&a, &b, sizeof(a)) == 0; }

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

study::Outcomes all_outcomes(const study::Plan& plan, threads::Workers& workers, study::Journal* journal) {
    study::Outcomes outcomes(plan.trials.size());
    const std::atomic<bool> no{false};
    REQUIRE(study::run_trials(plan, *study::features_of(plan, workers), journal, outcomes,
                              {workers, no, no, nullptr}));
    return outcomes;
}

} // namespace

TEST_CASE("a journal line gives back an outcome to the last bit") {
    const SmallStudy small;
    const auto plan = small.plan();
    auto outcome = *all_outcomes(plan, small.workers(), nullptr)[1];
    auto& rows = outcome.results.front().predictions;
    rows[0].mean = 0.1 + 0.2;
    rows[0].sigma_mean = std::numeric_limits<double>::denorm_min();
    rows[0].sigma_obs = 1.7976931348623157e308;
    rows[1].mean = -0.0;
    rows[1].sigma_mean = std::numeric_limits<double>::quiet_NaN();
    outcome.notices = {{"a \"quoted\"\nline", 3, false}, {"of this trial", 2, true}};
    const auto back =
        study::outcome_of(plan, plan.trials[1], study::journal_line(plan, plan.trials[1], outcome));
    REQUIRE(back.results.size() == outcome.results.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& row = back.results.front().predictions[i];
        CHECK(same_bits(row.mean, rows[i].mean));
        CHECK((same_bits(row.sigma_mean, rows[i].sigma_mean) ||
               (std::isnan(row.sigma_mean) && std::isnan(rows[i].sigma_mean))));
        CHECK(row.material == rows[i].material);
        CHECK(same_bits(row.label, rows[i].label));
    }
    REQUIRE(back.notices.size() == 2);
    CHECK(back.notices[0].text == "a \"quoted\"\nline");
    CHECK(back.notices[0].count == 3);
    CHECK_FALSE(back.notices[0].detail);
    CHECK(back.notices[1].detail);
    CHECK(back.notices[1].count == 2);
}

TEST_CASE("a line that does not fit its trial is refused with the reason") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto outcomes = all_outcomes(plan, small.workers(), nullptr);
    const std::string line = study::journal_line(plan, plan.trials[0], *outcomes[0]);
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[2], line),
                      Contains("not those that the trial holds out"));
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], "{}"), Contains("not a trial's line"));
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], "[1]"), Contains("not a trial's line"));
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], line.substr(0, line.size() / 2)),
                      Contains("not a trial's line"));
    std::string other = line;
    other.replace(other.find("\"mean\":["), 8, "\"mean\":[0,");
    CHECK_THROWS_WITH(study::outcome_of(plan, plan.trials[0], other), Contains("`mean` is not a list of"));
}

TEST_CASE("a journal that was cut short loses its last line only") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto file = small.folder() / "trials.jsonl";
    {
        study::Journal journal(file);
        (void)all_outcomes(plan, small.workers(), &journal);
    }
    const std::string whole = text_of(file);
    CHECK(study::read_journal(file).entries.size() == plan.trials.size());
    for (const std::size_t missing : {std::size_t{1}, std::size_t{40}}) {
        std::ofstream(file, std::ios::binary) << whole.substr(0, whole.size() - missing);
        const auto content = study::read_journal(file);
        CHECK(content.cut_short);
        CHECK(content.entries.size() == plan.trials.size() - 1);
        const study::Journal journal(file);
        CHECK(journal.was_cut_short());
        CHECK(text_of(file).back() == '\n');
        CHECK(whole.rfind(text_of(file), 0) == 0);
    }
}

TEST_CASE("lines that are none are counted, and the others are kept") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto file = small.folder() / "trials.jsonl";
    const auto outcomes = all_outcomes(plan, small.workers(), nullptr);
    std::string text = "rubbish\n{\"trial\": 3}\n\n";
    text += study::line_with_digest(study::journal_line(plan, plan.trials[0], *outcomes[0])) + "\n";
    std::ofstream(file, std::ios::binary) << text;
    const auto content = study::read_journal(file);
    CHECK(content.problems.size() == 3);
    CHECK(content.entries.size() == 1);
    std::vector<std::string> problems;
    const auto known = study::known_outcomes(plan, content, problems);
    CHECK(known[0].has_value());
    CHECK_FALSE(known[1].has_value());
    CHECK(problems.empty());
}

TEST_CASE("a line that was changed is named with its number and not used, until its trial has another") {
    const SmallStudy small;
    const auto plan = small.plan();
    const auto file = small.folder() / "trials.jsonl";
    const auto outcomes = all_outcomes(plan, small.workers(), nullptr);
    const auto line = [&](std::size_t trial) {
        return study::line_with_digest(study::journal_line(plan, plan.trials[trial], *outcomes[trial])) +
               "\n";
    };
    std::string changed = line(1);
    const auto digit = changed.find("\"mean\":[") + 8;
    changed[digit] = changed[digit] == '1' ? '2' : '1';
    std::ofstream(file, std::ios::binary) << line(0) << changed << line(2);
    auto content = study::read_journal(file);
    CHECK(content.entries.size() == 2);
    REQUIRE(content.problems.size() == 1);
    CHECK_THAT(content.problems.front(), Contains("line 2 was changed since it was written"));
    std::ofstream(file, std::ios::binary | std::ios::app) << line(1);
    content = study::read_journal(file);
    CHECK(content.entries.size() == 3);
    CHECK(content.problems.empty());
}

TEST_CASE("every change of a byte of a line is seen, and so is a line without a digest") {
    const std::string line = study::line_with_digest(R"({"trial":"a","seconds":1})");
    std::string problem;
    CHECK(study::line_without_digest(line, problem) == R"({"trial":"a","seconds":1})");
    for (std::size_t i = 0; i < line.size(); ++i) {
        std::string other = line;
        other[i] = other[i] == 'x' ? 'y' : 'x';
        INFO(other);
        CHECK_FALSE(study::line_without_digest(other, problem).has_value());
        CHECK_FALSE(study::line_without_digest(line.substr(0, i), problem).has_value());
    }
    CHECK_FALSE(study::line_without_digest(R"({"trial":"a","seconds":1})", problem).has_value());
    CHECK_THAT(problem, Contains("has no digest"));
}

TEST_CASE("a journal that is a link or a pipe is refused, and nothing is written through it") {
    const TemporaryFolder folder;
    const auto target = folder.write("target", "kept\n");
    const auto link = folder.path() / "trials.jsonl";
    std::filesystem::create_symlink(target, link);
    CHECK_THROWS_WITH(study::Journal(link), Contains("it is a symbolic link"));
    CHECK_THROWS_WITH(study::read_journal(link), Contains("it is a symbolic link"));
    CHECK(text_of(target) == "kept\n");
    const auto pipe = folder.path() / "pipe.jsonl";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK_THROWS_WITH(study::Journal(pipe), Contains("it is not a regular file"));
    CHECK_THROWS_WITH(study::read_journal(pipe), Contains("it is not a regular file"));
}

TEST_CASE("one run at a time writes a journal") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "trials.jsonl";
    const study::Journal journal(file);
    CHECK_THROWS_WITH(study::Journal(file), Contains("another run is at work") &&
                                                Contains("process " + std::to_string(::getpid())));
}

TEST_CASE("a journal that cannot be written says so") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH(study::Journal(folder.path() / "absent" / "trials.jsonl"),
                      Contains("cannot write the journal"));
}

TEST_CASE("what has an outcome is not run again, what failed is") {
    const SmallStudy small;
    const auto plan = small.plan();
    auto outcomes = all_outcomes(plan, small.workers(), nullptr);
    outcomes[1].reset();
    outcomes[2]->error = "failed before";
    std::vector<std::size_t> ran;
    const std::atomic<bool> no{false};
    CHECK(study::run_trials(plan, *study::features_of(plan, small.workers()), nullptr, outcomes,
                            {small.workers(), no, no, [&](const study::Progress& progress) {
                                 ran.push_back(static_cast<std::size_t>(progress.trial - plan.trials.data()));
                             }}));
    CHECK(ran == std::vector<std::size_t>{1, 2});
    CHECK(outcomes[2]->error.empty());
}

TEST_CASE("a request to end leaves the rest without an outcome") {
    const SmallStudy small;
    const auto plan = small.plan();
    study::Outcomes outcomes(plan.trials.size());
    std::atomic<bool> finish{false};
    const std::atomic<bool> no{false};
    CHECK_FALSE(study::run_trials(plan, *study::features_of(plan, small.workers()), nullptr, outcomes,
                                  {small.workers(), finish, no, [&](const study::Progress& progress) {
                                       finish.store(progress.done == 2);
                                   }}));
    CHECK(std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return o.has_value(); }) == 2);
}
