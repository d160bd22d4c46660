// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/command_line.hpp"
#include "framework/cli/crash_note.hpp"
#include "framework/cli/planned.hpp"
#include "framework/cli/progress.hpp"
#include "framework/cli/run_folder.hpp"
#include "framework/cli/run_lock.hpp"
#include "framework/cli/terminal.hpp"
#include "framework/report/scored_study.hpp"
#include "framework/report/summary_text.hpp"
#include "framework/report/text_layout.hpp"
#include "framework/study/lock_file.hpp"
#include "framework/study/run_units.hpp"
#include "framework/study/summarise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <map>
#include <unistd.h>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

// A signal handler can reach nothing but statics.
std::atomic<bool> finish_requested{false};
std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free);

/// Ctrl-C: the units that are running are finished. A second one ends the process at once; the journal holds
/// every finished unit.
void request_finish(int signal) {
    finish_requested.store(true);
    std::signal(signal, SIG_DFL);
    constexpr char text[] = "\nending after the units that are running; Ctrl-C again stops at once\n";
    [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, text, sizeof(text) - 1);
}

/// Who sends SIGTERM waits for seconds, not for a fit: units that are running are given up.
void request_stop(int signal) {
    stop_requested.store(true);
    std::signal(signal, SIG_DFL);
}

po::options_description options_of_run() {
    po::options_description options("options");
    options.add_options()("config", po::value<std::string>(), "the config to run")(
        "set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "change a value of the config, e.g. -s study.seed=7")(
        "output,o", po::value<std::string>()->value_name("DIR"),
        "folder that run folders are made in (default: SINTER_RUNS, else ./runs)")(
        "locked",
        "use only the plugins that the file plugins.lock beside the config names (sinter plugins lock)")(
        "lock-file", po::value<std::string>()->value_name("FILE"),
        "the same with this file; the lock.json of a run will do")(
        "fresh", "start over in a new folder, whatever has been run")("no-progress", "print no progress")(
        "quiet,q", "print errors and the report's path only");
    add_common(options);
    return options;
}

void print_outcome(const std::string& summary, const std::filesystem::path& folder, bool quiet) {
    if (!quiet) {
        print(fmt::format("{}\n", summary));
    }
    print(fmt::format("report: {}\n", (folder / "report.html").string()));
}

/// Before anything is run: whose report stands in the folder, where this run will put another in its place,
/// and how to keep both.
void say_what_is_replaced(const study::Plan& plan, const study::JournalContent& journal,
                          const RunFolder& folder) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder.path() / "report.html", ignored) || folder.report_is_current(plan)) {
        return;
    }
    const std::string there = lock_of(folder.path()).config;
    const std::string here = study::absolute_file(plan.config);
    const bool other_config = !there.empty() && there != here;
    if (!other_config && study::stale_entries(plan, journal).empty()) {
        return;
    }
    const std::string whose =
        other_config ? report::printable(there) : "this config under other options, plugins or folds";
    print_error(fmt::format("{} has the report of {}; this run will replace it\n"
                            "    to keep both: {}a folder of its own, with --fresh or --output DIR\n"
                            "    no result is lost: running {} writes that report again, from the journal\n",
                            folder.path().string(), whose,
                            other_config ? "another `name` in one of the configs, or " : "",
                            other_config ? "that config again" : "it as it was"));
}

/// What the journal holds beside this plan's results: it is named, and left alone.
void print_state(const study::Plan& plan, const study::JournalContent& journal,
                 const study::Outcomes& outcomes, const std::vector<std::string>& problems, bool cut_short,
                 const std::filesystem::path& file) {
    for (const auto& problem : problems) {
        print_error(fmt::format("{}: {}; the unit is run again\n", file.string(), problem));
    }
    if (cut_short) {
        print_error(fmt::format("{}: the last line was cut short; its unit is run again\n", file.string()));
    }
    std::map<std::string, int> stale;
    for (const auto* entry : study::stale_entries(plan, journal)) {
        ++stale[entry->strategy];
    }
    for (const auto& [strategy, count] : stale) {
        print_error(fmt::format("not used: {} results of {} under other options, plugins or folds\n", count,
                                report::printable(strategy)));
    }
    const auto done = std::count_if(outcomes.begin(), outcomes.end(),
                                    [](const auto& outcome) { return outcome && outcome->error.empty(); });
    if (done > 0 && static_cast<std::size_t>(done) < outcomes.size()) {
        print_error(fmt::format("going on: {} of {} units are done\n", done, outcomes.size()));
    }
}

