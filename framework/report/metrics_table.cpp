// SPDX-License-Identifier: Apache-2.0
#include "framework/report/metrics_table.hpp"

#include "framework/report/ordered_units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace sinter::report {

namespace {

using Units = std::span<const study::UnitResult* const>;

/// The test rows of some folds, pooled.
struct Pool {
    std::vector<double> labels;
    std::vector<double> means;
    std::vector<double> sigmas;
    std::vector<double> training_means;
};

Pool pooled(Units units) {
    Pool pool;
    for (const auto* unit : units) {
        for (const auto& row : unit->predictions) {
            pool.labels.push_back(row.label);
            pool.means.push_back(row.mean);
            pool.sigmas.push_back(row.sigma_obs);
            pool.training_means.push_back(unit->training_mean);
        }
    }
    return pool;
}

MetricsRow row_of(Level level, Units units) {
    MetricsRow row;
    row.level = level;
    row.strategy = units[0]->strategy;
    row.target = units[0]->target;
    row.fraction = units[0]->fraction;
    row.repeat = units[0]->repeat;
    row.fold = units[0]->fold;
    for (const auto* unit : units) {
        row.n_training += static_cast<double>(unit->training_rows) / static_cast<double>(units.size());
    }
    const auto pool = pooled(units);
    row.regression = evaluation::regression_metrics(pool.labels, pool.means, pool.training_means);
    row.uncertainty = evaluation::uncertainty_metrics(pool.labels, pool.means, pool.sigmas);
    row.n_test = static_cast<double>(row.regression.n);
    row.n_sigma = static_cast<double>(row.uncertainty.n);
    row.n_sigma_zero = static_cast<double>(row.uncertainty.n_zero);
    return row;
}

template <class Get>
double mean_of(const std::vector<MetricsRow>& rows, Get get) {
    double sum = 0;
    for (const auto& row : rows) {
        sum += get(row);
    }
    return sum / static_cast<double>(rows.size());
}

MetricsRow mean_row(Level level, const std::vector<MetricsRow>& rows) {
    MetricsRow mean;
    mean.level = level;
    mean.strategy = rows[0].strategy;
    mean.target = rows[0].target;
    mean.fraction = rows[0].fraction;
    for (const auto count :
         {&MetricsRow::n_training, &MetricsRow::n_test, &MetricsRow::n_sigma, &MetricsRow::n_sigma_zero}) {
        mean.*count = mean_of(rows, [&](const MetricsRow& row) { return row.*count; });
    }
    for (const auto& field : evaluation::regression_fields) {
        mean.regression.*field.value =
            mean_of(rows, [&](const MetricsRow& row) { return row.regression.*field.value; });
    }
    for (const auto& field : evaluation::uncertainty_fields) {
        mean.uncertainty.*field.value =
            mean_of(rows, [&](const MetricsRow& row) { return row.uncertainty.*field.value; });
    }
    return mean;
}

/// The longest run from `first` on of units for which `same` holds with the first of them.
template <class Same>
Units leading(Units units, Same same) {
    std::size_t n = 0;
    while (n < units.size() && same(*units[0], *units[n])) {
        ++n;
    }
    return units.first(n);
}

/// All rows of one strategy at one fraction.
void add_strategy(Units units, std::vector<MetricsRow>& table) {
    std::vector<MetricsRow> folds;
    std::vector<MetricsRow> repeats;
    while (!units.empty()) {
        const auto repeat = leading(units, [](const auto& a, const auto& b) { return a.repeat == b.repeat; });
        for (std::size_t i = 0; i < repeat.size(); ++i) {
            folds.push_back(row_of(Level::fold, repeat.subspan(i, 1)));
            table.push_back(folds.back());
        }
        repeats.push_back(row_of(Level::repeat, repeat));
        table.push_back(repeats.back());
        units = units.subspan(repeat.size());
    }
    table.push_back(mean_row(Level::mean, repeats));
    table.push_back(mean_row(Level::mean_of_folds, folds));
}

} // namespace

std::vector<MetricsRow> metrics_table(const study::StudyResults& results) {
    const auto ordered = ordered_units(results);
    std::vector<MetricsRow> table;
    for (Units rest = ordered; !rest.empty();) {
        const auto units = leading(rest, [](const auto& a, const auto& b) {
            return a.strategy == b.strategy && a.fraction == b.fraction;
        });
        add_strategy(units, table);
        rest = rest.subspan(units.size());
    }
    return table;
}

const MetricsRow* headline(const std::vector<MetricsRow>& table, std::string_view strategy, double fraction) {
    const auto found = std::find_if(table.begin(), table.end(), [&](const MetricsRow& row) {
        return row.level == Level::mean && row.strategy == strategy && row.fraction == fraction;
    });
    return found == table.end() ? nullptr : &*found;
}

double fold_spread_of_mae(const std::vector<MetricsRow>& table, std::string_view strategy, double fraction) {
    std::vector<double> values;
    double mean = 0;
    for (const auto& row : table) {
        if (row.level == Level::fold && row.strategy == strategy && row.fraction == fraction) {
            values.push_back(row.regression.mae);
            mean += row.regression.mae;
        }
    }
    if (values.size() < 2) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    mean /= static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

double full_fraction(const study::StudyResults& results) {
    const auto fractions = fractions_of(results);
    return fractions.empty() ? 1.0 : fractions.back();
}

} // namespace sinter::report
