// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/cli/verb.hpp"
#include "framework/report/run_comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sinter::cli {

int run_compare(const Arguments& arguments) {
    namespace po = boost::program_options;
    po::options_description options("options");
    options.add_options()("run", po::value<Arguments>()->required(),
                          "the run folders, the first is compared with");
    po::positional_options_description positional;
    positional.add("run", -1);
    const auto values = parse(
        arguments,
        {"sinter compare RUN RUN...",
         "Sets the same units (target, training size, repeat, fold, records) of several runs side by side. "
         "Reads their predictions.csv only.",
         "sinter compare runs/band-gap-3f2a91c4 runs/band-gap-3f2a91c4-2"},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    const auto folders = (*values)["run"].as<Arguments>();
    if (folders.size() < 2) {
        throw diagnostics::InputError(diagnostics::ErrorKind::config, {},
                                      "there is one run, and nothing to compare it with",
                                      {"usage: sinter compare RUN RUN..."});
    }
    std::vector<report::RunPredictions> runs;
    for (const std::filesystem::path folder : folders) {
        require_run_folder(folder);
        runs.push_back(report::read_predictions(folder / "predictions.csv", folder.string()));
    }
    const auto rows = report::compare_runs(runs);
    const auto shared = [](const auto& row) { return row.run > 0; };
    if (std::none_of(rows.begin(), rows.end(), shared)) {
        throw diagnostics::InputError(
            diagnostics::ErrorKind::data, {}, "these runs have no unit in common",
            {"the same target, strategy, training size, repeat and fold make a unit"});
    }
    fmt::print("{}", report::run_comparison_text(runs, rows));
    return exit_ok;
}

} // namespace sinter::cli
