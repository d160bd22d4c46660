// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"

#include "plugins/learners/random_forest/uncertainty/monte_carlo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sinter::plugins::random_forest {
namespace {

/// lower += B-sized products of columns that are first scaled by `scales`, one per material.
void add_squares(const RowMatrix& columns, const Eigen::ArrayXd& scales, RowMatrix& lower) {
    const RowMatrix scaled = columns.transpose().array().colwise() * scales;
    LeftFactor(scaled).add_product(scaled, lower, LeftFactor::Part::lower);
}

/// The form as the left factor of t'Qt = sum_m t_m (q_mm t_m + 2 sum_{k < m} q_km t_k).
LeftFactor triangle_of(const RowMatrix& form) {
    RowMatrix doubled = 2 * form;
    doubled.diagonal() = form.diagonal();
    return LeftFactor(doubled, LeftFactor::Shape::upper);
}

} // namespace

Jackknife::Jackknife(const BagCounts& bags)
    : bags_(&bags), shares_(bags), form_(RowMatrix::Zero(bags.trees, bags.trees)) {
    const auto n = static_cast<double>(bags.materials);
    const auto trees = static_cast<double>(bags.trees);
    bias_factor_ = (n - 1) / (n * trees * trees);
    for (Index first = 0; first < bags.materials; first += materials_at_once) {
        const MaterialColumns columns = shares_.columns(bags, first);
        Eigen::ArrayXd infinitesimal(columns.after.cols());
        Eigen::ArrayXd after(columns.after.cols());
        for (Index i = 0; i < infinitesimal.size(); ++i) {
            const TermShares& s = shares_.shares(first + i);
            infinitesimal(i) = std::sqrt(s.infinitesimal);
            after(i) = std::sqrt(s.after);
            bias_ += s.bias * bias_factor_;
        }
        add_squares(columns.infinitesimal, infinitesimal, form_);
        add_squares(columns.after, after, form_);
    }
    form_.triangularView<Eigen::StrictlyUpper>() = form_.transpose();
    form_.diagonal().array() -= bias_;
    triangle_ = std::make_unique<const LeftFactor>(triangle_of(form_));
}

Jackknife::~Jackknife() = default;

Eigen::VectorXd Jackknife::sums(const RowMatrix& centred) const { return triangle_->quadratic(centred); }

Eigen::VectorXd Jackknife::variances(const RowMatrix& centred) const {
    Eigen::VectorXd result = sums(centred);
    RowsToReplace rows(centred.rows());
    rows.add(centred, result, 0);
    rows.replace(*this, result);
    return result;
}

Eigen::VectorXd Jackknife::replacements(const RowMatrix& centred) const {
    std::call_once(largest_made_, [&] { largest_ = std::make_unique<const LargestTerm>(*bags_, shares_); });
    Eigen::VectorXd result(centred.cols());
    constexpr auto together = static_cast<Index>(LargestTerm::lanes);
    for (Index first = 0; first < centred.cols(); first += together) {
        const auto candidates = largest_->candidates(centred, first);
        for (Index i = 0; i < std::min(together, centred.cols() - first); ++i) {
            result(first + i) = replacement(centred.col(first + i), candidates[static_cast<std::size_t>(i)]);
        }
    }
    return result;
}

void RowsToReplace::add(const RowMatrix& centred, const Eigen::VectorXd& sums, Index first) {
    for (Index row = 0; row < sums.size(); ++row) {
        if (!(sums(row) > 0)) {
            rows_.push_back(first + row);
            for (Index b = 0; b < centred.rows(); ++b) {
                columns_.push_back(centred(b, row));
            }
        }
    }
}

void RowsToReplace::replace(const Jackknife& jackknife, Eigen::Ref<Eigen::VectorXd> sums) const {
    if (rows_.empty()) {
        return;
    }
    const Eigen::Map<const Eigen::MatrixXd> columns(columns_.data(), trees_,
                                                    static_cast<Index>(rows_.size()));
    const Eigen::VectorXd replaced = jackknife.replacements(columns);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        sums(rows_[i]) = replaced(static_cast<Index>(i));
    }
}

double Jackknife::replacement(const Eigen::VectorXd& t, const std::vector<Index>& candidates) const {
    double squares = 0;
    for (Index b = 0; b < t.size(); ++b) {
        squares += t(b) * t(b);
    }
    double largest = -std::numeric_limits<double>::infinity();
    for (const Index material : candidates) {
        largest = std::max(largest, term(t, squares, material));
    }
    if (largest > 0) {
        return largest;
    }
    double smallest = std::numeric_limits<double>::infinity();
    for (Index material = 0; material < bags_->materials; ++material) {
        smallest = std::min(smallest, term(t, squares, material));
    }
    return std::abs(smallest);
}

double Jackknife::term(const Eigen::VectorXd& t, double squares, Index material) const {
    const double mean = shares_.mean_count(material);
    double infinitesimal = 0;
    double after = 0;
    double all = 0;
    for (Index b = 0; b < t.size(); ++b) {
        const std::uint8_t count = bags_->of_tree(b)[material];
        infinitesimal += (count - mean) * t(b);
        after += count == 0 ? t(b) : 0;
        all += t(b);
    }
    const auto trees = static_cast<double>(bags_->trees);
    const double absent = shares_.absent(material);
    infinitesimal /= trees;
    after = absent > 0 ? after / absent - all / trees : 0;
    const TermShares& s = shares_.shares(material);
    return s.infinitesimal * infinitesimal * infinitesimal + s.after * after * after -
           s.bias * bias_factor_ * squares;
}

Eigen::VectorXd Jackknife::monte_carlo_variances(const RowMatrix& centred) const {
    std::call_once(monte_carlo_made_, [&] { monte_carlo_ = std::make_unique<const MonteCarloForm>(form_); });
    return monte_carlo_->variances(centred);
}

Jackknife::Influences Jackknife::influences(const RowMatrix& centred) const {
    Influences all{RowMatrix(bags_->materials, centred.cols()), RowMatrix(bags_->materials, centred.cols())};
    for (Index first = 0; first < bags_->materials; first += materials_at_once) {
        const MaterialColumns columns = shares_.columns(*bags_, first);
        const Index count = columns.after.cols();
        all.infinitesimal.middleRows(first, count) =
            ordered_product(LeftFactor(columns.infinitesimal), count, centred);
        all.after.middleRows(first, count) = ordered_product(LeftFactor(columns.after), count, centred);
    }
    return all;
}

} // namespace sinter::plugins::random_forest
