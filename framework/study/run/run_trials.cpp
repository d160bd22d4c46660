// SPDX-License-Identifier: Apache-2.0
#include "framework/study/run/run_trials.hpp"

#include "framework/plugin/guard/harm_watch.hpp"
#include "framework/study/run/journal_line.hpp"
#include "framework/study/run/trial_watchdog.hpp"

#include <sinter/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace sinter::study {
namespace {

/// The trials of one fold of one repeat that are to be run, by their place in the plan.
struct FoldTrials {
    std::vector<std::size_t> trials;
    bool first_of_repeat = false;
};

bool is_done(const std::optional<TrialOutcome>& outcome) { return outcome && outcome->error.empty(); }

std::vector<FoldTrials> trials_to_run(const Plan& plan, const Outcomes& outcomes) {
    std::map<std::pair<int, int>, FoldTrials> folds;
    std::set<int> repeats;
    for (std::size_t i = 0; i < plan.trials.size(); ++i) {
        if (is_done(outcomes[i])) {
            continue;
        }
        const auto& split = plan.splits[plan.trials[i].split].rows;
        auto& fold = folds[{split.repeat, split.fold}];
        if (fold.trials.empty()) {
            fold.first_of_repeat = repeats.insert(split.repeat).second;
        }
        fold.trials.push_back(i);
    }
    std::vector<FoldTrials> list;
    for (auto& [place, fold] : folds) {
        list.push_back(std::move(fold));
    }
    return list;
}

/// Whether folds share the fits of their sources.
bool folds_share_sources(const Plan& plan) {
    return std::any_of(plan.strategies.begin(), plan.strategies.end(), [&](const PlannedStrategy& strategy) {
        return !strategy.sources.empty() &&
               (strategy.hold_out_sources != HoldOutSources::yes || plan.groups.by_record);
    });
}

/// What a fold works with at one time, for each thread: the fits of its sources (of a placebo other ones) and
/// of the target are shared; between two uses of a shared fit the other strategies make their own.
FitCacheSizes fits_kept(const Plan& plan, int threads) {
    std::set<std::pair<std::size_t, bool>> sources;
    for (const auto& strategy : plan.strategies) {
        for (const std::size_t source : strategy.sources) {
            sources.emplace(source, strategy.placebo);
        }
    }
    constexpr std::size_t most_between = 6; // 100 trees of 24 bytes per node are some 3 kB per row
    const auto each = static_cast<std::size_t>(threads);
    return {each * std::min(plan.strategies.size() + 1, most_between), each * (sources.size() + 2)};
}

/// What plan.harm points to, also for a plan that was made without a catalogue.
std::shared_ptr<plugin::HarmBoard> harm_of(const Plan& plan) {
    return plan.harm ? plan.harm : std::make_shared<plugin::HarmBoard>();
}

std::vector<int> descriptors_of(const Journal* journal) {
    return journal != nullptr ? std::vector{journal->descriptor()} : std::vector<int>();
}

class Executor {
public:
    Executor(const Plan& plan, const FeatureMatrix& features, Journal* journal, Outcomes& outcomes,
             const RunOptions& options, plugin::HarmWatch& watch, const plugin::HarmBoard& harm)
        : plan_(plan), features_(features), journal_(journal), outcomes_(outcomes), options_(options),
          harm_(harm), fits_(fits_kept(plan, options.workers.thread_count())),
          services_{plan.learners,   options.workers, fits_,    options.stop,
                    plan.strategies, &watch,          &ending_, plan.config.trial_limit},
          done_(static_cast<std::size_t>(std::count_if(outcomes.begin(), outcomes.end(), is_done))),
          watchdog_(plan.config.trial_limit,
                    [this](std::size_t trial, const std::string& call) { give_up(trial, call); }) {}

    void run(const std::vector<FoldTrials>& folds) {
        options_.workers.parallel_for(static_cast<std::int64_t>(folds.size()),
                                      [&](std::int64_t i) { run(folds[static_cast<std::size_t>(i)]); });
    }

    void run(const FoldTrials& fold) {
        for (const std::size_t trial : fold.trials) {
            if (options_.finish.load() || services_.is_stopping()) {
                return;
            }
            if (options_.begins) {
                options_.begins(plan_.trials[trial]);
            }
            const TrialWatchdog::Turn turn(watchdog_, trial);
            try {
                end(trial, run_trial(plan_, features_, plan_.trials[trial], services_));
            } catch (const Error& error) {
                if (error.code() != SINTER_CANCELLED) {
                    throw;
                }
                return;
            }
        }
    }

private:
    /// A trial that ends after a plugin changed what all share has met the change, or may have.
    [[nodiscard]] bool is_lost(const TrialOutcome& outcome) {
        if (!harm_.any()) {
            return false;
        }
        ending_.store(true);
        return !harm_.is_told_by(outcome.error);
    }

