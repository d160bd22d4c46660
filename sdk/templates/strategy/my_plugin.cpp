// my_plugin: a transfer strategy.
//
// As it stands it is the difference of a target and a source,
//
//     y(x) = s(x) + d(x)                                                                        (1)
//
// where s predicts the source label and d, fitted on y - s, what the source lacks. The three places marked
// EDIT are where another idea goes: the equation here, what is fitted in fit(), and what is predicted in predict().
#include <sinter/plugin.hpp>
#include <sinter/prediction.hpp>
#include <sinter/source_column.hpp>
#include <sinter/task_rows.hpp>

#include <memory>
#include <string>
#include <utility>

namespace {

using namespace sinter;

/// The fitted strategy. It owns its models and is read by several threads at once, so it never changes.
class Fitted final : public TransferModel {
public:
    Fitted(SourceColumn s, std::shared_ptr<const Model> d, Label target)
        : s_(std::move(s)), d_(std::move(d)), target_(std::move(target)) {}

    // EDIT: equation (1), for materials that nobody has measured. A deviation that is not known stays NaN.
    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        const Prediction s = s_.for_candidates(candidates);
        Prediction y = predict_label(*d_, candidates.features, target_); // so far d, and the deviations of d
        y.mean += s.mean;
        y.sigma_mean = (y.sigma_mean.array().square() + s.sigma_mean.array().square()).sqrt();
        write_prediction(y, out);
    }

private:
    SourceColumn s_;
    std::shared_ptr<const Model> d_;
    Label target_;
};

class MyTransfer final : public TransferStrategy {
public:
    /// The options of a [[strategy]] with plugin = "my_plugin". What is declared here is checked, shown by
    /// `sinter plugins describe my_plugin` and can be read below; nothing else can.
    static Parameters parameters() {
        Parameters p;
        p.learner("learner").doc("fits the difference, and the source unless source_learner is given");
        p.optional_learner("source_learner").doc("fits the source");
        SourcePolicy::declare(p); // source_in_training and its like: the same in every strategy
        return p;
    }

    explicit MyTransfer(const Options& options)
        : policy_(options), learner_(options.text("learner")),
          source_learner_(options.learner_or("source_learner", learner_)) {}

    /// One source, in the target's unit; no classes. A study that offers something else is refused before it runs.
    StrategyNeeds needs() const override {
        StrategyNeeds needs;
        needs.min_sources = 1;
        needs.max_sources = 1;
        needs.same_unit = true;
        needs.numbers_only = true;
        needs.reads_known_sources = policy_.reads_known_sources();
        return needs;
    }

    // EDIT: what equation (1) needs. Everything random and every thread comes from the host, so the same
    // study gives the same numbers.
    std::shared_ptr<const TransferModel> fit(const TransferProblem& problem, Host& host) const override {
        const Task& target = problem.targets.front();
        SourceColumn s(policy_, problem, 0, *host.make_learner(source_learner_), host);

        // The target's training rows: features(), labels(), materials(), weights().
        TaskRows rows(problem, target);
        rows.labels() -= s.for_training(rows.features(), rows.materials());
        rows.keep(complete_rows(rows.labels())); // NaN: no honest value of s for that row
        if (rows.size() == 0) {
            fail_numerical("no training row of " + target.label.name + " has a value of its source");
        }
        auto d = host.make_learner(learner_)->fit(rows.training(), host);
        return std::make_shared<Fitted>(std::move(s), std::move(d), target.label);
    }

private:
    SourcePolicy policy_;
    std::string learner_;
    std::string source_learner_;
};

} // namespace

// Class, id, version, one line for `sinter plugins list`. EDIT the version with every change of what it predicts.
SINTER_STRATEGY_PLUGIN(MyTransfer, "my_plugin", "0.1.0",
                       "adds a learned difference to what the source predicts");
