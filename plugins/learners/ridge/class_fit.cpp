// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/ridge/class_fit.hpp"

#include "plugins/learners/ridge/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace sinter::plugins::ridge {
namespace {

constexpr std::size_t most_folds = 5;
constexpr std::size_t grid_size = 15;
constexpr std::size_t patience = 3;

double penalty_of_grid(std::size_t place) { return std::pow(10.0, 2.0 - 0.5 * static_cast<double>(place)); }

/// Fits the same rows at one penalty after the other, each from the solution of the one before.
class ClassFitter {
public:
    ClassFitter(const BasisRows& basis, const ClassRows& rows) : basis_(basis.basis) {
        const std::set<std::size_t> seen(rows.classes.begin(), rows.classes.end());
        seen_.assign(seen.begin(), seen.end());
        if (seen_.size() < 2) {
            return;
        }
        // In the directions of the decomposition the features are uncorrelated.
        const Eigen::MatrixXd& directions = basis_->decomposition.directions;
        problem_.x.resize(basis.a.rows(), directions.cols() + 1);
        problem_.x.leftCols(directions.cols()) =
            basis.weights.cwiseSqrt().cwiseInverse().asDiagonal() * (basis.a * directions);
        problem_.x.rightCols<1>().setOnes();
        problem_.class_count = static_cast<Index>(seen_.size());
        problem_.weights = basis.weights;
        for (const std::size_t c : rows.classes) {
            problem_.classes.push_back(std::lower_bound(seen_.begin(), seen_.end(), c) - seen_.begin());
        }
        last_ = intercepts_only(problem_);
    }

    ClassFit fit(std::size_t class_count, double penalty, double tolerance) {
        ClassFit fit;
        fit.basis = basis_;
        fit.class_count = class_count;
        fit.seen = seen_;
        fit.penalty = penalty;
        if (seen_.size() > 1) {
            last_ = solve_logistic(problem_, penalty, last_, tolerance);
            fit.intercepts = last_.bottomRows(1).transpose();
            fit.coefficients = basis_->decomposition.directions * last_.topRows(last_.rows() - 1);
        }
        return fit;
    }

private:
    std::shared_ptr<const Basis> basis_;
    std::vector<std::size_t> seen_;
    LogisticProblem problem_;
    Eigen::MatrixXd last_;
};

/// Which fold each row is left out of.
std::vector<std::size_t> folds_of(const std::vector<std::uint64_t>& materials, Stream stream) {
    const std::set<std::uint64_t> distinct(materials.begin(), materials.end());
    std::vector<std::uint64_t> shuffled(distinct.begin(), distinct.end());
    Draws(stream.derive("penalty folds")).shuffle(shuffled);
    std::map<std::uint64_t, std::size_t> fold_of;
    for (std::size_t i = 0; i < shuffled.size(); ++i) {
        fold_of[shuffled[i]] = i % std::min(most_folds, shuffled.size());
    }
    std::vector<std::size_t> folds;
    for (const std::uint64_t material : materials) {
        folds.push_back(fold_of[material]);
    }
    return folds;
}

/// Of each row: how many its material has, all of which count together as one.
Eigen::ArrayXd rows_of_materials(const std::vector<std::uint64_t>& materials) {
    std::map<std::uint64_t, double> counts;
    for (const std::uint64_t material : materials) {
        ++counts[material];
    }
    Eigen::ArrayXd rows(static_cast<Index>(materials.size()));
    for (std::size_t i = 0; i < materials.size(); ++i) {
        rows[static_cast<Index>(i)] = counts[materials[i]];
    }
    return rows;
}

ClassRows chosen(const ClassRows& all, const std::vector<Index>& rows) {
    ClassRows some;
    some.features = all.features(rows, Eigen::all);
    some.weights = all.weights(rows);
    some.class_count = all.class_count;
    for (const Index row : rows) {
        some.classes.push_back(all.classes[static_cast<std::size_t>(row)]);
    }
    return some;
}

double log_loss(const ClassFit& fit, const ClassRows& rows) {
    constexpr double floor = 1e-15;
    std::vector<double> probabilities(rows.class_count);
    double sum = 0;
    for (Index row = 0; row < rows.features.rows(); ++row) {
        fit.probabilities(rows.features, row, probabilities.data());
        const double own = probabilities[rows.classes[static_cast<std::size_t>(row)]];
        sum -= rows.weights(row) * std::log(std::max(own, floor));
    }
    return sum;
}

/// One fold's part of the search for a penalty.
class FoldSearch {
public:
    FoldSearch(const ClassRows& rows, const std::vector<std::size_t>& folds, std::size_t fold) {
        const auto tested = rows_where(folds, [&](std::size_t f) { return f == fold; });
        test_ = chosen(rows, tested);
        test_.weights.array() /= rows_of_materials(rows.materials)(tested);
        const auto training = chosen(rows, rows_where(folds, [&](std::size_t f) { return f != fold; }));
        const BasisRows basis = make_basis(training.features, training.weights);
        rows_ = basis.basis->rows;
        fitter_.emplace(basis, training);
    }

