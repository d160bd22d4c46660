// SPDX-License-Identifier: Apache-2.0
//
// Each check for strategies catches a strategy that is wrong in what it checks.
#include "tests/unit/testkit/caught.hpp"

#include <sinter/source_column.hpp>
#include <sinter/unknown.hpp>

#include <functional>
#include <map>

using namespace sinter;
using namespace sinter::tests;

namespace {

using FittedTransfer = std::shared_ptr<const TransferModel>;

/// Fits each target by itself with the learner of its option.
class HonestStrategy : public TransferStrategy {
public:
    static Parameters parameters() {
        Parameters p;
        p.learner("learner").doc("fits the target");
        return p;
    }
    explicit HonestStrategy(const Options& options) : learner_(options.text("learner")) {}
    [[nodiscard]] StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.max_sources = 8;
        needs.max_targets = 8;
        return needs;
    }
    [[nodiscard]] FittedTransfer fit(const TransferProblem& problem, Host& host) const override {
        std::vector<std::shared_ptr<const Model>> models;
        std::vector<Label> labels;
        const auto learner = host.make_learner(learner_);
        for (const Task& target : problem.targets) {
            models.push_back(learner->fit(TaskRows(problem, target).training(), host));
            labels.push_back(target.label);
        }
        return std::make_shared<testkit::StandInTransferModel>(std::move(models), std::move(labels));
    }

private:
    std::string learner_;
};

/// What the honest model predicts, and then `change` of its mean.
using Change = std::function<void(const Candidates& candidates, MatrixOut mean)>;
class ModelOf final : public TransferModel {
public:
    ModelOf(FittedTransfer inner, Change change) : inner_(std::move(inner)), change_(std::move(change)) {}
    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        inner_->predict(candidates, out);
        change_(candidates, out.mean);
    }

private:
    FittedTransfer inner_;
    Change change_;
};
FittedTransfer shifted(double more, FittedTransfer inner) {
    return std::make_shared<ModelOf>(
        std::move(inner), [more](const Candidates&, MatrixOut mean) { mean.map().array() += more; });
}

template <class Wrong>
class FaultyStrategy final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] FittedTransfer fit(const TransferProblem& p, Host& host) const override {
        return Wrong::spoil(HonestStrategy::fit(p, host), p, host);
    }
};

struct AddsNaN {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem&, Host&) {
        return shifted(unknown, std::move(model));
    }
};
struct NaNForTwoTargets {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        return p.targets.size() < 2 ? model : shifted(unknown, std::move(model));
    }
};
struct AddsToProbabilities {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        return p.targets[0].label.class_count == 0 ? model : shifted(0.25, std::move(model));
    }
};
/// The mean of all target labels that it has ever seen.
struct RemembersLabels {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        const auto& target = p.targets[0];
        for (std::size_t i = 0; i < target.labels.size(); ++i) {
            seen[p.materials[static_cast<std::size_t>(target.rows[i])]] = target.labels[i];
        }
        return std::make_shared<ModelOf>(std::move(model),
                                         [kept = seen](const Candidates& candidates, MatrixOut mean) {
                                             for (std::size_t i = 0; i < candidates.materials.size(); ++i) {
                                                 const auto found = kept.find(candidates.materials[i]);
                                                 if (found != kept.end()) {
                                                     mean(static_cast<Index>(i), 0) = found->second;
                                                 }
                                             }
                                         });
    }
    static inline std::map<std::uint64_t, double> seen;
};
/// Reads as many labels as there are rows of features, not as many as the task has.
struct ReadsPastTheEnd {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        double sum = 0;
        for (std::size_t i = 0; i < p.targets[0].labels.size() + 8; ++i) {
            sum += p.targets[0].labels.data()[i];
        }
        return shifted(1e-3 * sum, std::move(model));
    }
};
/// The same, but only where it thinks of the candidates' rows in its sources.
struct ReadsPastTheEndOutOfBag {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host& host) {
        return p.source_rows == SourceRows::read_out_of_bag
                   ? ReadsPastTheEnd::spoil(std::move(model), p, host)
                   : model;
    }
};
struct LooksAtTheTestSet {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem&, Host&) {
        return std::make_shared<ModelOf>(std::move(model), [](const Candidates& candidates, MatrixOut mean) {
            if (mean.rows() > 0) {
                mean.map().array() += candidates.features.map().mean();
            }
        });
    }
};
struct DividesBySourceRows {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        double sum = 0;
        for (const double label : p.sources[0].labels) {
            sum += label;
        }
        const auto rows = static_cast<double>(p.sources[0].labels.size());
        return shifted(sum / rows, std::move(model));
    }
};
/// 1 / (the mean difference of target and source), which is nothing where they are the same.
struct DividesByTheGap {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        const double gap = p.targets[0].labels[0] - p.sources[0].labels[0];
        return shifted(1 / (gap + 1e-9), std::move(model));
    }
};
struct StrategyThatKeepsAView {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem& p, Host&) {
        return std::make_shared<ModelOf>(std::move(model),
                                         [labels = p.targets[0].labels](const Candidates&, MatrixOut mean) {
                                             mean.map().array() += labels[0];
                                         });
    }
};
struct AsksForAnother {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem&, Host& host) {
        static_cast<void>(host.make_learner("kit_other_learner"));
        return model;
    }
};

