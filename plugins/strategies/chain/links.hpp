// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sinter/source_column.hpp>
#include <sinter/strategy.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <vector>

namespace sinter::plugins::chain {

enum class ChainKind { latent, difference };

/// What the next link of a chain reads of some rows.
struct LinkView {
    RowMatrix features;      ///< x, and in a latent chain the columns of the links so far
    RowMatrix deviations;    ///< sigma_mean of these columns; of a class's probability 0
    Eigen::ArrayXd sum;      ///< of a difference chain: s of the last link
    Eigen::ArrayXd variance; ///< of the sum
    std::vector<Feature> infos;

    explicit LinkView(MatrixView x);
    void append(const Label& label, const RowMatrix& columns, const RowMatrix& sigma);
};

/// The fitted sources of a chain. Immutable once made.
class Links {
public:
    /// Fits source order[0], then order[1] on what it predicts, and so on.
    Links(ChainKind kind, const SourcePolicy& policy, const std::vector<std::size_t>& order,
          const TransferProblem& problem, const Learner& learner, Host& host);

    /// Fits the last link, the target, which sees of the sources what training rows see.
    [[nodiscard]] SourceColumn fit_target(const TransferProblem& problem, const Task& target,
                                          const Learner& learner, Host& host) const;

    /// What the target reads of candidates, with deviations.
    [[nodiscard]] LinkView for_candidates(const Candidates& candidates) const;
    /// The same by members that did not see the candidates' materials, without deviations.
    [[nodiscard]] LinkView out_of_bag(const Candidates& candidates) const;
    /// sigma_mean squared of a number that `column` predicts from the view: its own, and what the deviations
    /// of the columns that it reads make of it, each moved up and down by itself.
    [[nodiscard]] static Eigen::ArrayXd variance(const SourceColumn& column, const LinkView& view,
                                                 const Candidates& candidates,
                                                 const Eigen::ArrayXd& own_deviation);

private:
    /// The task's rows that have all that a link reads, with the label that it learns.
    [[nodiscard]] SourceColumn fit_link(const SourcePolicy& policy, TransferProblem problem,
                                        std::size_t source, const Learner& learner, Host& host) const;
    void set_known(const Candidates& candidates, std::size_t source, LinkView& view) const;

    ChainKind kind_;
    SourcePolicy policy_;
    std::vector<std::size_t> order_;
    std::vector<SourceColumn> columns_; ///< in a difference chain of the differences
    LinkView training_;                 ///< of all rows of the problem
};

} // namespace sinter::plugins::chain
