// SPDX-License-Identifier: Apache-2.0
//
// The weights of boosting for regression transfer (Pardoe and Stone 2010, "Boosting for regression transfer",
// ICML). Rows 0 .. n - 1 are the sources', the m behind them the target's; h_t is fitted with the weights w.
//
//   e_i    = |y_i - h_t(x_i)| / max_j |y_j - h_t(x_j)|              the linear loss of AdaBoost.R2 (Drucker 1997)
//   eps_t  = sum_i w_i e_i / sum_i w_i                              boosting ends at eps_t >= 1/2
//   beta_t = eps_t / (1 - eps_t)
//   y(x)   = the weighted median of h_t(x), with the weights ln(1 / beta_t)
#pragma once

#include <sinter/host.hpp>
#include <sinter/learner.hpp>
#include <sinter/random.hpp>
#include <sinter/strategy.hpp>
#include <sinter/task_rows.hpp>

#include <Eigen/Core>

#include <cstdint>
#include <memory>
#include <vector>

namespace sinter::plugins::boosted_transfer {

/// All rows of a problem with one target, as measurements of one label.
struct Pool {
    explicit Pool(const TransferProblem& problem);

    TaskRows rows;
    Index sources = 0;      ///< the first rows
    Eigen::ArrayXd weights; ///< before boosting: those of the records, with the sum 1
};

/// How members are fitted.
struct Boosting {
    const Learner& learner;
    Host& host;
    std::int64_t rounds;  ///< N
    bool read_out_of_bag; ///< members may have seen what they predict
};

/// Boosted members and their votes.
class Ensemble {
public:
    void add(std::shared_ptr<const Model> member, double vote);
    /// Leaves out the first half of the members: t = ceil(N / 2) .. N stay.
    void keep_second_half();
    /// The weighted median of the members' predictions. `out_of_bag`: of those that did not see the material.
    [[nodiscard]] Eigen::VectorXd predict(MatrixView x, Span<std::uint64_t> materials, bool out_of_bag) const;

private:
    std::vector<std::shared_ptr<const Model>> members_;
    std::vector<double> votes_;
};

/// TrAdaBoost.R2 (algorithm 2): eps_t of the target's rows;
///   w_i <- w_i beta^e_i       of a source, with beta = 1 / (1 + sqrt(2 ln n / N))
///   w_i <- w_i beta_t^(-e_i)  of the target.
[[nodiscard]] Ensemble boost_sources_down(const Pool& pool, const Boosting& boosting, Stream stream);

/// The first stage of two-stage TrAdaBoost.R2 (algorithm 3), one vector of weights per step s = 0 .. S - 1:
///   w_i <- w_i b_s^e_i of a source, with b_s so that the target's share of all weight is
///   m / (n + m) + s / (S - 1) (1 - m / (n + m)).
/// The last step leaves nothing to the sources. With weights of records their sums stand in for n and m.
[[nodiscard]] std::vector<Eigen::ArrayXd> source_weights(const Pool& pool, const Boosting& boosting,
                                                         std::int64_t steps, Stream stream);

/// The second stage, AdaBoost.R2': the weights of sources stay as they are,
///   w_i <- w_i beta_t^(1 - e_i) of the target, with the same sum as before.
[[nodiscard]] Ensemble boost_target(const Pool& pool, Eigen::ArrayXd weights, const Boosting& boosting,
                                    Stream stream);

} // namespace sinter::plugins::boosted_transfer
