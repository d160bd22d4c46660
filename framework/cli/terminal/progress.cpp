// SPDX-License-Identifier: Apache-2.0
#include "framework/cli/terminal/progress.hpp"

#include "framework/cli/terminal/terminal.hpp"
#include "framework/report/text/text_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

namespace sinter::cli {
namespace {

std::string duration_text(double seconds) {
    if (seconds < 60) {
        return fmt::format("{:.1f} s", seconds);
    }
    const long whole = std::lround(seconds);
    return whole < 3600 ? fmt::format("{}:{:02} min", whole / 60, whole % 60)
                        : fmt::format("{}:{:02} h", whole / 3600, whole % 3600 / 60);
}

/// Where the trial stands: "repeat 0, fold 3, inner 1, 0.25 of the training groups".
std::string place_of(const study::PlannedSplit& split, double fraction) {
    std::string text = fmt::format("repeat {}, fold {}", split.rows.repeat, split.rows.fold);
    if (split.inner >= 0) {
        text += fmt::format(", inner {}", split.inner);
    }
    return fraction < 1 ? text + fmt::format(", {:g} of the training groups", fraction) : text;
}

} // namespace

ProgressStyle style_of_standard_error() {
    const char* terminal = std::getenv("TERM");
    const bool moves = terminal != nullptr && std::string_view(terminal) != "dumb";
    return isatty(STDERR_FILENO) != 0 && moves ? ProgressStyle::terminal : ProgressStyle::lines;
}

ProgressDisplay::ProgressDisplay(const study::Plan& plan, const study::Outcomes& known, ProgressStyle style)
    : plan_(&plan), style_(style), tallies_(plan.strategies.size()),
      begin_(std::chrono::steady_clock::now()) {
    for (std::size_t i = 0; i < plan.trials.size(); ++i) {
        ++tallies_[plan.trials[i].strategy].all;
        if (known[i] && known[i]->error.empty()) {
            add(plan.trials[i], *known[i]);
            ++done_before_;
        }
    }
}

void ProgressDisplay::add(const study::Trial& trial, const study::TrialOutcome& outcome) {
    Tally& tally = tallies_[trial.strategy];
    ++tally.done;
    tally.failed += outcome.error.empty() ? 0 : 1;
    const auto& split = plan_->splits[trial.split];
    const bool is_full = split.size + 1 == plan_->config.protocol.learning_curve.size();
    if (split.inner >= 0 || !is_full || outcome.results.empty()) {
        return;
    }
    for (const auto& row : outcome.results.front().predictions) {
        tally.loss +=
            row.shares.empty() ? std::abs(row.mean - row.label) : (row.mean == row.label ? 0.0 : 1.0);
        tally.rows += 1;
    }
}

std::string ProgressDisplay::score_of(std::size_t strategy) const {
    const Tally& tally = tallies_[strategy];
    if (tally.rows == 0) {
        return {};
    }
    const auto& label = plan_->dataset.labels[plan_->strategies[strategy].targets.front()];
    const double loss = tally.loss / tally.rows;
    return label.kind == data::LabelKind::classes ? fmt::format("accuracy {:.3f}", 1 - loss)
                                                  : fmt::format("MAE {:.4g} {}", loss, label.unit);
}

std::string ProgressDisplay::time_left(const study::Progress& progress) const {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin_;
    const double rate = static_cast<double>(progress.done - done_before_) / spent.count();
    return fmt::format("{:.2g} trials/s, {} left", rate,
                       duration_text(static_cast<double>(progress.all - progress.done) / rate));
}

void ProgressDisplay::show(const study::Progress& progress) {
    add(*progress.trial, *progress.outcome);
    if (style_ == ProgressStyle::lines) {
        print_line(progress);
    } else if (style_ == ProgressStyle::terminal) {
        redraw(progress);
    }
}

void ProgressDisplay::print_line(const study::Progress& progress) const {
    const auto& strategy = plan_->strategies[progress.trial->strategy];
    const auto& split = plan_->splits[progress.trial->split];
    const std::string score = score_of(progress.trial->strategy);
    const std::string so_far = score.empty() ? score : "so far " + score;
    const std::string what = progress.outcome->error.empty()
                                 ? so_far
                                 : "FAILED: " + report::printable_lines(progress.outcome->error, 4);
    say(fmt::format("[{}/{}] {}: {} ({}) {}\n", progress.done, progress.all, report::printable(strategy.name),
                    place_of(split, study::fraction_of(*plan_, split)),
                    duration_text(progress.outcome->seconds), what));
}

void ProgressDisplay::redraw(const study::Progress& progress) {
    std::vector<std::string> names;
    std::size_t width = 0;
    for (const auto& strategy : plan_->strategies) {
        names.push_back(report::printable(strategy.name));
        width = std::max(width, names.back().size());
    }
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < tallies_.size(); ++i) {
        const Tally& tally = tallies_[i];
        lines.push_back(
            fmt::format("{:<{}}  {:>4}/{:<4} {}{}", names[i], width, tally.done, tally.all, score_of(i),
                        tally.failed > 0 ? fmt::format("  {} failed", tally.failed) : std::string()));
    }
    lines.push_back(fmt::format("{}/{} trials, {}", progress.done, progress.all, time_left(progress)));
    cli::redraw(drawn_, lines);
    drawn_ = lines.size();
}

} // namespace sinter::cli
