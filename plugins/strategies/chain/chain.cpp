// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/chain/chain.hpp"

#include <sinter/per_target.hpp>
#include <sinter/prediction.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace sinter::plugins::chain {
namespace {

/// One order: the sources' links, and the target's.
struct Ordered {
    std::shared_ptr<const Links> links;
    SourceColumn target;
};

class FittedChain final : public TransferModel, private CompositeOutOfBag {
public:
    FittedChain(ChainKind kind, std::vector<Ordered> orders, Label label)
        : kind_(kind), orders_(std::move(orders)), label_(std::move(label)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        Prediction y = of_order(orders_.front(), candidates);
        for (std::size_t i = 1; i < orders_.size(); ++i) {
            const Prediction p = of_order(orders_[i], candidates);
            y.mean += p.mean;
            y.sigma_mean += p.sigma_mean;
            y.sigma_obs += p.sigma_obs;
        }
        const auto count = static_cast<double>(orders_.size());
        y.mean /= count;
        y.sigma_mean /= count;
        y.sigma_obs /= count;
        write_prediction(y, out);
    }
    [[nodiscard]] const CompositeOutOfBag* out_of_bag() const override {
        return orders_.front().target.has_out_of_bag() ? this : nullptr;
    }

private:
    [[nodiscard]] Prediction of_order(const Ordered& order, const Candidates& candidates) const {
        const LinkView view = order.links->for_candidates(candidates);
        const Candidates seen{view.features, candidates.materials, candidates.known_sources};
        Prediction y = order.target.for_candidates(seen);
        if (kind_ == ChainKind::difference) {
            y.mean.col(0).array() += view.sum;
            y.sigma_mean = (y.sigma_mean.col(0).array().square() + view.variance).sqrt();
        } else if (label_.class_count == 0) {
            const Eigen::ArrayXd own = y.sigma_mean.col(0);
            y.sigma_mean = Links::variance(order.target, view, candidates, own).sqrt();
        }
        return y;
    }
    void predict_out_of_bag(const Candidates& candidates, MatrixOut mean) const override {
        RowMatrix sum = RowMatrix::Zero(mean.rows(), mean.columns());
        for (const Ordered& order : orders_) {
            const LinkView view = order.links->out_of_bag(candidates);
            RowMatrix y = order.target.for_candidates_out_of_bag(
                {view.features, candidates.materials, candidates.known_sources});
            if (kind_ == ChainKind::difference) {
                y.col(0).array() += view.sum;
            }
            sum += y;
        }
        mean.map() = sum / static_cast<double>(orders_.size());
    }

    ChainKind kind_;
    std::vector<Ordered> orders_;
    Label label_;
};

} // namespace

Parameters Chain::parameters() {
    Parameters p;
    p.learner("learner").doc("fits the target, and the sources unless source_learner is given");
    p.optional_learner("source_learner").doc("fits the sources");
    p.text("kind", "latent")
        .choices({"latent", "difference"})
        .doc("latent: a link reads the predictions of those before it; difference: it learns what the one "
             "before it leaves");
    p.text("orders", "given")
        .choices({"given", "all"})
        .doc("given: as in sources; all: the mean of all orders of at most four sources");
    SourcePolicy::declare(p);
    return p;
}

Chain::Chain(const Options& options)
    : learner_(options.text("learner")), source_learner_(options.learner_or("source_learner", learner_)),
      kind_(options.text("kind") == "difference" ? ChainKind::difference : ChainKind::latent),
      all_orders_(options.text("orders") == "all"), policy_(options) {}

StrategyNeeds Chain::needs() const {
    StrategyNeeds needs;
    needs.min_sources = 1;
    needs.max_sources = all_orders_ ? 4 : 64;
    needs.max_targets = 64;
    needs.same_unit = kind_ == ChainKind::difference;
    needs.numbers_only = kind_ == ChainKind::difference;
    needs.reads_known_sources = policy_.reads_known_sources();
    return needs;
}

std::shared_ptr<const TransferModel> Chain::fit(const TransferProblem& problem, Host& host) const {
    const auto source_learner = host.make_learner(source_learner_);
    const auto learner = host.make_learner(learner_);
    std::vector<std::size_t> order(problem.sources.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<std::shared_ptr<const Links>> all;
    do {
        all.push_back(std::make_shared<Links>(kind_, policy_, order, problem, *source_learner, host));
    } while (all_orders_ && std::next_permutation(order.begin(), order.end()));
    return fit_each_target(problem, [&](const Task& target) {
        std::vector<Ordered> orders;
        for (const auto& links : all) {
            orders.push_back({links, links->fit_target(problem, target, *learner, host)});
        }
        return std::make_shared<FittedChain>(kind_, std::move(orders), target.label);
    });
}

} // namespace sinter::plugins::chain
