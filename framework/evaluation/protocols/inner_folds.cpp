// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/inner_folds.hpp"

#include <string>
#include <utility>

namespace sinter::evaluation {

namespace {

Stream inner_stream(const Split& split, const Stream& study) {
    return study.derive("inner folds")
        .derive(static_cast<std::uint64_t>(split.repeat))
        .derive(static_cast<std::uint64_t>(split.fold));
}

template <class Value>
std::vector<Value> of_training(const Split& split, std::span<const Value> values) {
    std::vector<Value> chosen;
    for (const auto row : split.training) {
        chosen.push_back(values[static_cast<std::size_t>(row)]);
    }
    return chosen;
}

/// From positions among the training rows to rows.
void renumber(std::vector<std::int64_t>& rows, const Split& split) {
    for (auto& row : rows) {
        row = split.training[static_cast<std::size_t>(row)];
    }
}

diagnostics::InputError with_outer_fold(const diagnostics::InputError& error, const Split& split) {
    diagnostics::Diagnostics all;
    for (auto diagnostic : error.diagnostics().all()) {
        diagnostic.hints.push_back("among the training rows of repeat " + std::to_string(split.repeat) +
                                   ", fold " + std::to_string(split.fold));
        all.add(std::move(diagnostic));
    }
    return diagnostics::InputError(std::move(all));
}

template <class MakeFolds>
std::vector<Split> inside(const Split& split, MakeFolds make_folds) {
    try {
        auto folds = make_folds();
        for (auto& fold : folds) {
            renumber(fold.training, split);
            renumber(fold.test, split);
        }
        return folds;
    } catch (const diagnostics::InputError& error) {
        throw with_outer_fold(error, split);
    }
}

} // namespace

std::vector<Split> inner_folds(const Split& split, std::span<const std::uint64_t> groups,
                               const KFoldOptions& options, const Stream& study,
                               const diagnostics::Position& where) {
    return inside(split, [&] {
        return k_fold(of_training(split, groups), options, inner_stream(split, study), where);
    });
}

std::vector<Split> stratified_inner_folds(const Split& split, std::span<const std::uint64_t> groups,
                                          std::span<const std::int64_t> strata, const KFoldOptions& options,
                                          const Stream& study, const diagnostics::Position& where) {
    return inside(split, [&] {
        return stratified_k_fold(of_training(split, groups), of_training(split, strata), options,
                                 inner_stream(split, study), where);
    });
}

} // namespace sinter::evaluation
