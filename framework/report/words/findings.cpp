// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/findings.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/scores/exact_folds.hpp"
#include "framework/report/scores/subject.hpp"
#include "framework/report/text/number_format.hpp"
#include "framework/report/words/completeness.hpp"
#include "framework/report/words/verdict_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace sinter::report {
namespace {

using evaluation::Verdict;

/// Sentences: how the strategy of the row does beside the baseline.
std::string beside_baseline(const Subject& subject, const ComparisonRow& row) {
    return against_baseline(row, subject.name_of(row.baseline));
}

/// Finished strategies of the config without placebos, lowest error first.
std::vector<const MetricsRow*> ranked(const Subject& subject) {
    std::vector<const MetricsRow*> rows;
    const auto& strategies = subject.scored.results.strategies;
    for (std::size_t strategy = 0; strategy < strategies.size(); ++strategy) {
        const auto* row = subject.metrics_of(strategy);
        if (row != nullptr && strategy != subject.scored.nested && !strategies[strategy].placebo &&
            !std::isnan(value_of(*row, subject.metric()))) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
        return value_of(*a, subject.metric()) < value_of(*b, subject.metric());
    });
    return rows;
}

/// At the largest size at which the baseline's curve tells the factor; else the largest bound.
const LearningCurveRow* most_telling(const Subject& subject, std::size_t strategy) {
    const LearningCurveRow* best = nullptr;
    for (const auto& row : subject.scored.learning_curve) {
        if (row.key.strategy != strategy || row.key.target != subject.target.index ||
            row.metric != subject.metric() || std::isnan(row.saved.factor.value)) {
            continue;
        }
        const bool within = row.saved.factor.reach == evaluation::Reach::within;
        if (within || best == nullptr) { // sizes ascend, bounds from beyond descend
            best = &row;
        }
    }
    return best;
}

std::string labels_saved_sentence(const Subject& subject, std::size_t strategy) {
    const auto* row = most_telling(subject, strategy);
    if (row == nullptr) {
        return {};
    }
    const auto size = fixed(row->saved.size, 0);
    const auto labels = size + (size == "1" ? " label" : " labels");
    const auto& baseline = subject.name_of(row->baseline.value_or(strategy));
    switch (row->saved.factor.reach) {
    case evaluation::Reach::within:
        return fmt::format(" With {} it is as good as {} with {} times as many.", labels, baseline,
                           saved_in_words(row->saved));
    case evaluation::Reach::beyond:
        return fmt::format(" With {} it is better than {} with all it has: labels saved {} times.", labels,
                           baseline, saved_in_words(row->saved));
    case evaluation::Reach::below:
        break;
    }
    return fmt::format(" With {} it is not as good as {} with the fewest.", labels, baseline);
}

Finding best(const Subject& subject, const std::vector<const MetricsRow*>& rows) {
    const auto& winner = *rows.front();
    const std::size_t strategy = winner.key.strategy;
    const auto& name = subject.name_of(strategy);
    auto text = rows.size() == 1
                    ? fmt::format("{}: {}.", name, errors_in_words(winner, subject.target))
                    : fmt::format("{} has the lowest {} of {} strategies: {}.", name,
                                  subject.target.kind() == TargetKind::classes ? "Brier score" : "error",
                                  rows.size(), errors_in_words(winner, subject.target));
    if (const auto* row = subject.comparison_of(strategy)) {
        text += " " + beside_baseline(subject, *row) + labels_saved_sentence(subject, strategy);
    } else if (baseline_of(subject.scored.results, subject.target.index) == strategy && rows.size() > 1) {
        text += " It is the baseline: no transfer strategy has a lower error here.";
    }
    return {Tone::answer, text};
}

void add_primary(const Subject& subject, const std::vector<const MetricsRow*>& rows,
                 std::vector<Finding>& all) {
    const auto& strategies = subject.scored.results.strategies;
    for (std::size_t strategy = 0; strategy < strategies.size(); ++strategy) {
        const auto* metrics = subject.metrics_of(strategy);
        if (!strategies[strategy].primary || metrics == nullptr || rows.front()->key.strategy == strategy) {
            continue;
        }
        auto text = fmt::format("{}, named beforehand as the strategy that counts: {}.",
                                strategies[strategy].name, errors_in_words(*metrics, subject.target));
        if (const auto* row = subject.comparison_of(strategy)) {
            text += " " + beside_baseline(subject, *row) + labels_saved_sentence(subject, strategy);
        }
        all.push_back({Tone::answer, text});
    }
}

void add_uncompared(const Subject& subject, std::size_t strategies, std::vector<Finding>& all) {
    const auto baseline = baseline_of(subject.scored.results, subject.target.index);
    if (strategies < 2) {
        return;
    }
    if (!baseline) {
        all.push_back({Tone::caution, "No strategy is marked as the baseline, so nothing is compared."});
    } else if (subject.metrics_of(*baseline) == nullptr) {
        all.push_back(
            {Tone::caution, fmt::format("The baseline {} has not finished a fold, so nothing is compared.",
                                        subject.name_of(*baseline))});
    }
}