    /// Of the rows left out, at the next penalty of the grid.
    double loss_at(std::size_t place) {
        constexpr double tolerance = 1e-7; // for a comparison of losses
        return log_loss(fitter_->fit(test_.class_count, penalty_of_grid(place) * rows_, tolerance), test_);
    }

private:
    template <class Chosen>
    static std::vector<Index> rows_where(const std::vector<std::size_t>& folds, const Chosen& is_chosen) {
        std::vector<Index> rows;
        for (std::size_t row = 0; row < folds.size(); ++row) {
            if (is_chosen(folds[row])) {
                rows.push_back(static_cast<Index>(row));
            }
        }
        return rows;
    }

    ClassRows test_;
    double rows_ = 0; ///< it is fitted on
    std::optional<ClassFitter> fitter_;
};

} // namespace

void ClassFit::probabilities(MatrixView x, Index row, double* out) const {
    std::fill_n(out, class_count, 0.0);
    const Index predictors = intercepts.size();
    if (predictors == 0) {
        out[seen[0]] = 1;
        return;
    }
    // Written where the seen classes begin, then moved to their places from the last on.
    for (Index c = 0; c < predictors; ++c) {
        out[c] = intercepts(c) + basis->standardisation.dot(x, row, coefficients.col(c).data());
    }
    to_probabilities(out, predictors, 1);
    if (predictors == 1) {
        out[1] = out[0];
        out[0] = 1 - out[1];
    }
    for (std::size_t place = seen.size(); place-- > 0;) {
        const double probability = out[place];
        out[place] = 0;
        out[seen[place]] = probability;
    }
}

ClassFit fit_classes(const BasisRows& basis, const ClassRows& rows, double penalty) {
    constexpr double least = 1e-10;
    constexpr double tolerance = 1e-12;
    return ClassFitter(basis, rows)
        .fit(rows.class_count, std::max(penalty, least * basis.basis->rows), tolerance);
}

double penalty_by_log_loss(const ClassRows& rows, Stream stream, Host& host) {
    const std::vector<std::size_t> folds = folds_of(rows.materials, stream);
    const std::size_t count = *std::max_element(folds.begin(), folds.end()) + 1;
    if (count < 2) {
        return penalty_of_grid(0);
    }
    std::vector<std::unique_ptr<FoldSearch>> searches(count);
    std::vector<double> losses(count);
    std::size_t best = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t place = 0; place < grid_size && place <= best + patience; ++place) {
        host.parallel_for(static_cast<std::int64_t>(count), [&](std::int64_t i) {
            const auto fold = static_cast<std::size_t>(i);
            if (searches[fold] == nullptr) {
                searches[fold] = std::make_unique<FoldSearch>(rows, folds, fold);
            }
            losses[fold] = searches[fold]->loss_at(place);
        });
        const double loss = std::accumulate(losses.begin(), losses.end(), 0.0);
        if (loss < least) {
            least = loss;
            best = place;
        }
    }
    return penalty_of_grid(best);
}

} // namespace sinter::plugins::ridge
