// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/status.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/report/words/completeness.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/trial_list.hpp"
#include "framework/study/run/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

struct Count {
    std::string strategy;
    std::size_t all = 0;
    std::size_t done = 0;
    std::size_t failed = 0;
    std::size_t stale = 0;
    double seconds = 0;
};

struct RunState {
    std::filesystem::path folder;
    report::TrialList list;
    study::JournalContent journal;

    /// What the journal has of the trial; null if it has not been run.
    [[nodiscard]] const study::JournalEntry* entry(const report::ListedTrial& trial) const {
        const auto found = journal.entries.find(trial.id);
        return found == journal.entries.end() ? nullptr : &found->second;
    }
};

Count& count_of(const std::string& strategy, std::vector<Count>& counts) {
    const auto found = std::find_if(counts.begin(), counts.end(),
                                    [&](const Count& count) { return count.strategy == strategy; });
    return found != counts.end() ? *found : counts.emplace_back(Count{strategy, 0, 0, 0, 0, 0});
}

/// By strategy, in the config's order; those of which there are stale results only come last.
std::vector<Count> counts_of(const RunState& run) {
    std::vector<Count> counts;
    std::set<std::string> listed;
    for (const auto& trial : run.list.trials) {
        Count& count = count_of(run.list.names.strategies[trial.key.strategy], counts);
        const auto* entry = run.entry(trial);
        ++count.all;
        count.done += entry != nullptr && !entry->failed ? 1 : 0;
        count.failed += entry != nullptr && entry->failed ? 1 : 0;
        count.seconds += entry != nullptr ? entry->seconds : 0;
        listed.insert(trial.id);
    }
    for (const auto& [id, entry] : run.journal.entries) {
        if (!listed.contains(id)) {
            ++count_of(entry.strategy, counts).stale;
        }
    }
    return counts;
}

void print_counts(const std::vector<Count>& counts) {
    print(fmt::format("{:<24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>10}\n", "strategy", "trials", "done", "failed",
                      "left", "stale", "seconds"));
    for (const auto& count : counts) {
        print(fmt::format("{:<24} {:>6} {:>6} {:>6} {:>6} {:>6} {:>10.1f}\n",
                          report::printable(count.strategy), count.all, count.done, count.failed,
                          count.all - count.done - count.failed, count.stale, count.seconds));
    }
}

std::vector<study::FailedTrial> failures_of(const RunState& run) {
    std::vector<study::FailedTrial> failed;
    for (const auto& trial : run.list.trials) {
        const auto* entry = run.entry(trial);
        if (entry != nullptr && entry->failed) {
            failed.push_back({trial.key, entry->error});
        }
    }
    return failed;
}

/// Those that failed alike on one line, at most ten lines: the journal holds them all.
std::size_t print_failures(const RunState& run) {
    const auto failed = failures_of(run);
    std::vector<const study::FailedTrial*> failures;
    for (const auto& trial : failed) {
        failures.push_back(&trial);
    }
    auto names = run.list.names;
    for (auto& strategy : names.strategies) {
        strategy = report::printable(strategy);
    }
    const auto groups = report::grouped(failures);
    for (std::size_t i = 0; i < groups.size() && i < report::most_failures_named; ++i) {
        print(fmt::format("failed: {}\n",
                          report::printable_lines(report::failure_in_words(groups[i], names), 4)));
    }
    if (const auto more = report::trials_behind(groups, report::most_failures_named); more > 0) {
        print(fmt::format("and {}\n", bytes::counted(more, "more failed trial")));
    }
    return failed.size();
}

} // namespace

int run_status(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>(), "the run folder");
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values = parse(arguments,
                              {"sinter status RUN",
                               "Says which trials of a run are done, failed, left, or stale (of other "
                               "options), by its folder alone: it asks for no plugin and no data.",
                               "sinter status runs/band-gap-3f2a91c4",
                               {{"run", "a run folder"}}},
                              options, positional);
    if (!values) {
        return exit_ok;
    }
    RunState run;
    run.folder = (*values)["run"].as<std::string>();
    require_run_folder(run.folder);
    run.list = report::read_trials(trials_of(run.folder));
    run.journal = study::read_journal(journal_of(run.folder));
    print_counts(counts_of(run));
    for (const auto& problem : run.journal.problems) {
        print(fmt::format("unusable: {}: {}\n", journal_of(run.folder).string(), problem));
    }
    return print_failures(run) > 0 ? exit_failed_trials : exit_ok;
}

} // namespace sinter::cli
