// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/planned.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/report/run_folder.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/study/run_units.hpp"
#include "framework/study/summarise.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace sinter::cli {
namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

int run_report(const Arguments& arguments) {
    namespace po = boost::program_options;
    po::options_description options("options");
    options.add_options()("run", po::value<std::string>()->required(), "the run folder");
    add_common(options);
    po::positional_options_description positional;
    positional.add("run", 1);
    const auto values =
        parse(arguments,
              {"sinter report RUN",
               "Writes the tables, the figures and the page of a run again, from what its journal holds.",
               "sinter report runs/band-gap-3f2a91c4"},
              options, positional);
    if (!values) {
        return exit_ok;
    }
    const std::filesystem::path folder = (*values)["run"].as<std::string>();
    require_run_folder(folder);
    auto planned = plan_of(folder / "config.effective.toml", *values);
    if (!planned.plan) {
        return planned.code;
    }
    planned.plan->config.text = text_of(folder / "config.toml"); // as its author wrote it
    const auto journal = study::read_journal(journal_of(folder));
    std::vector<std::string> problems = journal.problems;
    const auto outcomes = study::known_outcomes(*planned.plan, journal, problems);
    for (const auto& problem : problems) {
        fmt::print(stderr, "unusable: {}: {}\n", journal_of(folder).string(), problem);
    }
    const auto features = study::features_of(*planned.plan, *planned.workers);
    const auto scored = report::score(study::summarise(*planned.plan, *features, outcomes));
    report::write_report(scored, folder);
    fmt::print("{}\nreport: {}\n", report::summary_text(scored), (folder / "report.html").string());
    return scored.results.failed.empty() ? exit_ok : exit_failed_units;
}

} // namespace sinter::cli
