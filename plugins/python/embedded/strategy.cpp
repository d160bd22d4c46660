// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/strategy.hpp"

#include "plugins/python/embedded/host_calls.hpp"
#include "plugins/python/embedded/host_model.hpp"
#include "plugins/python/embedded/interpreter.hpp"
#include "plugins/python/embedded/loans.hpp"
#include "plugins/python/embedded/user_code.hpp"

#include <memory>
#include <utility>

namespace sinter::plugins::python {
namespace {

class PythonTransferModel final : public TransferModel {
public:
    explicit PythonTransferModel(py::object model) : model_(std::move(model)) {}

    void predict(const Candidates& candidates, const PredictionsOut& out) const override {
        in_python(SINTER_INTERNAL, [&] {
            const Loans loans;
            model_.get().attr("predict")(
                bridge_module("strategy")
                    .attr("Candidates")(loans.matrix(candidates.features), loans.vector(candidates.materials),
                                        loans.matrix(candidates.known_sources)),
                loans.output(out.mean), loans.output(out.sigma_mean), loans.output(out.sigma_obs));
            loans.require_returned("predict");
        });
    }

private:
    Held model_;
};

py::object task_of(const Task& task, const py::object& problem, std::size_t index, const Loans& loans) {
    const py::object weights =
        task.weights.empty() ? py::object(py::none()) : py::object(loans.vector(task.weights));
    return bridge_module("strategy")
        .attr("Task")(problem, index, task.label.name, task.label.unit, task.label.class_count, task.context,
                      loans.vector(task.rows), loans.vector(task.labels), weights, task.fidelity, task.cost);
}

const char* name_of(SourceRows rows) {
    return rows == SourceRows::held_out          ? "held_out"
           : rows == SourceRows::read_out_of_bag ? "read_out_of_bag"
                                                 : "kept";
}

py::object problem_of(const TransferProblem& problem, const Loans& loans) {
    py::list names;
    for (const Feature& feature : problem.feature_infos) {
        names.append(feature.name);
    }
    const py::dict random = random_of(problem.stream);
    py::object own = bridge_module("strategy")
                         .attr("Problem")(loans.matrix(problem.features), loans.vector(problem.materials),
                                          names, random["seed"], random["key"], name_of(problem.source_rows));
    std::size_t index = 0;
    for (const Task& task : problem.targets) {
        own.attr("targets").attr("append")(task_of(task, own, index++, loans));
    }
    for (const Task& task : problem.sources) {
        own.attr("sources").attr("append")(task_of(task, own, index++, loans));
    }
    return own;
}

/// Python code may keep the gate; it is shut when the call ends.
class OpenGate {
public:
    OpenGate(Host& host, const TransferProblem& problem)
        : gate_(std::make_shared<HostGate>(HostGate{&host, &problem})) {}
    ~OpenGate() { *gate_ = {}; }
    OpenGate(const OpenGate&) = delete;
    OpenGate& operator=(const OpenGate&) = delete;
    [[nodiscard]] const std::shared_ptr<HostGate>& get() const noexcept { return gate_; }

private:
    std::shared_ptr<HostGate> gate_;
};

StrategyNeeds needs_of(const py::object& strategy) {
    const py::dict needs = strategy.attr("needs");
    return {needs["min_sources"].cast<std::int64_t>(), needs["max_sources"].cast<std::int64_t>(),
            needs["max_targets"].cast<std::int64_t>(), needs["same_unit"].cast<bool>(),
            needs["numbers_only"].cast<bool>(),        needs["reads_known_sources"].cast<bool>()};
}

class PythonStrategy final : public TransferStrategy {
public:
    /// With the lock. `strategy`: a Strategy of strategy.py.
    explicit PythonStrategy(py::object strategy)
        : strategy_(std::move(strategy)), needs_(needs_of(strategy_.get())) {}

    [[nodiscard]] StrategyNeeds needs() const override { return needs_; }

    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override {
        return in_python(SINTER_INTERNAL, [&] {
            HostScope scope(host);
            const Loans loans;
            const OpenGate gate(host, problem);
            py::object model = strategy_.get().attr("fit")(problem_of(problem, loans), gate.get());
            return std::make_shared<const PythonTransferModel>(loans.without_loans(std::move(model)));
        });
    }

private:
    Held strategy_;
    StrategyNeeds needs_;
};

} // namespace

std::unique_ptr<TransferStrategy> make_file_strategy(const Options& options) {
    return in_python(SINTER_INVALID_ARGUMENT, [&] {
        py::dict learners;
        for (const char* name : {"learner", "source_learner"}) {
            learners[name] = options.text(name);
        }
        return std::make_unique<PythonStrategy>(
            bridge_module("strategy").attr("Strategy")(class_of_file(options, "fit"), learners));
    });
}

} // namespace sinter::plugins::python
