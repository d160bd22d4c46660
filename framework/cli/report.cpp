// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/cli/stored_run.hpp"
#include "framework/cli/terminal.hpp"
#include "framework/report/run_folder.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/study/summarise.hpp"

#include <fmt/format.h>

namespace sinter::cli {

namespace po = boost::program_options;

int run_report(const Arguments& arguments) {
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>(), "the run folder");
    add_common(options);
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values =
        parse(arguments,
              {"sinter report RUN [options]",
               "Writes the tables, the figures and the page of a run again, from what its journal holds. A "
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
    for (const auto& problem : run.problems) {
        print_error(fmt::format("unusable: {}: {}\n", journal_of(run.folder).string(), problem));
    }
    const auto features = study::features_of(*run.planned.plan, *run.planned.workers);
    const auto scored = report::score(study::summarise(*run.planned.plan, *features, run.outcomes));
    report::write_report(scored, run.folder);
    print(
        fmt::format("{}\nreport: {}\n", report::summary_text(scored), (run.folder / "report.html").string()));
    return scored.results.failed.empty() ? exit_ok : exit_failed_units;
}

} // namespace sinter::cli