/// Names of the compared strategies, without placebos, for which `holds`.
template <class Holds>
std::vector<std::string> names_where(const Subject& subject, Holds holds) {
    std::vector<std::string> names;
    for (const auto& row : headline_rows(subject.scored.comparisons, subject.target.index, subject.size)) {
        if (row.kind != ComparisonKind::placebo && holds(row)) {
            names.push_back(subject.name_of(row.key.strategy));
        }
    }
    return names;
}

void add_harm(const Subject& subject, std::vector<Finding>& all) {
    const auto is_or_are = [](const auto& names) { return names.size() == 1 ? "is" : "are"; };
    const auto negative = names_where(subject, is_negative_transfer);
    const auto worse =
        names_where(subject, [](const auto& row) { return row.verdict == Verdict::worse && !row.transfers; });
    const auto tested = names_where(subject, [](const auto& row) { return !std::isnan(row.p_holm); });
    const auto harmless = names_where(subject, [](const auto& row) {
        return row.verdict == Verdict::undecided && row.harm == evaluation::NonInferiority::shown;
    });
    if (!negative.empty()) {
        all.push_back(
            {Tone::harm, fmt::format("Negative transfer: {} {} significantly worse than the baseline.",
                                     joined(negative), is_or_are(negative))});
    }
    if (!worse.empty()) {
        all.push_back({Tone::caution, fmt::format("{} {} significantly worse than the baseline.",
                                                  joined(worse), is_or_are(worse))});
    }
    if (negative.empty() && worse.empty() && !tested.empty()) {
        all.push_back({Tone::answer,
                       "No strategy is significantly worse than the baseline: no source is seen to hurt."});
    }
    if (!harmless.empty()) {
        all.push_back(
            {Tone::answer, fmt::format("{} {} shown to do no harm: at most {} worse than the baseline.",
                                       joined(harmless), is_or_are(harmless), harmless_margin())});
    }
}

/// How many folds the plan has for the target at the size; 0 if that is not known. A derived quantity has no more than any of its labels.
std::size_t planned_folds(const Subject& subject) {
    const auto& results = subject.scored.results;
    const auto* derived = results.derived_of(subject.target.name);
    const auto labels = derived != nullptr ? derived->labels : std::vector<std::string>{subject.target.name};
    std::int64_t least = -1;
    for (const auto& planned : results.planned_folds) {
        if (planned.size == subject.size &&
            std::find(labels.begin(), labels.end(), results.targets[planned.target]) != labels.end()) {
            least = least < 0 ? planned.folds : std::min(least, planned.folds);
        }
    }
    return static_cast<std::size_t>(std::max(least, std::int64_t{0}));
}

/// Folds that are missing from a strategy: its numbers stand on fewer than the others'.
void add_missing(const Subject& subject, std::vector<Finding>& all) {
    std::set<std::pair<int, int>> folds;
    for (const auto& series : subject.scored.series) {
        if (series.key.target == subject.target.index && series.key.size == subject.size) {
            for (const auto* trial : series.trials) {
                folds.emplace(trial->key.repeat, trial->key.fold);
            }
        }
    }
    // In a run that was interrupted no strategy may have met some of the folds.
    const auto all_folds =
        incomplete(subject.scored.results) ? std::max(folds.size(), planned_folds(subject)) : folds.size();
    const auto& strategies = subject.scored.results.strategies;
    for (std::size_t strategy = 0; strategy < strategies.size(); ++strategy) {
        const auto* own = find_series(subject.scored.series, subject.key_of(strategy));
        const auto finished = own == nullptr ? 0 : own->trials.size();
        if (finished == all_folds || !predicts(strategies[strategy], subject.target.index)) {
            continue;
        }
        all.push_back(
            {Tone::caution,
             finished == 0
                 ? fmt::format("{} has not finished a fold with {} of the training groups.",
                               strategies[strategy].name, percent(subject.fraction()))
                 : fmt::format("{} finished {} of {}; its numbers are over those only.",
                               strategies[strategy].name, finished, bytes::counted(all_folds, "fold"))});
    }
}

std::string caution(const study::StrategySummary& strategy, const Target& target, const ExactFolds& count) {
    return fmt::format("Too good: {} predicts {} without any error in {} of {}, though the labels of "
                       "their test rows differ. Measurements are not predicted like that. Look for "
                       "an input column that holds the label or is computed from it{}, and for rows "
                       "that stand in the data more than once (`group_by`). log.csv lists the folds.",
                       strategy.name, target.name, count.exact, bytes::counted(count.folds, "fold"),
                       !strategy.sources.empty()
                           ? fmt::format(", for a source ({}) that is a copy of it", joined(strategy.sources))
                           : "");
}

void add_incomplete(const study::StudyResults& results, std::vector<Finding>& all) {
    if (incomplete(results)) {
        all.push_back(
            {Tone::caution, completeness_in_words(results) + " The numbers are over what has finished."});
    }
}

/// What is measured against a label of another unit tells nothing, however it compares.
void add_contradictions(const study::StudyResults& results, std::vector<Finding>& all) {
    for (const auto& text : results.contradictions) {
        all.push_back({Tone::caution, text + " No comparison holds before that is clear."});
    }
}

