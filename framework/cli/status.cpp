// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/planned.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/study/run_units.hpp"

#include <fmt/format.h>

#include <map>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

struct Count {
    std::size_t all = 0;
    std::size_t done = 0;
    std::size_t failed = 0;
    std::size_t stale = 0;
    double seconds = 0;
};

void print_counts(const study::Plan& plan, const study::JournalContent& journal,
                  const study::Outcomes& outcomes) {
    std::map<std::string, Count> counts;
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        Count& count = counts[plan.strategies[plan.units[i].strategy].name];
        ++count.all;
        count.done += outcomes[i] && outcomes[i]->error.empty() ? 1 : 0;
        count.failed += outcomes[i] && !outcomes[i]->error.empty() ? 1 : 0;
        count.seconds += outcomes[i] ? outcomes[i]->seconds : 0;
    }
    for (const auto* entry : study::stale_entries(plan, journal)) {
        ++counts[entry->strategy].stale;
    }
    fmt::print("{:<24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>10}\n", "strategy", "units", "done", "failed", "left",
               "stale", "seconds");
    for (const auto& [name, count] : counts) {
        fmt::print("{:<24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>10.1f}\n", name, count.all, count.done,
                   count.failed, count.all - count.done - count.failed, count.stale, count.seconds);
    }
}

/// At most ten: the journal holds them all.
std::size_t print_failures(const study::Plan& plan, const study::Outcomes& outcomes) {
    constexpr std::size_t most = 10;
    std::size_t failed = 0;
    for (std::size_t i = 0; i < plan.units.size(); ++i) {
        if (!outcomes[i] || outcomes[i]->error.empty() || ++failed > most) {
            continue;
        }
        const auto& split = plan.splits[plan.units[i].split];
        fmt::print("failed: {}, repeat {}, fold {}, fraction {:g}: {}\n",
                   plan.strategies[plan.units[i].strategy].name, split.rows.repeat, split.rows.fold,
                   split.fraction, outcomes[i]->error);
    }
    if (failed > most) {
        fmt::print("and {} more failed units\n", failed - most);
    }
    return failed;
}

} // namespace

int run_status(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>()->required(), "the run folder");
    add_common(options);
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values =
        parse(arguments,
              {"sinter status RUN",
               "Says which units of a run are done, failed, left, or stale (of other options).",
               "sinter status runs/band-gap-3f2a91c4"},
              options, positional);
    if (!values) {
        return exit_ok;
    }
    const std::filesystem::path folder = (*values)["run"].as<std::string>();
    require_run_folder(folder);
    const auto planned = plan_of(folder / "config.effective.toml", *values);
    if (!planned.plan) {
        return planned.code;
    }
    const auto journal = study::read_journal(journal_of(folder));
    std::vector<std::string> problems = journal.problems;
    const auto outcomes = study::known_outcomes(*planned.plan, journal, problems);
    print_counts(*planned.plan, journal, outcomes);
    for (const auto& problem : problems) {
        fmt::print("unusable: {}: {}\n", journal_of(folder).string(), problem);
    }
    return print_failures(*planned.plan, outcomes) > 0 ? exit_failed_units : exit_ok;
}

} // namespace sinter::cli
