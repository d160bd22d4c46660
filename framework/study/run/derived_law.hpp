// SPDX-License-Identifier: Apache-2.0
//
// The correlations of several targets' errors at the candidates of a fitted strategy.
#pragma once

#include "framework/evaluation/joint/tailed_law.hpp"
#include "framework/study/config/config.hpp"

#include <sinter/host.hpp>
#include <sinter/strategy.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sinter::study {

/// Fewer training materials with all labels tell nothing of how their errors go together.
inline constexpr Eigen::Index fewest_common_materials = 10;

/// A correlation matrix for every candidate.
class Correlations {
public:
    /// The same for all where there is one, else one per candidate.
    explicit Correlations(std::vector<Eigen::MatrixXd> matrices) : matrices_(std::move(matrices)) {}

    [[nodiscard]] const Eigen::MatrixXd& at(Eigen::Index candidate) const {
        return matrices_[matrices_.size() == 1 ? 0 : static_cast<std::size_t>(candidate)];
    }

private:
    std::vector<Eigen::MatrixXd> matrices_;
};

/// What a law came to.
struct FoundLaw {
    JointLaw law; ///< independent where the one that was asked for is not to be had
    Correlations correlations;
    double degrees = evaluation::normal_tails; ///< of the joint t law (tailed_law.hpp)
    std::string missing = {};                  ///< why it is not to be had; else empty
};

/// A strategy fitted on a problem, and what it is to predict.
struct FittedTasks {
    const TransferProblem& problem;
    const TransferModel& model;
    const Candidates& candidates;
};

/// `targets` are indices into the problem's, with numbers. `law` is not automatic.
[[nodiscard]] FoundLaw correlations_of(JointLaw law, const FittedTasks& fitted,
                                       const std::vector<std::size_t>& targets);

} // namespace sinter::study
