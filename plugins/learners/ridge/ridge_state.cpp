// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/ridge_state.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

namespace sinter::plugins::ridge {
namespace {

constexpr std::uint32_t format = 2; // 1 had no rows_per_material
constexpr double infinity = std::numeric_limits<double>::infinity();

using BasisPointer = std::shared_ptr<const Basis>;

const BasisPointer& basis_of(const LabelFit& label) {
    return std::visit([](const auto& fit) -> const BasisPointer& { return fit.basis; }, label);
}

/// Those that the labels hang on, in the order of the labels.
std::vector<BasisPointer> distinct_bases(const std::vector<LabelFit>& labels) {
    std::vector<BasisPointer> bases;
    for (const LabelFit& label : labels) {
        if (std::find(bases.begin(), bases.end(), basis_of(label)) == bases.end()) {
            bases.push_back(basis_of(label));
        }
    }
    return bases;
}

void save_basis(const Basis& basis, StateWriter& state) {
    state.vector(basis.standardisation.mean);
    state.vector(basis.standardisation.inverse_scale);
    state.vector(basis.decomposition.squares);
    state.matrix(basis.decomposition.directions);
    state.real(basis.rows);
}
BasisPointer restored_basis(Index features, StateReader& state) {
    Basis basis;
    basis.standardisation.mean = state.vector("mean", features);
    basis.standardisation.inverse_scale = state.vector("inverse_scale", features);
    basis.decomposition.squares = state.vector("squares");
    basis.decomposition.directions = state.matrix("directions", features, basis.decomposition.squares.size());
    basis.rows = state.real("rows", 1, infinity);
    return std::make_shared<const Basis>(std::move(basis));
}

void save_fit(const NumberFit& fit, StateWriter& state) {
    state.real(fit.intercept);
    state.vector(fit.coefficients);
    state.real(fit.penalty);
    state.real(fit.noise_variance);
    state.real(fit.rows_per_material);
}
NumberFit restored_number(BasisPointer basis, Index features, StateReader& state) {
    NumberFit fit;
    fit.basis = std::move(basis);
    fit.intercept = state.real("intercept");
    fit.coefficients = state.vector("coefficients", features);
    fit.penalty = state.real("penalty", 0, infinity);
    fit.noise_variance = state.real("noise_variance");
    fit.rows_per_material = state.real("rows_per_material", 1, infinity);
    return fit;
}

void save_fit(const ClassFit& fit, StateWriter& state) {
    state.integer(static_cast<std::int64_t>(fit.class_count));
    state.numbers(std::vector<std::uint32_t>(fit.seen.begin(), fit.seen.end()));
    state.vector(fit.intercepts);
    state.matrix(fit.coefficients);
    state.real(fit.penalty);
}
/// Linear predictors of so many classes that were seen.
Index predictors(std::size_t seen) { return seen > 2 ? static_cast<Index>(seen) : seen == 2 ? 1 : 0; }

ClassFit restored_classes(BasisPointer basis, Index features, StateReader& state) {
    ClassFit fit;
    fit.basis = std::move(basis);
    fit.class_count =
        static_cast<std::size_t>(state.integer("class_count", 1, std::numeric_limits<std::uint32_t>::max()));
    for (const std::uint32_t seen : state.numbers<std::uint32_t>("seen")) {
        if (seen >= fit.class_count || (!fit.seen.empty() && seen <= fit.seen.back())) {
            state.refuse("the classes that were seen do not rise, or there are no such classes");
        }
        fit.seen.push_back(seen);
    }
    if (fit.seen.empty()) {
        state.refuse("no class was seen");
    }
    const Index m = predictors(fit.seen.size());
    fit.intercepts = state.vector("intercepts", m);
    fit.coefficients = state.matrix("coefficients", m > 0 ? features : 0, m);
    fit.penalty = state.real("penalty", 0, infinity);
    return fit;
}

} // namespace

void write_state(const RidgeModel& model, StateWriter& state) {
    state.begin("ridge", format);
    state.integer(model.features());
    const auto bases = distinct_bases(model.labels());
    state.count(bases.size());
    for (const BasisPointer& basis : bases) {
        save_basis(*basis, state);
    }
    state.count(model.labels().size());
    for (const LabelFit& label : model.labels()) {
        state.boolean(std::holds_alternative<ClassFit>(label));
        state.integer(std::find(bases.begin(), bases.end(), basis_of(label)) - bases.begin());
        std::visit([&](const auto& fit) { save_fit(fit, state); }, label);
    }
}

std::shared_ptr<const RidgeModel> read_state(StateReader& state) {
    state.begin("ridge", format, format);
    const Index features = state.integer("features", 0, std::numeric_limits<std::int32_t>::max());
    std::vector<BasisPointer> bases(state.count("bases", sizeof(double)));
    for (BasisPointer& basis : bases) {
        basis = restored_basis(features, state);
    }
    std::vector<LabelFit> labels;
    const std::size_t count = state.count("labels", sizeof(double));
    for (std::size_t label = 0; label < count; ++label) {
        const bool classes = state.boolean("classes");
        const auto basis = state.integer("basis", 0, static_cast<std::int64_t>(bases.size()) - 1);
        const BasisPointer& own = bases[static_cast<std::size_t>(basis)];
        if (classes) {
            labels.emplace_back(restored_classes(own, features, state));
        } else {
            labels.emplace_back(restored_number(own, features, state));
        }
    }
    return std::make_shared<const RidgeModel>(features, std::move(labels));
}

} // namespace sinter::plugins::ridge
