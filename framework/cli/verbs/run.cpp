// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/verbs/run.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/cli/command/command_again.hpp"
#include "framework/cli/command/command_line.hpp"
#include "framework/cli/command/planned.hpp"
#include "framework/cli/process/crash_note.hpp"
#include "framework/cli/process/exit_codes.hpp"
#include "framework/cli/process/process_end.hpp"
#include "framework/cli/process/run_signals.hpp"
#include "framework/cli/terminal/progress.hpp"
#include "framework/cli/terminal/terminal.hpp"
#include "framework/report/scores/scored_study.hpp"
#include "framework/report/terminal/summary_text.hpp"
#include "framework/report/text/text_layout.hpp"
#include "framework/run_folder/changed_data.hpp"
#include "framework/run_folder/file_names.hpp"
#include "framework/run_folder/lock_file.hpp"
#include "framework/run_folder/plain_folder.hpp"
#include "framework/run_folder/records.hpp"
#include "framework/run_folder/run_folder.hpp"
#include "framework/run_folder/run_lock.hpp"
#include "framework/study/run/run_trials.hpp"
#include "framework/study/run/summarise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace sinter::cli {
namespace {

namespace po = boost::program_options;

po::options_description options_of_run() {
    po::options_description options("options");
    auto add = options.add_options();
    add("config", po::value<std::string>(), "the config to run");
    add("set,s", po::value<std::vector<std::string>>()->composing()->value_name("KEY=VALUE"),
        "change a value of the config, e.g. -s study.seed=7");
    add("output,o", po::value<std::string>()->value_name("DIR"),
        "folder that run folders are made in (default: SINTER_RUNS, else ./runs)");
    add("locked",
        "use only the plugins that the file plugins.lock beside the config names (sinter plugins lock)");
    add("lock-file", po::value<std::string>()->value_name("FILE"),
        "the same with this file; the lock.json of a run will do");
    add("fresh", "start over in a new folder, whatever has been run");
    add("no-progress", "print no progress");
    add("quiet,q", "print errors and the report's path only");
    add_common(options);
    return options;
}

void print_outcome(const std::string& summary, const std::filesystem::path& folder, bool quiet) {
    if (!quiet) {
        print(fmt::format("{}\n", summary));
    }
    print(fmt::format("report: {}\n", (folder / run_folder::page_file).string()));
}

/// Before anything is run: whose report stands in the folder, where this run will put another in its place,
/// and how to keep both.
void say_what_is_replaced(const study::Plan& plan, const RunFolder& folder) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder.path() / run_folder::page_file, ignored)) {
        return;
    }
    const std::string there = lock_of(folder.path()).config;
    const std::string here = study::absolute_file(plan.config);
    const bool other_config = !there.empty() && there != here;
    if ((!other_config && !has_report_of_others(plan, folder.path())) ||
        report_is_current(plan, folder.path())) {
        return;
    }
    const std::string whose =
        other_config ? report::printable(there) : "this config under other options, plugins or folds";
    say(fmt::format("{} has the report of {}; this run will replace it\n"
                    "    to keep both: {}a folder of its own, with --fresh or --output DIR\n"
                    "    no result is lost: running {} writes that report again, from the journal\n",
                    folder.path().string(), whose,
                    other_config ? "another `name` in one of the configs, or " : "",
                    other_config ? "that config again" : "it as it was"));
}

/// Said even to those who want it quiet: something has changed what a run wrote.
void say_damage(const std::filesystem::path& folder, const std::vector<std::string>& problems) {
    for (const auto& problem : problems) {
        say(fmt::format("{}: {}; it is not used, and its trial is run again\n", journal_of(folder).string(),
                        problem));
    }
    for (const auto& name : damaged_files(folder)) {
        say(fmt::format("{}: it is not as it was written; it is written again\n", (folder / name).string()));
    }
}

/// What the journal holds beside this plan's results: it is named, and left alone.
void print_state(const study::Plan& plan, const study::JournalContent& journal,
                 const study::Outcomes& outcomes, bool cut_short, const std::filesystem::path& file) {
    if (cut_short) {
        say(fmt::format("{}: the last line was cut short; its trial is run again\n", file.string()));
    }
    std::map<std::string, int> stale;
    for (const auto* entry : study::stale_entries(plan, journal)) {
        ++stale[entry->strategy];
    }
    for (const auto& [strategy, count] : stale) {
        say(fmt::format("not used: {} of {} under other options, plugins or folds\n",
                        bytes::counted(count, "result"), strategy));
    }
    const auto done = std::count_if(outcomes.begin(), outcomes.end(),
                                    [](const auto& outcome) { return outcome && outcome->error.empty(); });
    if (done > 0 && static_cast<std::size_t>(done) < outcomes.size()) {
        say(fmt::format("going on: {} of {} {} done\n", done, bytes::counted(outcomes.size(), "trial"),
                        bytes::for_count(done, "is", "are")));
    }
}