void add_transductive(const study::StudyResults& results, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : results.strategies) {
        if (strategy.transductive) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        all.push_back(
            {Tone::caution, fmt::format("Transductive: the sources of {} keep rows of held-out materials. "
                                        "{} error holds only if the source label of a candidate is known.",
                                        joined(names), names.size() == 1 ? "Its" : "Their")});
    }
}

void add_readers_of_candidates(const study::StudyResults& results, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : results.strategies) {
        if (strategy.reads_candidates) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        const bool one = names.size() == 1;
        all.push_back(
            {Tone::caution,
             fmt::format("Transductive: {} {} the features of the held-out materials, without their "
                         "labels, when {} fitted. {} error holds only if the candidates are known then.",
                         joined(names), one ? "sees" : "see", one ? "it is" : "they are",
                         one ? "Its" : "Their")});
    }
}

void add_placebo(const study::StudyResults& results, std::vector<Finding>& all) {
    std::vector<std::string> names;
    for (const auto& strategy : results.strategies) {
        if (strategy.placebo) {
            names.push_back(strategy.name);
        }
    }
    if (!names.empty()) {
        all.push_back({Tone::caution,
                       fmt::format("Placebo: the source labels of {} are shuffled between materials. What {} "
                                   "better than the baseline is not transfer.",
                                   joined(names), names.size() == 1 ? "it does" : "they do")});
    }
}

/// A caution for each strategy that predicts folds without any error, of all training sizes: how many, and
/// what to look at.
void add_exact_folds(const ScoredStudy& scored, const Target& target, std::vector<Finding>& all) {
    const auto& strategies = scored.results.strategies;
    for (std::size_t strategy = 0; strategy < strategies.size(); ++strategy) {
        if (strategy == scored.nested) {
            continue;
        }
        const auto count = exact_folds(scored.series, strategy, target);
        if (count.exact > 0) {
            all.push_back({Tone::caution, caution(strategies[strategy], target, count)});
        }
    }
}

/// "difference in 8 of 10 folds, union in 2": how often each strategy was chosen for the target at the
/// size; empty where nothing was.
std::string chosen_in_words(const Subject& subject) {
    std::vector<const InnerScore*> chosen;
    for (const auto& score : subject.scored.inner_scores) {
        if (score.chosen && score.target == subject.target.index && score.key.size == subject.size) {
            chosen.push_back(&score);
        }
    }
    std::string text;
    const auto& strategies = subject.scored.results.strategies;
    for (std::size_t strategy = 0; strategy < strategies.size(); ++strategy) {
        const auto times = std::count_if(chosen.begin(), chosen.end(),
                                         [&](const auto* score) { return score->key.strategy == strategy; });
        const auto& name = strategies[strategy].name;
        if (times > 0) {
            text += text.empty()
                        ? fmt::format("{} in {} of {}", name, times, bytes::counted(chosen.size(), "fold"))
                        : fmt::format(", {} in {}", name, times);
        }
    }
    return text;
}

/// Adds what the nested choice took and the error to expect of it; nothing without a nested protocol.
void add_nested(const Subject& subject, std::vector<Finding>& all) {
    if (!subject.scored.nested) {
        return;
    }
    const std::size_t nested = *subject.scored.nested;
    const auto* metrics = subject.metrics_of(nested);
    if (metrics == nullptr) {
        return;
    }
    auto text = fmt::format(
        "{}, the strategy with the lowest error in the inner folds: {}. It took {}. This is the "
        "error to expect of the whole procedure, the choice included.",
        subject.name_of(nested), errors_in_words(*metrics, subject.target), chosen_in_words(subject));
    if (const auto* row = subject.comparison_of(nested)) {
        text += " " + beside_baseline(subject, *row);
    }
    all.push_back({Tone::answer, text});
}

} // namespace

std::vector<Finding> findings(const ScoredStudy& scored, const Target& target) {
    const Subject subject = subject_of(scored, target);
    const auto rows = ranked(subject);
    if (rows.empty()) {
        return {{Tone::caution, "No strategy has finished a fold, so there is nothing to report."}};
    }
    std::vector<Finding> all{best(subject, rows)};
    if (subject.fraction() < 1) {
        all.front().text =
            fmt::format("With {} of the training groups: ", percent(subject.fraction())) + all.front().text;
    }
    add_exact_folds(scored, target, all);
    add_primary(subject, rows, all);
    add_nested(subject, all);
    add_uncompared(subject, rows.size(), all);
    add_harm(subject, all);
    add_missing(subject, all);
    return all;
}

std::vector<Finding> leading_findings(const ScoredStudy& scored) {
    std::vector<Finding> all;
    add_incomplete(scored.results, all);
    add_contradictions(scored.results, all);
    return all;
}

std::vector<Finding> study_findings(const ScoredStudy& scored) {
    std::vector<Finding> all;
    add_transductive(scored.results, all);
    add_readers_of_candidates(scored.results, all);
    add_placebo(scored.results, all);
    return all;
}

} // namespace sinter::report
