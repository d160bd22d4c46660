// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/left_out_materials.hpp"

#include <sinter/rounding.hpp>

#include <Eigen/Cholesky>

#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <utility>

namespace sinter::plugins::ridge {

LeftOutMaterials::LeftOutMaterials(const BasisRows& rows, const Eigen::VectorXd& y,
                                   const std::vector<std::uint64_t>& materials)
    : squares_(rows.basis->decomposition.squares), y_(y) {
    const Index rank = squares_.size();
    u_.resize(rows.a.rows(), rank + 1);
    u_.leftCols(rank) =
        rows.a * rows.basis->decomposition.directions * squares_.cwiseSqrt().cwiseInverse().asDiagonal();
    u_.col(rank) = (rows.weights / rows.weights.sum()).cwiseSqrt();
    std::map<std::uint64_t, std::vector<Index>> by_material;
    for (std::size_t i = 0; i < materials.size(); ++i) {
        by_material[materials[i]].push_back(static_cast<Index>(i));
    }
    for (auto& [material, of_material] : by_material) {
        Group group{std::move(of_material), {}, {}};
        group.u = u_(group.rows, Eigen::all);
        if (group.u.rows() > group.u.cols()) {
            group.gram = group.u.transpose() * group.u;
        }
        groups_.push_back(std::move(group));
    }
}

/// (I - B B')^-1 e with B = u diag(roots); of many rows as e + B (I - B'B)^-1 B'e.
Eigen::VectorXd LeftOutMaterials::left_out(const Group& group, const Eigen::VectorXd& roots,
                                           const Eigen::VectorXd& errors) const {
    const RowMatrix b = group.u * roots.asDiagonal();
    if (group.gram.size() == 0) {
        const Eigen::MatrixXd kept = Eigen::MatrixXd::Identity(b.rows(), b.rows()) - b * b.transpose();
        return kept.ldlt().solve(errors);
    }
    const Eigen::MatrixXd inner = Eigen::MatrixXd::Identity(roots.size(), roots.size()) -
                                  roots.asDiagonal() * group.gram * roots.asDiagonal();
    const Eigen::VectorXd along = b.transpose() * errors;
    return errors + b * inner.ldlt().solve(along);
}

LeftOutErrors LeftOutMaterials::at(double penalty) const {
    Eigen::VectorXd shares = Eigen::VectorXd::Ones(u_.cols()); // of the intercept 1
    shares.head(squares_.size()) = squares_.array() / (squares_.array() + penalty);
    const Eigen::VectorXd roots = shares.cwiseSqrt();
    const Eigen::VectorXd errors = y_ - u_ * shares.cwiseProduct(u_.transpose() * y_);
    LeftOutErrors sum;
    for (const Group& group : groups_) {
        const Eigen::VectorXd e = errors(group.rows);
        const Eigen::VectorXd r = left_out(group, roots, e);
        sum.squares += r.squaredNorm() / static_cast<double>(r.size());
        sum.products += e.dot(r) / static_cast<double>(r.size());
    }
    const auto count = static_cast<double>(groups_.size());
    return {sum.squares / count, sum.products / count};
}

double penalty_by_left_out_materials(const Decomposition& d, const LeftOutMaterials& left_out) {
    const std::vector<double> grid = penalty_grid(d);
    double best = grid.front();
    double least = std::numeric_limits<double>::infinity();
    for (const double penalty : grid) {
        if (left_out.materials() < 2) {
            break;
        }
        const double score = left_out.at(penalty).squares;
        if (score < (1 - rounding_share) * least) {
            least = score;
            best = penalty;
        }
    }
    return best;
}

} // namespace sinter::plugins::ridge
