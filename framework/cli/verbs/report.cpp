// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/report.hpp"

#include "framework/cli/command/command_again.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/command/stored_run.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/run_lock.hpp"
#include "framework/study/run/study_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sinter::cli {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using diagnostics::ErrorKind;
using diagnostics::InputError;

namespace {

/// A report of less than the one that is there is refused: a line of the journal may be damaged.
void require_no_loss(const study::Outcomes& outcomes, const fs::path& folder) {
    const auto loss = loss_by_report(outcomes, folder);
    const bool any = std::any_of(outcomes.begin(), outcomes.end(),
                                 [](const auto& outcome) { return outcome.has_value(); });
    if (loss.empty() && any) {
        return;
    }
    throw InputError(ErrorKind::data, {journal_of(folder).string(), 0, 0},
                     any ? loss : "the journal has no result of the run's trials",
                     {"nothing was written: the tables and the page stay as they are",
                      "trials without a result are run by: " + command_of_run(lock_of(folder), folder)});
}

int write_again(const fs::path& folder) {
    const ReportTurn turn(folder);
    auto stored = read_stored_run(folder);
    require_no_loss(stored.outcomes, folder);
    const auto scored = report::score(study::results_of(stored.record, std::move(stored.outcomes)));
    write_report(scored, folder);
    print(fmt::format("{}\nreport: {}\n", report::summary_text(scored),
                      (folder / run_folder::page_file).string()));
    return scored.results.failed.empty() ? exit_ok : exit_failed_trials;
}

} // namespace

int run_report(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>(), "the run folder");
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values = parse(
        arguments,
        {"sinter report RUN",
         "Writes the tables, the figures and the page of a run again, from what its folder holds. Neither "
         "data nor plugins are needed.",
         "sinter report runs/band-gap-3f2a91c4",
         {{"run", "a run folder"}}},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    const fs::path folder = (*values)["run"].as<std::string>();
    require_run_folder(folder);
    return write_again(folder);
}

} // namespace sinter::cli
