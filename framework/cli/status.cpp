// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/run_folder.hpp"
#include "framework/cli/stored_run.hpp"

#include <fmt/format.h>

#include <map>

namespace sinter::cli {
namespace {

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
    const auto values =
        parse_with_run(arguments, "status",
                       "Says which units of a run are done, failed, left, or stale (of other options).");
    if (!values) {
        return exit_ok;
    }
    const StoredRun run = stored_run(*values);
    if (!run.planned.plan) {
        return run.planned.code;
    }
    print_counts(*run.planned.plan, run.journal, run.outcomes);
    for (const auto& problem : run.problems) {
        fmt::print("unusable: {}: {}\n", journal_of(run.folder).string(), problem);
    }
    return print_failures(*run.planned.plan, run.outcomes) > 0 ? exit_failed_units : exit_ok;
}

} // namespace sinter::cli
