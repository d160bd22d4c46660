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
// Several sources become one, s = sum_k w_k s_k, by the option `combine`: their mean; the one whose
// difference has the least composite out-of-bag error; or the weights, not negative and of sum one, by which
// the sources as candidates see them are nearest to y_B.
//
// All labels must have the same unit. The sources serve all targets, each with weights, a rho and a d of its
// own. sigma_obs is that of d, whose residuals contain the source's error; where candidates see the source
// otherwise than training rows do, it is rescaled to the composite out-of-bag errors (sinter/residual_ratio.hpp).
#pragma once

#include "plugins/strategies/difference/combine.hpp"

#include <sinter/parameters.hpp>
#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <memory>
#include <optional>
#include <string>

namespace sinter::plugins::difference {

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
    Combine combine_;
    SourcePolicy policy_;
};

} // namespace sinter::plugins::difference
