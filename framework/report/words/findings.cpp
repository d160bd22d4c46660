// SPDX-License-Identifier: Apache-2.0
#include "framework/report/words/findings.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/report/scores/exact_folds.hpp"
#include "framework/report/scores/series.hpp"
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

/// What the sentences about one target are made from.
struct Subject {
    const ScoredStudy& scored;
    const Target& target;
    double fraction;

    [[nodiscard]] ErrorMetric metric() const { return headline_of(target.kind()); }
    [[nodiscard]] const MetricsRow* metrics_of(const std::string& strategy) const {
        return headline(scored.metrics, strategy, target.name, fraction);
    }
    [[nodiscard]] const ComparisonRow* comparison_of(const std::string& strategy) const {
        return find(scored.comparisons, strategy, target.name, fraction, metric());
    }
};

/// Finished strategies of the config without placebos, lowest error first.
std::vector<const MetricsRow*> ranked(const Subject& subject) {
    std::vector<const MetricsRow*> rows;
    for (const auto& strategy : subject.scored.results.strategies) {
        const auto* row = subject.metrics_of(strategy.name);
        if (row != nullptr && strategy.name != subject.scored.nested && !strategy.placebo &&
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
const LearningCurveRow* most_telling(const Subject& subject, const std::string& strategy) {
    const LearningCurveRow* best = nullptr;
    for (const auto& row : subject.scored.learning_curve) {
        if (row.strategy != strategy || row.target != subject.target.name || row.metric != subject.metric() ||
            std::isnan(row.saved.factor.value)) {
            continue;
        }
        const bool within = row.saved.factor.reach == evaluation::Reach::within;
        if (within || best == nullptr) { // sizes ascend, bounds from beyond descend
            best = &row;
        }
    }
    return best;
}

std::string labels_saved_sentence(const Subject& subject, const std::string& strategy) {
    const auto* row = most_telling(subject, strategy);
    if (row == nullptr) {
        return {};
    }
    const auto size = fixed(row->saved.size, 0);
    const auto labels = size + (size == "1" ? " label" : " labels");
    const auto& baseline = row->baseline;
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
    auto text = rows.size() == 1
                    ? fmt::format("{}: {}.", winner.strategy, errors_in_words(winner, subject.target))
                    : fmt::format("{} has the lowest {} of {} strategies: {}.", winner.strategy,
                                  subject.target.kind() == TargetKind::classes ? "Brier score" : "error",
                                  rows.size(), errors_in_words(winner, subject.target));
    if (const auto* row = subject.comparison_of(winner.strategy)) {
        text += " " + against_baseline(*row) + labels_saved_sentence(subject, winner.strategy);
    } else if (const auto* baseline = baseline_of(subject.scored.results, subject.target.name);
               baseline != nullptr && baseline->name == winner.strategy && rows.size() > 1) {
        text += " It is the baseline: no transfer strategy has a lower error here.";
    }
    return {Tone::answer, text};
}

void add_primary(const Subject& subject, const std::vector<const MetricsRow*>& rows,
                 std::vector<Finding>& all) {
    for (const auto& strategy : subject.scored.results.strategies) {
        const auto* metrics = subject.metrics_of(strategy.name);
        if (!strategy.primary || metrics == nullptr || rows.front()->strategy == strategy.name) {
            continue;
        }
        auto text = fmt::format("{}, named beforehand as the strategy that counts: {}.", strategy.name,
                                errors_in_words(*metrics, subject.target));
        if (const auto* row = subject.comparison_of(strategy.name)) {
            text += " " + against_baseline(*row) + labels_saved_sentence(subject, strategy.name);
        }
        all.push_back({Tone::answer, text});
    }
}

void add_uncompared(const Subject& subject, std::size_t strategies, std::vector<Finding>& all) {
    const auto* baseline = baseline_of(subject.scored.results, subject.target.name);
    if (strategies < 2) {
        return;
    }
    if (baseline == nullptr) {
        all.push_back({Tone::caution, "No strategy is marked as the baseline, so nothing is compared."});
    } else if (subject.metrics_of(baseline->name) == nullptr) {
        all.push_back(
            {Tone::caution, fmt::format("The baseline {} has not finished a fold, so nothing is compared.",
                                        baseline->name)});
    }
}

/// Names of the compared strategies, without placebos, for which `holds`.
template <class Holds>
std::vector<std::string> names_where(const Subject& subject, Holds holds) {
    std::vector<std::string> names;
    for (const auto& row : headline_rows(subject.scored.comparisons, subject.target.name, subject.fraction)) {
        if (row.kind != ComparisonKind::placebo && holds(row)) {
            names.push_back(row.strategy);
        }
    }
    return names;
}

void add_harm(const Subject& subject, std::vector<Finding>& all) {
    const auto is_or_are = [](const auto& names) { return names.size() == 1 ? "is" : "are"; };
    const auto negative =
        names_where(subject, [](const auto& row) { return row.verdict == Verdict::worse && row.transfers; });
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

/// How many folds the plan has for the target at the fraction; 0 if that is not known. A derived quantity has no more than any of its labels.
std::size_t planned_folds(const Subject& subject) {
    const auto& results = subject.scored.results;
    const auto* derived = results.derived_of(subject.target.name);
    const auto labels = derived != nullptr ? derived->labels : std::vector<std::string>{subject.target.name};
    std::int64_t least = -1;
    for (const auto& planned : results.planned_folds) {
        if (planned.fraction == subject.fraction &&
            std::find(labels.begin(), labels.end(), planned.target) != labels.end()) {
            least = least < 0 ? planned.folds : std::min(least, planned.folds);
        }
    }
    return static_cast<std::size_t>(std::max(least, std::int64_t{0}));
}

/// Folds that are missing from a strategy: its numbers stand on fewer than the others'.
void add_missing(const Subject& subject, std::vector<Finding>& all) {
    std::set<std::pair<int, int>> folds;
    std::vector<Series> series = series_of(subject.scored.results);
    std::erase_if(series, [&](const Series& s) {
        return s.target != subject.target.name || s.fraction != subject.fraction;
    });
    for (const auto& one : series) {
        for (const auto* unit : one.units) {
            folds.emplace(unit->repeat, unit->fold);
        }
    }
    // In a run that was interrupted no strategy may have met some of the folds.
    const auto all_folds =
        incomplete(subject.scored.results) ? std::max(folds.size(), planned_folds(subject)) : folds.size();
    for (const auto& strategy : subject.scored.results.strategies) {
        const auto* own = find(series, strategy.name, subject.target.name, subject.fraction);
        const auto finished = own == nullptr ? 0 : own->units.size();
        if (finished == all_folds || !predicts(strategy, subject.target.name)) {
            continue;
        }
        all.push_back(
            {Tone::caution, finished == 0
                                ? fmt::format("{} has not finished a fold with {} of the training groups.",
                                              strategy.name, percent(subject.fraction))
                                : fmt::format("{} finished {} of {}; its numbers are over those only.",
                                              strategy.name, finished, bytes::counted(all_folds, "fold"))});
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
                                        "{} error holds only where the source label of a candidate is known.",
                                        joined(names), names.size() == 1 ? "Its" : "Their")});
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
void add_exact_folds(const study::StudyResults& results, const std::string& nested, const Target& target,
                     std::vector<Finding>& all) {
    for (const auto& strategy : results.strategies) {
        if (strategy.name == nested) {
            continue;
        }
        const auto count = exact_folds(results, strategy.name, target);
        if (count.exact > 0) {
            all.push_back({Tone::caution, caution(strategy, target, count)});
        }
    }
}

/// "difference in 8 of 10 folds, union in 2": how often each strategy was chosen for the target at the
/// fraction; empty where nothing was.
std::string chosen_in_words(const ScoredStudy& scored, const Target& target, double fraction) {
    std::vector<const InnerScore*> chosen;
    for (const auto& score : scored.inner_scores) {
        if (score.chosen && score.target == target.name && score.fraction == fraction) {
            chosen.push_back(&score);
        }
    }
    std::string text;
    for (const auto& strategy : scored.results.strategies) {
        const auto times = std::count_if(chosen.begin(), chosen.end(),
                                         [&](const auto* score) { return score->strategy == strategy.name; });
        if (times > 0) {
            text += text.empty() ? fmt::format("{} in {} of {}", strategy.name, times,
                                               bytes::counted(chosen.size(), "fold"))
                                 : fmt::format(", {} in {}", strategy.name, times);
        }
    }
    return text;
}

/// Adds what the nested choice took and the error to expect of it; nothing without a nested protocol.
void add_nested(const ScoredStudy& scored, const Target& target, double fraction, std::vector<Finding>& all) {
    const auto* metrics = headline(scored.metrics, scored.nested, target.name, fraction);
    if (scored.nested.empty() || metrics == nullptr) {
        return;
    }
    auto text = fmt::format(
        "{}, the strategy with the lowest error in the inner folds: {}. It took {}. This is the "
        "error to expect of the whole procedure, the choice included.",
        scored.nested, errors_in_words(*metrics, target), chosen_in_words(scored, target, fraction));
    if (const auto* row =
            find(scored.comparisons, scored.nested, target.name, fraction, headline_of(target.kind()))) {
        text += " " + against_baseline(*row);
    }
    all.push_back({Tone::answer, text});
}

} // namespace

std::vector<Finding> findings(const ScoredStudy& scored, const Target& target) {
    const Subject subject{scored, target, full_fraction(scored.results, target.name)};
    const auto rows = ranked(subject);
    if (rows.empty()) {
        return {{Tone::caution, "No strategy has finished a fold, so there is nothing to report."}};
    }
    std::vector<Finding> all{best(subject, rows)};
    if (subject.fraction < 1) {
        all.front().text =
            fmt::format("With {} of the training groups: ", percent(subject.fraction)) + all.front().text;
    }
    add_exact_folds(scored.results, scored.nested, target, all);
    add_primary(subject, rows, all);
    add_nested(scored, target, subject.fraction, all);
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
    add_placebo(scored.results, all);
    return all;
}

} // namespace sinter::report
