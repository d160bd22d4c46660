// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/choose/choose.hpp"

#include "plugins/strategies/choose/mixed_model.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

namespace sinter::plugins::choose {
namespace {

/// Two materials at least, or there is nothing to hold out.
bool can_be_folded(const TransferProblem& problem) {
    for (const Task& target : problem.targets) {
        std::set<std::uint64_t> materials;
        for (const std::int64_t row : target.rows) {
            materials.insert(problem.materials[static_cast<std::size_t>(row)]);
        }
        if (materials.size() < 2) {
            return false;
        }
    }
    return true;
}

/// As many as were made: at most one per material.
std::size_t folds_of(const OutOfFold& predicted) {
    return *std::max_element(predicted.folds.begin(), predicted.folds.end()) + 1;
}

const char* name_of(Loss loss) {
    return loss == Loss::absolute  ? "mean absolute error"
           : loss == Loss::squared ? "mean squared error"
                                   : "log loss";
}

} // namespace

Parameters Choose::parameters() {
    Parameters p;
    p.strategies("candidates").doc("what to choose from; the first is kept unless another is clearly better");
    p.integer("inner_folds", 5).at_least(2).doc("folds of the target's training materials");
    p.integer("repeats", 1).at_least(1).doc("how often the materials are dealt to folds");
    p.text("rule", "best")
        .choices({"best", "average"})
        .doc("best: one candidate; average: all, with the weights, of sum one, that have the least loss");
    p.real("guard", 1.0)
        .at_least(0)
        .doc("with rule = best: how many (corrected) standard errors of the "
             "paired difference a candidate must be better than the first");
    p.text("loss", "absolute")
        .choices({"absolute", "squared"})
        .doc("of numbers; classes are judged by the log loss");
    return p;
}

Choose::Choose(const Options& options)
    : names_(options.strategies("candidates")),
      inner_folds_(static_cast<std::size_t>(options.integer("inner_folds"))),
      repeats_(static_cast<std::uint64_t>(options.integer("repeats"))),
      average_(options.text("rule") == "average"), guard_(options.real("guard")),
      loss_(options.text("loss") == "squared" ? Loss::squared : Loss::absolute) {}

StrategyNeeds Choose::needs() const {
    StrategyNeeds needs;
    needs.max_sources = 64;
    needs.max_targets = 64;
    needs.reads_known_sources = true; // handed on to those of its strategies that ask for them
    return needs;
}

Mixture Choose::choice(const std::vector<const OutOfFold*>& repeats, Host& host) const {
    const Label& label = repeats.front()->target->label;
    const Loss loss = label.class_count > 0 ? Loss::logarithm : loss_;
    const RowMatrix losses = material_losses(repeats, loss);
    const auto gains = gains_over_first(losses, folds_of(*repeats.front()));
    Mixture chosen =
        average_ ? best_mixture(repeats, loss) : only(guarded_choice(gains, guard_), losses.cols());
    std::ostringstream text;
    text << "choose: " << label.name << " by";
    text.precision(2);
    for (std::size_t k = 0; k < names_.size(); ++k) {
        const double weight = chosen.weights[static_cast<Index>(k)];
        if (weight > 0) {
            text << ' ';
            if (weight < 1) {
                text << weight << " x ";
            }
            text << names_[k];
        }
    }
    host.log(LogLevel::notice, text.str());
    std::ostringstream detail;
    detail << label.name << ", " << name_of(loss) << " out of fold: ";
    for (std::size_t k = 0; k < names_.size(); ++k) {
        detail << (k > 0 ? "; " : "") << names_[k] << ' ' << losses.col(static_cast<Index>(k)).mean();
        if (k > 0) {
            detail << ", better by " << gains[k].mean << " +- " << gains[k].standard_error;
        }
    }
    host.log(LogLevel::info, detail.str());
    return chosen;
}

std::vector<Mixture> Choose::choices(const Members& candidates, const TransferProblem& problem,
                                     Host& host) const {
    const auto count = static_cast<Index>(candidates.size());
    if (count == 1 || !can_be_folded(problem)) {
        if (count > 1) {
            host.log(LogLevel::notice,
                     "choose: " + names_.front() + ", since a target has fewer than two training materials");
        }
        return std::vector<Mixture>(problem.targets.size(), only(0, count));
    }
    std::vector<std::vector<OutOfFold>> repeats;
    for (std::uint64_t repeat = 0; repeat < repeats_; ++repeat) {
        repeats.push_back(predict_out_of_fold(candidates, problem, inner_folds_,
                                              problem.stream.derive("choose").derive(repeat), host));
    }
    const std::size_t folds = folds_of(repeats.front().front());
    if (folds < inner_folds_) {
        host.log(LogLevel::notice, "choose: inner_folds = " + std::to_string(inner_folds_) + " with " +
                                       std::to_string(folds) + " materials: each is a fold of its own");
    }
    std::vector<Mixture> chosen;
    for (std::size_t t = 0; t < problem.targets.size(); ++t) {
        std::vector<const OutOfFold*> of_target;
        for (const auto& repeat : repeats) {
            of_target.push_back(&repeat[t]);
        }
        chosen.push_back(choice(of_target, host));
    }
    return chosen;
}

std::shared_ptr<const TransferModel> Choose::fit(const TransferProblem& problem, Host& host) const {
    Members candidates;
    for (const auto& name : names_) {
        candidates.push_back(host.make_strategy(name));
    }
    auto mixtures = choices(candidates, problem, host);
    std::vector<std::shared_ptr<const TransferModel>> members(candidates.size());
    for (std::size_t k = 0; k < candidates.size(); ++k) {
        for (const Mixture& mixture : mixtures) {
            if (mixture.weights[static_cast<Index>(k)] > 0 && members[k] == nullptr) {
                members[k] = candidates[k]->fit(problem, host);
            }
        }
    }
    std::vector<Label> targets;
    for (const Task& target : problem.targets) {
        targets.push_back(target.label);
    }
    return std::make_shared<MixedModel>(std::move(members), std::move(mixtures), std::move(targets));
}

} // namespace sinter::plugins::choose
