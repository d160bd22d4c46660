// SPDX-License-Identifier: Apache-2.0
//
// Learning the difference between two contexts (Hutchinson et al. 2017, section 2, "difference"): where a
// source explains most of the target, what remains is easier to learn than the target itself.
//
//   y(x) = rho s(x) + d(x)   s: the source column (sinter/source_column.hpp)
//                            d fitted on y_B - rho s(x) over the target's rows
//
// rho, the option `scale`: 1 is the plain difference, 0 the single task, between them the source is shrunk,
// above 1 it is stretched (the form of Kennedy and O'Hagan 2000, "Predicting the output from a complex
// computer code when fast approximations are available"). "auto" tries seven values and takes the one with
// the least composite out-of-bag error: every training row is predicted by rho s + d with both parts out of
// bag for its material. Not least squares of y_B on s: that finds the slope of s by itself, not the one that
// leaves the most learnable remainder.
//
// Both labels must have the same unit. One source serves all targets, each with a rho and d of its own.
#pragma once

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <optional>
#include <string>

namespace sinter::plugins {

class Difference final : public TransferStrategy {
public:
    static Parameters parameters();
    explicit Difference(const Options& options);

    [[nodiscard]] StrategyNeeds needs() const override;
    [[nodiscard]] std::shared_ptr<const TransferModel> fit(const TransferProblem& problem,
                                                           Host& host) const override;

private:
    std::string learner_;
    std::string source_learner_;
    std::optional<double> scale_; ///< none: auto
    SourcePolicy policy_;
};

} // namespace sinter::plugins
