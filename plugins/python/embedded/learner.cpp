// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/learner.hpp"

#include "plugins/python/embedded/host_calls.hpp"
#include "plugins/python/embedded/interpreter.hpp"
#include "plugins/python/embedded/loans.hpp"
#include "plugins/python/embedded/user_code.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace sinter::plugins::python {
namespace {

class PythonModel final : public Model, private Uncertainty {
public:
    /// With the lock.
    explicit PythonModel(py::object model)
        : model_(std::move(model)), has_deviations_(model_.get().attr("has_deviations").cast<bool>()) {}

    void predict(MatrixView x, MatrixOut mean) const override {
        in_python(SINTER_INTERNAL, [&] {
            const Loans loans;
            model_.get().attr("predict")(loans.matrix(x), loans.output(mean));
            loans.require_returned("predict");
        });
    }
    [[nodiscard]] const Uncertainty* uncertainty() const override { return has_deviations_ ? this : nullptr; }

private:
    void predict_with_deviations(MatrixView x, MatrixOut mean, MatrixOut sigma_mean,
                                 MatrixOut sigma_obs) const override {
        in_python(SINTER_INTERNAL, [&] {
            const Loans loans;
            model_.get().attr("predict_with_deviations")(loans.matrix(x), loans.output(mean),
                                                         loans.output(sigma_mean), loans.output(sigma_obs));
            loans.require_returned("predict");
        });
    }

    Held model_;
    bool has_deviations_;
};

/// What fit may ask for by the name of an argument.
py::dict call_of(const TrainingSet& training, const Loans& loans) {
    py::list names;
    for (const Feature& feature : training.feature_infos) {
        names.append(feature.name);
    }
    const py::object weights =
        training.weights.empty() ? py::object(py::none()) : py::object(loans.vector(training.weights));
    py::dict call = random_of(training.stream);
    call["sample_weight"] = weights;
    call["feature_names"] = names;
    call["materials"] = loans.vector(training.materials);
    call["class_count"] = training.label_infos[0].class_count;
    call["cancelled"] = cancelled_function();
    return call;
}

class PythonLearner final : public Learner {
public:
    /// With the lock. `learner`: a Learner of learner.py.
    explicit PythonLearner(py::object learner)
        : learner_(std::move(learner)),
          capabilities_(learner_.get().attr("capabilities").cast<Capabilities>()) {}

    [[nodiscard]] Capabilities capabilities() const override { return capabilities_; }

    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override {
        const bool classes = std::any_of(training.label_infos.begin(), training.label_infos.end(),
                                         [](const Label& label) { return label.class_count > 0; });
        if (classes && training.label_infos.size() > 1) {
            fail_unsupported("a learner in Python takes classes as its only label");
        }
        return in_python(SINTER_INTERNAL, [&] {
            HostScope scope(host);
            const Loans loans;
            const bool one = training.labels.columns() == 1;
            py::object model = learner_.get().attr("fit")(loans.matrix(training.features),
                                                          one ? loans.column(training.labels, 0)
                                                              : loans.matrix(training.labels),
                                                          call_of(training, loans));
            return std::make_shared<const PythonModel>(loans.without_loans(std::move(model)));
        });
    }

private:
    Held learner_;
    Capabilities capabilities_;
};

std::unique_ptr<Learner> made(const py::object& user_class, const std::string& return_std) {
    return std::make_unique<PythonLearner>(bridge_module("learner").attr("Learner")(user_class, return_std));
}

} // namespace

std::unique_ptr<Learner> make_file_learner(const Options& options) {
    return in_python(SINTER_INVALID_ARGUMENT,
                     [&] { return made(class_of_file(options, "fit"), "sigma_obs"); });
}

std::unique_ptr<Learner> make_sklearn_learner(const Options& options) {
    return in_python(SINTER_INVALID_ARGUMENT, [&] {
        require_versions(options);
        return made(bridge_module("sources").attr("class_of_import_path")(options.text("estimator"),
                                                                          options.text("parameters")),
                    options.text("return_std"));
    });
}

} // namespace sinter::plugins::python
