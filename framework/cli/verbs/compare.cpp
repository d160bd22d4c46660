// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/compare.hpp"

#include "framework/cli/command/command_line.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/report/compare/run_comparison.hpp"
#include "framework/report/compare/strategy_comparison.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/run_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sinter::cli {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
using report::RunPredictions;

std::vector<RunPredictions> read_runs(const Arguments& folders) {
    std::vector<RunPredictions> runs;
    for (const std::filesystem::path folder : folders) {
        require_run_folder(folder);
        require_as_written(folder, {run_folder::predictions_file});
        runs.push_back(report::read_predictions(folder / run_folder::predictions_file, folder.string()));
    }
    return runs;
}

std::string same_strategies(const std::vector<RunPredictions>& runs) {
    if (runs.size() < 2) {
        throw InputError(
            ErrorKind::config, {}, "there is one run, and nothing to compare it with",
            {"name a second run, or the strategy that those of this run are compared with: --against STRATEGY",
             "another value of an option makes a second run with --fresh or --output DIR: sinter run "
             "study.toml -s strategy.NAME.option=5 --fresh"});
    }
    const auto rows = report::compare_runs(runs);
    if (std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.run > 0; })) {
        throw InputError(ErrorKind::data, {}, "these runs have no unit in common",
                         {"the same target, strategy, training size, repeat and fold make a unit"});
    }
    return report::run_comparison_text(runs, rows);
}

std::string all_against(const std::vector<RunPredictions>& runs, const std::string& strategy) {
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (runs[run].units.contains(strategy)) {
            const report::RunStrategy reference{run, strategy};
            return report::strategy_comparison_text(runs, reference,
                                                    report::compare_strategies(runs, reference));
        }
    }
    std::vector<std::string> names;
    for (const auto& run : runs) {
        for (const auto& [name, units] : run.units) {
            if (std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
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
         "Sets the same units (target, training size, repeat, fold, records) side by side: each strategy of "
         "several runs, or all strategies of one or more runs against one. Reads predictions.csv only.",
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