/// "difference, repeat 0, fold 3, of the plugin /usr/lib/sinter/plugins/difference.so".
std::string trial_in_words(const study::Plan& plan, const study::Trial& trial) {
    const auto& strategy = plan.strategies[trial.strategy];
    const auto& split = plan.splits[trial.split];
    return fmt::format("{}, repeat {}, fold {}, of the plugin {}", report::printable(strategy.name),
                       split.rows.repeat, split.rows.fold,
                       report::printable(strategy.chosen.plugin->path().string()));
}

/// A run that is about to be gone on with, or begun.
struct Work {
    const study::Plan& plan;
    RunFolder& folder;
    study::Outcomes& outcomes;
    threads::Workers& workers;
    const Arguments& arguments; ///< of the command line
    bool quiet = false;
    ProgressStyle style = ProgressStyle::none;
};

bool is_finished(const std::optional<study::TrialOutcome>& outcome) {
    return outcome && outcome->error.empty();
}

/// Writes the records when they do not put another study's out of step with its report: at once, or where
/// that has results, when the first trial of this one is finished.
class Records {
public:
    Records(const Work& work, const study::FeatureMatrix& features)
        : work_(work), features_(features),
          wait_(has_report_of_others(work.plan, work.folder.path()) &&
                std::none_of(work.outcomes.begin(), work.outcomes.end(), is_finished)) {
        write_unless_waiting();
    }
    void trial_ended(const study::TrialOutcome& outcome) {
        if (wait_ && outcome.error.empty()) {
            wait_ = false;
            write_unless_waiting();
        }
    }

private:
    void write_unless_waiting() const {
        if (!wait_) {
            write_records(work_.plan, features_, work_.folder.path());
        }
    }
    const Work& work_;
    const study::FeatureMatrix& features_;
    bool wait_;
};

/// Uses up the outcomes: they can be large, and the report is the last that needs them.
int report_outcomes(const Work& work, const study::FeatureMatrix& features) {
    const auto& folder = work.folder.path();
    const auto loss = loss_by_report(work.plan, work.outcomes, folder);
    const auto scored = report::score(study::summarise(work.plan, features, std::move(work.outcomes)));
    const int code = scored.results.failed.empty() ? exit_ok : exit_failed_trials;
    if (loss.empty()) {
        const ReportTurn turn(folder);
        write_report(scored, folder);
        print_outcome(report::summary_text(scored), folder, work.quiet);
    } else {
        print(report::summary_text(scored) + "\n");
        say(fmt::format("{}: {}; it stays as it is\n", folder.string(), loss));
    }
    return code;
}

/// "7 of 9 trials are done and kept, 1 failed and will be run again": a failed trial has ended, and is not done.
std::string done_in_words(const study::Outcomes& outcomes) {
    const auto done = std::count_if(outcomes.begin(), outcomes.end(), is_finished);
    const auto failed = std::count_if(outcomes.begin(), outcomes.end(), [](const auto& outcome) {
        return outcome.has_value() && !is_finished(outcome);
    });
    const auto text = fmt::format("{} of {} {} done and kept", done, bytes::counted(outcomes.size(), "trial"),
                                  bytes::for_count(done, "is", "are"));
    return failed == 0 ? text : fmt::format("{}, {} failed and will be run again", text, failed);
}

/// A trial does not return: its thread cannot be ended, so the process is, with what there is for a report.
[[noreturn]] void end_stuck_run(const Work& work, const study::FeatureMatrix& features,
                                const std::string& what) {
    const auto done = done_in_words(work.outcomes);
    try {
        report_outcomes(work, features);
    } catch (const std::exception& error) {
        say(fmt::format("there is no report: {}\n", error.what()));
    }
    say(fmt::format("error: a trial {}\nthe run ends here: {}; to go on, type:\n    {}\n",
                    report::printable(what), done, command_to_go_on(work.arguments)));
    end_process(exit_plugin);
}

/// Runs what remains; false: it was asked to end before.
bool run_remaining(const Work& work, const study::FeatureMatrix& features) {
    const RunSignals signals;
    ProgressDisplay display(work.plan, work.outcomes, work.style);
    Records records(work, features);
    CrashNote::goes_on_by(command_to_go_on(work.arguments));
    guard_exit();
    return study::run_trials(
        work.plan, features, &work.folder.journal(), work.outcomes,
        {work.workers, RunSignals::finish(), RunSignals::stop(),
         [&](const study::Progress& progress) {
             CrashNote::ends(progress.trial);
             records.trial_ended(*progress.outcome);
             display.show(progress);
         },
         [&](const study::Trial& trial) { CrashNote::begins(&trial, trial_in_words(work.plan, trial)); },
         [&](const std::string& what) { end_stuck_run(work, features, what); }});
}

