// SPDX-License-Identifier: Apache-2.0
//
// An expression over labels whose joint law is normal, or Student's t (tailed_law.hpp): what is its law?
#pragma once

#include "framework/evaluation/joint/expression.hpp"
#include "framework/evaluation/joint/tailed_law.hpp"

#include <sinter/random.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace sinter::evaluation {

/// Points of a law that samples are taken at. Half of them is a Sobol sequence (Joe and Kuo 2008) under a
/// random digital shift, mapped to the normal law; the other half is its mirror image.
inline constexpr Eigen::Index joint_points = 4096;

/// joint_points x dimensions, independent standard normal. The same stream gives the same points.
[[nodiscard]] Eigen::MatrixXd standard_normal_points(Eigen::Index dimensions, const Stream& stream);

/// Of a number its middle and sigma (tailed_law.hpp), of a class the probability of each.
struct DerivedLaw {
    double mean = 0;
    double sigma = 0;
    std::vector<double> shares; ///< of argmax and argmin; else empty
};

/// The labels at one candidate, on the scale on which they were fitted.
struct Marginals {
    Eigen::VectorXd mean;
    Eigen::VectorXd sigma; ///< not negative
};

/// From the fitted scale back to the label's own, in place; one column per label. Empty: they are the same.
using UndoTransforms = std::function<void(Eigen::Ref<Eigen::MatrixXd>)>;

/// The laws of one expression at many candidates. A value; const members may be called from several threads.
class Propagation {
public:
    /// `expression` outlives it. `undo`: given where a label was fitted under a transform.
    /// `degrees`: of the joint t law, one for all labels.
    Propagation(const Expression& expression, UndoTransforms undo, const Stream& stream,
                double degrees = normal_tails);

    /// A linear expression of labels without transforms is exact: its mean is that of the means, its variance
    /// the quadratic form of the covariances, and its degrees are those of the labels. Any other is from the
    /// points: mean and standard deviation of its values; where tails are not normal, median and half the
    /// width of the central interval. A probability is (points of the class + 1/2) / (points + classes / 2):
    /// so many points can't tell a small probability from none (Jeffreys' prior).
    ///
    /// `correlation` is positive semi-definite, one row per name of the expression.
    [[nodiscard]] DerivedLaw law(const Marginals& marginals,
                                 const Eigen::Ref<const Eigen::MatrixXd>& correlation) const;

    [[nodiscard]] bool is_exact() const { return linear_.has_value(); }

private:
    [[nodiscard]] DerivedLaw from_points(const Eigen::Ref<const Eigen::ArrayXd>& values) const;

    const Expression* expression_;
    UndoTransforms undo_;
    std::optional<LinearForm> linear_; ///< where that gives the law
    std::size_t classes_ = 0;
    double degrees_;
    Eigen::MatrixXd points_; ///< of the law with sigma 1 and no correlation
};

/// -log of the joint density (normal, or multivariate t of so many degrees), of residuals e = label - mean of
/// several labels. Infinite where the
/// covariance has no inverse.
[[nodiscard]] double joint_negative_log_likelihood(const Eigen::Ref<const Eigen::VectorXd>& residuals,
                                                   const Eigen::Ref<const Eigen::VectorXd>& sigma,
                                                   const Eigen::Ref<const Eigen::MatrixXd>& correlation,
                                                   double degrees = normal_tails);

} // namespace sinter::evaluation
