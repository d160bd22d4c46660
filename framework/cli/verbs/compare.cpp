// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/compare.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/command/stored_run.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/report/compare/run_comparison.hpp"
#include "framework/run_folder/run_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace sinter::cli {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
using report::RunScores;

/// What the journal of the run has, as `report` reads it.
RunScores read_run(const std::filesystem::path& folder) {
    require_run_folder(folder);
    auto stored = read_stored_run(folder);
    return {folder.string(),
            report::score_folds(study::results_of(stored.record, std::move(stored.outcomes)))};
}

std::vector<RunScores> read_runs(const Arguments& folders) {
    std::vector<RunScores> runs;
    for (const auto& folder : folders) {
        runs.push_back(read_run(folder));
    }
    return runs;
}

std::string same_strategies(const std::vector<RunScores>& runs) {
    if (runs.size() < 2) {
        throw InputError(
            ErrorKind::config, {}, "there is one run, and nothing to compare it with",
            {"name a second run, or the strategy that those of this run are compared with: --against STRATEGY",
             "another value of an option makes a second run with --fresh or --output DIR: sinter run "
             "study.toml -s strategy.NAME.option=5 --fresh"});
    }
    const auto rows = report::compare_runs(runs);
    if (std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.who.run > 0; })) {
        throw InputError(
            ErrorKind::data, {}, "these runs have no trial in common",
            {"trials are compared if target, strategy, training size, repeat and fold are the same"});
    }
    return report::run_comparison_text(runs, rows);
}

std::string all_against(const std::vector<RunScores>& runs, const std::string& strategy) {
    std::vector<std::string> names;
    bool unfinished = false;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (const auto own = report::strategy_named(runs[run], strategy)) {
            const auto rows = report::compare_strategies(runs, {run, *own});
            if (!rows.empty()) { // it has finished a fold there
                return report::run_comparison_text(runs, rows);
            }
            unfinished = true;
        }
        for (const auto& other : runs[run].results.strategies) {
            if (std::find(names.begin(), names.end(), other.name) == names.end()) {
                names.push_back(other.name);
            }
        }
    }
    if (unfinished) {
        throw InputError(ErrorKind::data, {}, fmt::format("no run has a finished fold of \"{}\"", strategy));
    }
    throw InputError(ErrorKind::config, {}, fmt::format("no run has a strategy \"{}\"", strategy),
                     diagnostics::name_hints(strategy, names, "strategies"));
}

} // namespace

int run_compare(const Arguments& arguments) {
    namespace po = boost::program_options;
    po::options_description options("options");
    auto add = options.add_options();
    add("run", po::value<Arguments>(), "the run folders, the first is compared with");
    add("against", po::value<std::string>()->value_name("STRATEGY"),
        "compare every strategy of all runs with this one, of the first run that has it");
    po::positional_options_description positional;
    positional.add("run", -1);
    const auto values = parse(
        arguments,
        {"sinter compare RUN RUN... | sinter compare RUN... --against STRATEGY",
         "Sets the same trials (target, training size, repeat, fold, records) side by side: each strategy of "
         "several runs, or all strategies of one or more runs against one. Reads the run folders only.",
         "sinter compare runs/band-gap-3f2a91c4 --against difference",
         {{"run", "a run folder"}}},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    const auto runs = read_runs((*values)["run"].as<Arguments>());
    print(values->count("against") > 0 ? all_against(runs, (*values)["against"].as<std::string>())
                                       : same_strategies(runs));
    return exit_ok;
}

} // namespace sinter::cli