class NeedsTheImpossible final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.min_sources = 3;
        needs.max_sources = 2;
        return needs;
    }
};
class FailsWithoutAReason final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] FittedTransfer fit(const TransferProblem& p, Host& host) const override {
        if (p.targets[0].labels.empty()) {
            throw std::out_of_range("vector::_M_range_check");
        }
        return HonestStrategy::fit(p, host);
    }
};
class SwallowsWhatItCatches final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] FittedTransfer fit(const TransferProblem& p, Host& host) const override {
        try {
            return HonestStrategy::fit(p, host);
        } catch (const Error&) {
            testkit::KitHost other({});
            return HonestStrategy::fit(p, other);
        }
    }
};
struct ReadsKnownSources {
    static FittedTransfer spoil(FittedTransfer model, const TransferProblem&, Host&) {
        return std::make_shared<ModelOf>(std::move(model), [](const Candidates& candidates, MatrixOut mean) {
            for (Index i = 0; i < mean.rows(); ++i) {
                const double known = candidates.known_sources(i, 0);
                mean(i, 0) = known == known ? known : mean(i, 0);
            }
        });
    }
};
/// Offers the policy, and forgets to ask for what it needs.
class AsksForNothing final : public HonestStrategy {
public:
    static Parameters parameters() {
        Parameters p = HonestStrategy::parameters();
        SourcePolicy::declare(p);
        return p;
    }
    using HonestStrategy::HonestStrategy;
};
class RenamesTheError final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] FittedTransfer fit(const TransferProblem& p, Host& host) const override {
        try {
            return HonestStrategy::fit(p, host);
        } catch (const Error&) {
            throw std::runtime_error("the fit failed");
        }
    }
};
class BringsItsOwnLearner final : public HonestStrategy {
public:
    using HonestStrategy::HonestStrategy;
    [[nodiscard]] FittedTransfer fit(const TransferProblem& p, Host& host) const override {
        return testkit::StandInStrategy().fit(p, own_ ? *own_ : host);
    }

private:
    std::unique_ptr<testkit::KitHost> own_ = std::make_unique<testkit::KitHost>(testkit::KitHost::Settings{});
};

} // namespace

TEST_CASE("a strategy with nothing wrong passes every check") {
    require_clean(testkit::subject_of<HonestStrategy>());
    require_clean(testkit::subject_of<HonestStrategy>({12345, {}}));
}

TEST_CASE("a strategy that sees labels that were held out is caught") {
    require_caught<FaultyStrategy<RemembersLabels>>("strategy.no_leak", "that an earlier fit was given");
    require_caught<FaultyStrategy<ReadsPastTheEnd>>("strategy.no_leak", "behind the target's");
    require_caught<FaultyStrategy<ReadsPastTheEndOutOfBag>>("strategy.no_leak",
                                                            "sources are read out of bag");
    require_caught<FaultyStrategy<LooksAtTheTestSet>>("strategy.candidates_alone", "among others");
}

TEST_CASE("a strategy that predicts no numbers is caught") {
    require_caught<NeedsTheImpossible>("strategy.needs", "3 to 2 sources");
    require_caught<FaultyStrategy<AddsNaN>>("strategy.shapes", "nan at row 0");
    require_caught<FaultyStrategy<NaNForTwoTargets>>("strategy.several_targets", "nan at row 0");
    require_caught<FaultyStrategy<AddsToProbabilities>>("strategy.classes", "probabilit");
}

TEST_CASE("a strategy that degenerate tasks break is caught") {
    require_caught<FaultyStrategy<DividesBySourceRows>>("strategy.empty_source", "nan at row 0");
    require_caught<FailsWithoutAReason>("strategy.empty_target", "internal error: vector::_M_range_check");
    require_caught<FaultyStrategy<DividesByTheGap>>("strategy.source_is_target", "far outside");
}

TEST_CASE("a strategy that does not stop, or keeps a view, is caught") {
    require_caught<SwallowsWhatItCatches>("strategy.cancel", "gave a model all the same");
    require_caught<RenamesTheError>("strategy.cancel", "the fit failed");
    require_caught<FaultyStrategy<StrategyThatKeepsAView>>("strategy.owns_its_data",
                                                           "still reads the problem");
}

TEST_CASE("a strategy that reads measured source labels without asking for them is caught") {
    require_caught<FaultyStrategy<ReadsKnownSources>>("strategy.known_sources",
                                                      "needs() do not ask for them");
    require_caught<AsksForNothing>("strategy.known_sources",
                                   "with source_at_prediction = \"measured_if_known\"");
}

TEST_CASE("a strategy that fits other learners than those of its options is caught") {
    require_caught<BringsItsOwnLearner>("strategy.host_learners", "do not depend on the learner");
    require_caught<FaultyStrategy<AsksForAnother>>("strategy.host_learners", "\"kit_other_learner\"");
}