/// "difference, repeat 0, fold 3, of the plugin /usr/lib/sinter/plugins/difference.so".
std::string unit_in_words(const study::Plan& plan, const study::Unit& unit) {
    const auto& strategy = plan.strategies[unit.strategy];
    const auto& split = plan.splits[unit.split];
    return fmt::format("{}, repeat {}, fold {}, of the plugin {}", report::printable(strategy.name),
                       split.rows.repeat, split.rows.fold,
                       report::printable(strategy.chosen.plugin->path().string()));
}

/// Runs what remains; false: it was asked to end before.
bool run_remaining(const study::Plan& plan, const study::FeatureMatrix& features, RunFolder& folder,
                   study::Outcomes& outcomes, threads::Workers& workers, ProgressStyle style) {
    std::signal(SIGINT, request_finish);
    std::signal(SIGTERM, request_stop);
    ProgressDisplay display(plan, outcomes, style);
    const CrashNote crash_note;
    const bool complete = study::run_units(
        plan, features, &folder.journal(), outcomes,
        {workers, finish_requested, stop_requested,
         [&](const study::Progress& progress) {
             CrashNote::ends(progress.unit);
             display.show(progress);
         },
         [&](const study::Unit& unit) { CrashNote::begins(&unit, unit_in_words(plan, unit)); }});
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    return complete;
}

int report_outcomes(const study::Plan& plan, const study::FeatureMatrix& features, const RunFolder& folder,
                    const study::Outcomes& outcomes, bool quiet) {
    const auto scored = report::score(study::summarise(plan, features, outcomes));
    folder.write_report(plan, scored);
    print_outcome(report::summary_text(scored), folder.path(), quiet);
    return scored.results.failed.empty() ? exit_ok : exit_failed_units;
}

int run_plan(const study::Plan& plan, const po::variables_map& values, threads::Workers& workers) {
    const bool quiet = values.count("quiet") > 0;
    const auto root = runs_root(values.count("output") > 0 ? std::optional(values["output"].as<std::string>())
                                                           : std::nullopt);
    RunFolder folder(
        folder_of(root, plan, values.count("fresh") > 0 ? WhichFolder::fresh : WhichFolder::newest));
    const auto journal = study::read_journal(journal_of(folder.path()));
    std::vector<std::string> problems = journal.problems;
    auto outcomes = study::known_outcomes(plan, journal, problems);
    const bool all_done = std::all_of(outcomes.begin(), outcomes.end(),
                                      [](const auto& outcome) { return outcome && outcome->error.empty(); });
    if (!quiet) {
        say_what_is_replaced(plan, journal, folder);
        print_state(plan, journal, outcomes, problems, folder.journal().was_cut_short(),
                    journal_of(folder.path()));
    }
    if (all_done && folder.report_is_current(plan)) {
        if (!quiet) {
            print_error("this study has been run; --fresh runs it again\n");
        }
        print_outcome(text_of(folder.path() / "summary.txt"), folder.path(), quiet);
        return exit_ok;
    }
    const auto features = study::features_of(plan, workers);
    folder.write_records(plan);
    const bool shows = !quiet && values.count("no-progress") == 0;
    const bool complete = run_remaining(plan, *features, folder, outcomes, workers,
                                        shows ? style_of_standard_error() : ProgressStyle::none);
    const bool any =
        std::any_of(outcomes.begin(), outcomes.end(), [](const auto& outcome) { return outcome; });
    const int code = any ? report_outcomes(plan, *features, folder, outcomes, quiet) : exit_ok;
    if (!complete) {
        const auto done = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& o) { return o; });
        print_error(fmt::format(
            "interrupted: {} of {} units are done and kept; the same command goes on from there{}\n", done,
            outcomes.size(), values.count("fresh") > 0 ? " (without --fresh)" : ""));
        return exit_interrupted;
    }
    return code;
}

} // namespace

int run_run(const Arguments& arguments) {
    po::positional_options_description positional;
    positional.add("config", 1);
    const auto values =
        parse(arguments,
              {"sinter run CONFIG [options]",
               "Runs a study and writes its tables and report into a folder of its own. A study "
               "that was interrupted goes on where it was.",
               "sinter run study.toml --threads 2",
               {{"config", "a config"}}},
              options_of_run(), positional);
    if (!values) {
        return exit_ok;
    }
    const auto planned = plan_of((*values)["config"].as<std::string>(), *values);
    return planned.plan ? run_plan(*planned.plan, *values, *planned.workers) : planned.code;
}

} // namespace sinter::cli