/// Says that a plugin has ended the run, once its report is written.
int report_harm(const Work& work, const std::string& done) {
    for (const auto& text : work.plan.harm->texts()) {
        say(fmt::format("error: {}\n", report::printable(text)));
    }
    say(fmt::format("the run ends here, since other trials may have met it: {}; "
                    "what was at work is not. To go on, type:\n    {}\n",
                    done, command_to_go_on(work.arguments)));
    return exit_plugin;
}

/// Runs, reports, and says how to go on where it was asked to end.
int run_and_report(const Work& work) {
    const auto features = study::features_of(work.plan, work.workers);
    const bool complete = run_remaining(work, *features);
    const auto done = done_in_words(work.outcomes);
    const bool any = std::any_of(work.outcomes.begin(), work.outcomes.end(),
                                 [](const auto& outcome) { return outcome.has_value(); });
    const int code = any ? report_outcomes(work, *features) : exit_ok;
    if (work.plan.harm->any()) {
        return report_harm(work, done);
    }
    if (complete) {
        return code;
    }
    say(fmt::format("interrupted: {}; to go on, type:\n    {}\n", done, command_to_go_on(work.arguments)));
    return exit_interrupted;
}

/// The same; where the machine fails, how to go on when that is mended.
int run_as_far_as_it_goes(const Work& work) {
    try {
        return run_and_report(work);
    } catch (const diagnostics::InputError& error) {
        if (error.diagnostics().exit_code() != exit_machine) {
            throw;
        }
        (void)report(error.diagnostics());
        say(fmt::format("what was done is kept; to go on when that is mended, type:\n    {}\n",
                        command_to_go_on(work.arguments)));
        return exit_machine;
    }
}

/// That the data of the last run of this config were others, where a folder of its own is begun for that.
void say_data_changes(const study::Plan& plan, const std::filesystem::path& root,
                      const std::filesystem::path& folder) {
    std::error_code ignored;
    if (std::filesystem::exists(folder, ignored)) {
        return;
    }
    for (const auto& line : data_changes(plan, root)) {
        say(fmt::format("{}\n    this run is another one, in {}\n", line, folder.string()));
    }
}

int run_plan(const study::Plan& plan, const po::variables_map& values, threads::Workers& workers,
             const Arguments& arguments) {
    const bool quiet = values.count("quiet") > 0;
    const bool fresh = values.count("fresh") > 0;
    const auto root = runs_root(values.count("output") > 0 ? std::optional(values["output"].as<std::string>())
                                                           : std::nullopt);
    const auto place = folder_of(root, plan, fresh ? WhichFolder::fresh : WhichFolder::newest);
    if (!quiet && !fresh) {
        say_data_changes(plan, root, place);
    }
    RunFolder folder(place);
    const auto journal = study::read_journal(journal_of(folder.path()));
    std::vector<std::string> problems = journal.problems;
    auto outcomes = study::known_outcomes(plan, journal, problems);
    const bool shows = !quiet && values.count("no-progress") == 0;
    const Work work{plan,
                    folder,
                    outcomes,
                    workers,
                    arguments,
                    quiet,
                    shows ? style_of_standard_error() : ProgressStyle::none};
    if (!quiet) {
        say_what_is_replaced(plan, folder);
        print_state(plan, journal, outcomes, folder.journal().was_cut_short(), journal_of(folder.path()));
    }
    say_damage(folder.path(), problems);
    if (std::all_of(outcomes.begin(), outcomes.end(), is_finished) &&
        report_is_current(plan, folder.path())) {
        if (!quiet) {
            say("this study has been run; --fresh runs it again\n");
        }
        print_outcome(text_of(folder.path() / run_folder::summary_file), folder.path(), quiet);
        return exit_ok;
    }
    return run_as_far_as_it_goes(work);
}

} // namespace

int run_run(const Arguments& arguments) {
    po::positional_options_description positional;
    positional.add("config", 1);
    const auto values =
        parse(arguments,
              {"sinter run CONFIG [options]",
               "Runs a study and writes its tables and report into a folder of its own. A study "
               "that was interrupted goes on from where it was.",
               "sinter run study.toml --threads 2",
               {{"config", "a config"}}},
              options_of_run(), positional);
    if (!values) {
        return exit_ok;
    }
    const auto planned = plan_of((*values)["config"].as<std::string>(), *values);
    return planned.plan ? run_plan(*planned.plan, *values, *planned.workers, arguments) : planned.code;
}

} // namespace sinter::cli
