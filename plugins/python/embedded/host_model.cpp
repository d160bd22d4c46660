// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/host_model.hpp"

#include "plugins/python/embedded/user_code.hpp"

#include <sinter/cross_fitted.hpp>
#include <sinter/prediction.hpp>

#include <exception>
#include <optional>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>
#include <string>
#include <utility>
#include <vector>

namespace sinter::plugins::python {
namespace {

using Numbers = py::array_t<double, py::array::forcecast>;
using Keys = py::array_t<std::uint64_t, py::array::c_style | py::array::forcecast>;
using Weights = py::array_t<double, py::array::c_style | py::array::forcecast>;

/// A Python array as the host sees it. The array must outlive the view.
MatrixView view_of(const Numbers& array) {
    constexpr Index bytes_per_number = sizeof(double);
    if (array.ndim() != 2 || array.strides(0) % bytes_per_number != 0 ||
        array.strides(1) % bytes_per_number != 0) {
        fail_invalid("expected an array of numbers with two dimensions");
    }
    return {array.data(), array.shape(0), array.shape(1), array.strides(0) / bytes_per_number,
            array.strides(1) / bytes_per_number};
}

/// Calls the host without Python's lock, so that what the host runs meanwhile can have it.
template <class Function>
auto without_lock(const Function& function) {
    const py::gil_scoped_release released;
    return function();
}

/// A matrix with one output becomes a vector.
py::object array_of(const RowMatrix& matrix) {
    const std::vector<Index> shape = matrix.cols() == 1 ? std::vector<Index>{matrix.rows()}
                                                        : std::vector<Index>{matrix.rows(), matrix.cols()};
    return py::array_t<double>(shape, matrix.data());
}

/// A model that a learner of the host fitted.
class HostModel {
public:
    HostModel(std::shared_ptr<const Model> model, Label label)
        : model_(std::move(model)), label_(std::move(label)) {}

    [[nodiscard]] py::object predict(const Numbers& x) const {
        const MatrixView view = view_of(x);
        RowMatrix mean(view.rows(), output_count(label_));
        without_lock([&] { model_->predict(view, MatrixOut(mean)); });
        return array_of(mean);
    }
    [[nodiscard]] py::tuple predict_with_deviations(const Numbers& x) const {
        const MatrixView view = view_of(x);
        const Prediction p = without_lock([&] { return predict_label(*model_, view, label_); });
        const auto known = [](const RowMatrix& sigma) {
            return sigma.array().isNaN().all() ? py::object(py::none()) : array_of(sigma);
        };
        return py::make_tuple(array_of(p.mean), known(p.sigma_mean), known(p.sigma_obs));
    }
    [[nodiscard]] py::object predict_out_of_bag(const Numbers& x, const Keys& materials) const {
        if (model_->out_of_bag() == nullptr) {
            fail_unsupported("the model has no predictions out of bag: fit it with out_of_bag = True");
        }
        const MatrixView view = view_of(x);
        if (materials.size() != view.rows()) {
            fail_invalid("predict_out_of_bag: expected one material a row");
        }
        const Span<std::uint64_t> keys(materials.data(), static_cast<std::size_t>(materials.size()));
        const RowMatrix mean = without_lock(
            [&] { return sinter::predict_out_of_bag(*model_, view, keys, Span<Label>(&label_, 1)); });
        return array_of(mean);
    }

private:
    std::shared_ptr<const Model> model_;
    Label label_;
};

const HostGate& open(const HostGate& gate) {
    if (gate.host == nullptr) {
        fail_invalid("the host is only there while fit runs");
    }
    return gate;
}

/// Those of the problem, and further ones by name.
std::vector<Feature> features_of(const TransferProblem& problem, Index columns,
                                 const std::vector<std::string>& more) {
    std::vector<Feature> features(problem.feature_infos.begin(), problem.feature_infos.end());
    for (const std::string& name : more) {
        features.push_back({name, "", FeatureKind::number, 0});
    }
    if (static_cast<Index>(features.size()) != columns) {
        fail_invalid("x has " + std::to_string(columns) + " columns; the problem has " +
                     std::to_string(problem.feature_infos.size()) + " and more_features names " +
                     std::to_string(more.size()));
    }
    return features;
}

const Task& task_of(const TransferProblem& problem, std::size_t index) {
    const std::size_t targets = problem.targets.size();
    return index < targets ? problem.targets[index] : problem.sources.at(index - targets);
}

std::shared_ptr<HostModel> fit(const HostGate& gate, const std::string& learner, std::size_t task_index,
                               const Numbers& x, const Weights& y, const std::optional<Weights>& weights,
                               const Keys& materials, const std::vector<std::string>& more, bool out_of_bag) {
    const TransferProblem& problem = *open(gate).problem;
    const Task& task = task_of(problem, task_index);
    const MatrixView view = view_of(x);
    const std::vector<Feature> features = features_of(problem, view.columns(), more);
    const auto rows = static_cast<std::size_t>(view.rows());
    if (weights && static_cast<std::size_t>(weights->size()) != rows) {
        fail_invalid("expected one weight per row");
    }
    const TrainingSet training{view,
                               MatrixView(y.data(), view.rows(), 1, 1, 1),
                               weights ? Span<double>(weights->data(), rows) : Span<double>(),
                               {materials.data(), rows},
                               features,
                               Span<Label>(&task.label, 1),
                               task.stream};
    return without_lock([&] {
        const auto made = gate.host->make_learner(learner);
        auto model =
            out_of_bag ? fit_with_out_of_bag(*made, training, *gate.host) : made->fit(training, *gate.host);
        return std::make_shared<HostModel>(std::move(model), task.label);
    });
}

/// An Error becomes a Python exception that keeps its code.
void translate(std::exception_ptr thrown) {
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const Error& error) {
        const py::object type = bridge_module("errors").attr("HostError");
        PyErr_SetObject(type.ptr(), type(error.what(), error.code()).ptr());
    }
}

} // namespace

void define_host_types(const py::module_& module) {
    py::register_local_exception_translator(translate);
    // What is immutable is its own copy.
    const auto itself = [](const py::object& self, const py::object& /*memo*/) { return self; };
    py::class_<HostModel, std::shared_ptr<HostModel>>(module, "HostModel", py::module_local())
        .def("predict", &HostModel::predict)
        .def("predict_with_deviations", &HostModel::predict_with_deviations)
        .def("predict_out_of_bag", &HostModel::predict_out_of_bag)
        .def("__deepcopy__", itself);
    py::class_<HostGate, std::shared_ptr<HostGate>>(module, "HostGate", py::module_local())
        .def("fit", &fit)
        .def("cancelled", [](const HostGate& gate) { return open(gate).host->cancelled(); })
        .def("__deepcopy__", itself);
}

} // namespace sinter::plugins::python
