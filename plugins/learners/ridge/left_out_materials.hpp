// SPDX-License-Identifier: Apache-2.0
//
// What a ridge regression would say of each material, had it not seen that material's rows.
#pragma once

#include "plugins/learners/ridge/basis.hpp"

#include <cstdint>
#include <vector>

namespace sinter::plugins::ridge {

/// Means over the materials of what the rows of each have on average, so that a material counts once.
struct LeftOutErrors {
    double squares = 0;  ///< w r^2, r the error of the fit without the material
    double products = 0; ///< w e r, e the error of the fit with it: the noise variance without bias if the
                         ///< penalty is 0 and errors are independent
};

/// With H the hat matrix of weighted rows, intercept included, and e = (I - H) y, the errors of a material g
/// by the fit to all others are r_g = (I - H_gg)^-1 e_g, exactly: nothing is fitted again (the group form of
/// the PRESS residual, Cook and Weisberg 1982, section 2.2.3). The standardisation stays that of all rows.
class LeftOutMaterials {
public:
    /// `y`: the roots of the weights times the centred label; `materials`: one per row.
    LeftOutMaterials(const BasisRows& rows, const Eigen::VectorXd& y,
                     const std::vector<std::uint64_t>& materials);

    [[nodiscard]] Index materials() const noexcept { return static_cast<Index>(groups_.size()); }
    [[nodiscard]] double rows_per_material() const noexcept {
        return static_cast<double>(y_.size()) / static_cast<double>(groups_.size());
    }
    /// Requires two materials, and a penalty above 0 if rows are no more than features.
    [[nodiscard]] LeftOutErrors at(double penalty) const;

private:
    struct Group {
        std::vector<Index> rows;
        RowMatrix u;    ///< the rows of u_
        RowMatrix gram; ///< u'u; only if there are more rows than columns
    };
    [[nodiscard]] Eigen::VectorXd left_out(const Group& group, const Eigen::VectorXd& roots,
                                           const Eigen::VectorXd& errors) const;

    const Eigen::VectorXd squares_; ///< of the singular values
    Eigen::VectorXd y_;
    RowMatrix u_; ///< n x (r + 1): left singular vectors, then that of the intercept
    std::vector<Group> groups_;
};

/// The penalty of the grid (decomposition.hpp) with the least mean square error of left-out materials; the
/// larger of equals, and the largest if there is one material only.
[[nodiscard]] double penalty_by_left_out_materials(const Decomposition& d, const LeftOutMaterials& left_out);

} // namespace sinter::plugins::ridge
