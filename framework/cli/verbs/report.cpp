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
#include "framework/study/run/summarise.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sinter::cli {

namespace po = boost::program_options;
using diagnostics::ErrorKind;
using diagnostics::InputError;

namespace {

/// A report of less than the one that is there is refused: a line of the journal may be damaged.
void require_no_loss(const StoredRun& run, const JournalledRun& journalled) {
    const auto loss = loss_by_report(*run.planned.plan, journalled.outcomes, run.folder);
    const bool any = std::any_of(journalled.outcomes.begin(), journalled.outcomes.end(),
                                 [](const auto& outcome) { return outcome.has_value(); });
    if (loss.empty() && any) {
        return;
    }
    throw InputError(
        ErrorKind::data, {journal_of(run.folder).string(), 0, 0},
        any ? loss : "the journal has no result of the run's units",
        {"nothing was written: the tables and the page stay as they are",
         "units without a result are run by: " + command_of_run(lock_of(run.folder), run.folder)});
}

int write_again(const StoredRun& run, const study::FeatureMatrix& features) {
    const ReportTurn turn(run.folder);
    const auto journal = journalled(run);
    for (const auto& problem : journal.problems) {
        say(fmt::format("unusable: {}: {}\n", journal_of(run.folder).string(), problem));
    }
    require_no_loss(run, journal);
    const auto& plan = *run.planned.plan;
    const auto scored = report::score(study::summarise(plan, features, journal.outcomes));
    write_report(plan, scored, run.folder);
    print(fmt::format("{}\nreport: {}\n", report::summary_text(scored),
                      (run.folder / run_folder::page_file).string()));
    return scored.results.failed.empty() ? exit_ok : exit_failed_units;
}

} // namespace

int run_report(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>(), "the run folder");
    add_common(options);
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values = parse(
        arguments,
        {"sinter report RUN [options]",
         "Writes the tables, the figures and the page of a run again, from what its journal holds, if data "
         "and plugins are still those of the run. A "
         "run that used plugins of your own needs their folder: --plugin-dir.",
         "sinter report runs/band-gap-3f2a91c4",
         {{"run", "a run folder"}}},
        options, positional);
    if (!values) {
        return exit_ok;
    }
    const StoredRun run = stored_run(*values, "report");
    if (!run.planned.plan) {
        return run.planned.code;
    }
    const auto features = study::features_of(*run.planned.plan, *run.planned.workers);
    return write_again(run, *features);
}

} // namespace sinter::cli
