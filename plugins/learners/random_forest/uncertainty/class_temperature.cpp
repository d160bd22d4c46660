// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/uncertainty/class_temperature.hpp"

#include <sinter/rounding.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

namespace sinter::plugins::random_forest {
namespace {

constexpr int halvings = 48;

/// log max(share, floor); minus infinity for classes that are not known.
RowMatrix log_shares(const RowMatrix& shares, const ClassTemperature& t) {
    RowMatrix logs(shares.rows(), shares.cols());
    for (Index k = 0; k < shares.cols(); ++k) {
        const bool known = t.known.empty() || t.known[static_cast<std::size_t>(k)] != 0;
        for (Index row = 0; row < shares.rows(); ++row) {
            logs(row, k) = known ? std::log(std::max(shares(row, k), t.floor))
                                 : -std::numeric_limits<double>::infinity();
        }
    }
    return logs;
}

/// softmax(logs / T) of one row.
template <class Row>
void soften(const Row& logs, double temperature, std::vector<double>& probabilities) {
    const double largest = logs.maxCoeff();
    double sum = 0;
    for (std::size_t k = 0; k < probabilities.size(); ++k) {
        probabilities[k] = std::exp((logs(static_cast<Index>(k)) - largest) / temperature);
        sum += probabilities[k];
    }
    for (double& p : probabilities) {
        p /= sum;
    }
}

/// Of the summed log loss, by 1/T: the expected less the actual log share of the right class.
double slope(const ClassVotes& votes, const RowMatrix& logs, double temperature) {
    std::vector<double> probabilities(static_cast<std::size_t>(logs.cols()));
    double sum = 0;
    double size = 0;
    for (Index row = 0; row < logs.rows(); ++row) {
        soften(logs.row(row), temperature, probabilities);
        const auto i = static_cast<std::size_t>(row);
        const double right = logs(row, static_cast<Index>(votes.right_classes[i]));
        for (std::size_t k = 0; k < probabilities.size(); ++k) {
            if (probabilities[k] > 0) { // 0 x infinity is 0 here
                const double term =
                    votes.weights[i] * probabilities[k] * (logs(row, static_cast<Index>(k)) - right);
                sum += term;
                size += std::abs(term);
            }
        }
    }
    return beyond_rounding(sum, size);
}

} // namespace

void ClassTemperature::apply(MatrixOut shares) const {
    if (temperature == 1) {
        return;
    }
    std::vector<double> probabilities(static_cast<std::size_t>(shares.columns()));
    const RowMatrix given = shares.map();
    const RowMatrix logs = log_shares(given, *this);
    for (Index row = 0; row < given.rows(); ++row) {
        if (given.row(row).hasNaN()) {
            continue;
        }
        soften(logs.row(row), temperature, probabilities);
        for (Index k = 0; k < given.cols(); ++k) {
            shares(row, k) = probabilities[static_cast<std::size_t>(k)];
        }
    }
}

double log_loss(const ClassVotes& votes, const ClassTemperature& temperature) {
    const RowMatrix logs = log_shares(votes.shares, temperature);
    std::vector<double> probabilities(static_cast<std::size_t>(logs.cols()));
    double sum = 0;
    double weight = 0;
    for (Index row = 0; row < logs.rows(); ++row) {
        const auto i = static_cast<std::size_t>(row);
        soften(logs.row(row), temperature.temperature, probabilities);
        sum -= votes.weights[i] * std::log(probabilities[votes.right_classes[i]]);
        weight += votes.weights[i];
    }
    return sum / weight;
}

ClassTemperature fit_temperature(const ClassVotes& votes, double floor, std::vector<std::uint8_t> known) {
    ClassTemperature fitted{1, floor, std::move(known)};
    const RowMatrix logs = log_shares(votes.shares, fitted);
    if (slope(votes, logs, 1) == 0) {
        return fitted;
    }
    double low = std::log(least_temperature);
    double high = std::log(largest_temperature);
    for (int i = 0; i < halvings; ++i) {
        const double middle = (low + high) / 2;
        // The loss falls with 1/T as long as the right classes are expected less than they occur.
        (slope(votes, logs, std::exp(middle)) < 0 ? high : low) = middle;
    }
    fitted.temperature = std::exp((low + high) / 2);
    return fitted;
}

} // namespace sinter::plugins::random_forest
