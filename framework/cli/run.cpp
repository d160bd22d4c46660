// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/report/scored_study.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/study/plan.hpp"
#include "framework/study/records.hpp"
#include "framework/study/run_study.hpp"
#include "framework/threads/workers.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

std::atomic<bool> stop_requested{false}; // a signal handler can reach nothing but a static
static_assert(std::atomic<bool>::is_always_lock_free);

void request_stop(int signal) {
    stop_requested.store(true);
    std::signal(signal, SIG_DFL); // a second one stops at once
}

po::options_description options_of_run() {
    po::options_description options("options");
    options.add_options()("config", po::value<std::string>()->required(), "the config to run")(
        "set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "change a value of the config, e.g. -s study.seed=7")(
        "output,o", po::value<std::string>()->value_name("DIR"),
        "folder that run folders are made in (default: SINTER_RUNS, else ./runs)")(
        "fresh", "run again, in a new folder, even where this study has been run")(
        "no-progress", "print no progress")("quiet,q", "print errors and the report's path only");
    add_common(options);
    return options;
}

void print_progress(const study::Progress& progress) {
    fmt::print(stderr, "[{}/{}] {}: repeat {}, fold {} ({:.1f} s)\n", progress.done, progress.all,
               progress.unit->strategy, progress.unit->repeat, progress.unit->fold, progress.unit->seconds);
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void print_outcome(const std::string& summary, const std::filesystem::path& folder, bool quiet) {
    if (!quiet) {
        fmt::print("{}\n", summary);
    }
    fmt::print("report: {}\n", (folder / "report.html").string());
}

int run_plan(const study::Plan& plan, const po::variables_map& values, threads::Workers& workers) {
    const bool quiet = values.count("quiet") > 0;
    const auto root = runs_root(values.count("output") > 0 ? std::optional(values["output"].as<std::string>())
                                                           : std::nullopt);
    const auto name = study::run_folder_name(plan);
    const auto known = finished_run(root, name);
    if (known && values.count("fresh") == 0) {
        if (!quiet) {
            fmt::print(stderr, "this study has been run; --fresh runs it again\n");
        }
        print_outcome(text_of(*known / "summary.txt"), *known, quiet);
        return exit_ok;
    }
    RunFolder folder(root, name); // before the work: an unwritable place is known at once
    const bool shows = !quiet && values.count("no-progress") == 0;
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);
    try {
        auto results = study::run_study(plan, {workers, stop_requested, shows ? print_progress : nullptr});
        const auto scored = report::score(std::move(results));
        const auto path = folder.write(plan, scored);
        print_outcome(report::summary_text(scored), path, quiet);
    } catch (const study::Interrupted&) {
        fmt::print(stderr, "interrupted; nothing was written. The same command starts again\n");
        return exit_interrupted;
    }
    return exit_ok;
}

} // namespace

int run_run(const Arguments& arguments) {
    po::positional_options_description positional;
    positional.add("config", 1);
    const auto values = parse(arguments,
                              {"sinter run CONFIG [options]",
                               "Runs a study and writes its tables and report into a folder of its own.",
                               "sinter run study.toml --threads 2"},
                              options_of_run(), positional);
    if (!values) {
        return exit_ok;
    }
    diagnostics::Diagnostics diagnostics;
    auto catalogue = catalogue_of(*values, diagnostics);
    if (diagnostics.has_errors()) {
        return report(
            diagnostics); // else every plugin of a folder that is not there would be missed one by one
    }
    const auto workers = threads::make_workers(thread_count(*values));
    const auto overrides =
        values->count("set") > 0 ? (*values)["set"].as<std::vector<std::string>>() : Arguments{};
    auto config = study::read_config((*values)["config"].as<std::string>(), overrides,
                                     study::ConfigUse::study, diagnostics);
    const auto plan = study::make_plan(std::move(config), catalogue, *workers, diagnostics);
    const int code = report(diagnostics);
    return plan ? run_plan(*plan, *values, *workers) : code;
}

} // namespace sinter::cli