    void end(std::size_t trial, TrialOutcome outcome) {
        if (is_lost(outcome) || !append(journal_line(plan_, plan_.trials[trial], outcome))) {
            return;
        }
        const std::lock_guard guard(mutex_);
        outcomes_[trial] = std::move(outcome);
        ++done_;
        if (options_.progress) {
            options_.progress({done_, plan_.trials.size(), &plan_.trials[trial], &*outcomes_[trial]});
        }
    }

    /// False where it failed because a plugin closed the journal's file.
    [[nodiscard]] bool append(const std::string& line) {
        if (journal_ == nullptr) {
            return true;
        }
        try {
            journal_->append(line);
            return true;
        } catch (const diagnostics::InputError&) {
            try {
                services_.watch->look([&] { return calls_into_all(plan_, "at work on a trial"); });
            } catch (const Error&) {
                ending_.store(true);
                return false;
            }
            throw;
        }
    }

    /// Ends the run for a trial that does not return. Called on the watchdog's thread.
    void give_up(std::size_t trial, const std::string& call) {
        ending_.store(true);
        watchdog_.wait_for_others();
        const std::lock_guard guard(mutex_); // for ever: nobody else adds to what is reported
        TrialOutcome outcome;
        outcome.seconds = *plan_.config.trial_limit + TrialWatchdog::grace;
        outcome.error = fmt::format("{}, and did not return within {} s more: {}; {}",
                                    overdue_text(*plan_.config.trial_limit), TrialWatchdog::grace, call,
                                    overdue_remedy());
        const std::string text = outcome.error;
        if (append(journal_line(plan_, plan_.trials[trial], outcome))) {
            outcomes_[trial] = std::move(outcome);
        }
        if (options_.stuck) {
            options_.stuck(text);
        }
    }

    const Plan& plan_;
    const FeatureMatrix& features_;
    Journal* journal_;
    Outcomes& outcomes_;
    const RunOptions& options_;
    const plugin::HarmBoard& harm_;
    std::atomic<bool> ending_{false};
    FitCache fits_;
    StudyServices services_;
    std::mutex mutex_;
    std::size_t done_;
    TrialWatchdog watchdog_; ///< last: its thread uses the others
};

void run_folds(Executor& executor, const Plan& plan, std::vector<FoldTrials> folds) {
    if (folds_share_sources(plan)) {
        // The first fold of a repeat makes the fits that the others share: alone, so that all threads work on
        // them instead of waiting for one.
        for (const auto& fold : folds) {
            if (fold.first_of_repeat) {
                executor.run(fold);
            }
        }
        folds.erase(std::remove_if(folds.begin(), folds.end(),
                                   [](const FoldTrials& fold) { return fold.first_of_repeat; }),
                    folds.end());
    }
    executor.run(folds);
}

} // namespace

Outcomes known_outcomes(const std::vector<std::string>& ids, const JournalContent& journal,
                        const std::function<TrialOutcome(std::size_t trial, std::string_view line)>& read,
                        std::vector<std::string>& problems) {
    Outcomes outcomes(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto found = journal.entries.find(ids[i]);
        if (found == journal.entries.end()) {
            continue;
        }
        try {
            outcomes[i] = read(i, found->second.line);
        } catch (const diagnostics::InputError& error) {
            problems.push_back(
                fmt::format("line {}: {}", found->second.number, error.diagnostics().all().front().message));
        }
    }
    return outcomes;
}

Outcomes known_outcomes(const Plan& plan, const JournalContent& journal, std::vector<std::string>& problems) {
    std::vector<std::string> ids;
    for (const auto& trial : plan.trials) {
        ids.push_back(trial.id);
    }
    return known_outcomes(
        ids, journal,
        [&](std::size_t trial, std::string_view line) { return outcome_of(plan, plan.trials[trial], line); },
        problems);
}

std::vector<const JournalEntry*> stale_entries(const Plan& plan, const JournalContent& journal) {
    std::set<std::string> known;
    for (const auto& trial : plan.trials) {
        known.insert(trial.id);
    }
    std::vector<const JournalEntry*> stale;
    for (const auto& [id, entry] : journal.entries) {
        if (!known.contains(id)) {
            stale.push_back(&entry);
        }
    }
    return stale;
}

bool run_trials(const Plan& plan, const FeatureMatrix& features, Journal* journal, Outcomes& outcomes,
                const RunOptions& options) {
    const auto harm = harm_of(plan);
    plugin::HarmWatch watch(harm, descriptors_of(journal));
    {
        Executor executor(plan, features, journal, outcomes, options, watch, *harm);
        run_folds(executor, plan, trials_to_run(plan, outcomes));
    } // with it the models that it kept are destroyed
    try {
        watch.look([&] { return calls_into_all(plan, "destroying a model"); });
    } catch (const Error&) {
        // It stands on the board.
    }
    if (journal != nullptr) {
        journal->sync();
    }
    return !harm->any() && std::all_of(outcomes.begin(), outcomes.end(),
                                       [](const auto& outcome) { return outcome.has_value(); });
}

} // namespace sinter::study
