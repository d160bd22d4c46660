// SPDX-License-Identifier: Apache-2.0
#include "framework/report/run_comparison.hpp"

#include "framework/data/csv.hpp"
#include "framework/data/file_bytes.hpp"
#include "framework/data/number_column.hpp"
#include "framework/report/number_format.hpp"
#include "framework/report/text_layout.hpp"
#include "framework/report/words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace sinter::report {

namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

constexpr std::array<const char*, 8> needed{"strategy", "target", "fraction", "repeat",
                                            "fold",     "row",    "label",    "mean"};

[[noreturn]] void refuse(const std::string& file, std::uint32_t line, const std::string& what) {
    throw InputError(ErrorKind::data, {file, line, 0}, what,
                     {"expected the predictions.csv that `sinter run` wrote"});
}

data::CsvTable parsed(const std::filesystem::path& file) {
    Diagnostics diagnostics;
    const auto bytes = data::read_file({file.string(), {file.string(), 0, 0}}, diagnostics);
    auto table = bytes ? data::parse_csv(*bytes, file.string(), diagnostics) : std::nullopt;
    if (!table) {
        throw InputError(diagnostics);
    }
    if (!table->uneven_rows().empty()) {
        refuse(file.string(), table->uneven_rows().front().line, "a row does not have a cell a column");
    }
    return std::move(*table);
}

std::array<std::size_t, needed.size()> places_of(const data::CsvTable& table) {
    std::array<std::size_t, needed.size()> places{};
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const auto place = table.column(needed[i]);
        if (!place) {
            refuse(table.file(), 1, fmt::format("there is no column \"{}\"", needed[i]));
        }
        places[i] = *place;
    }
    return places;
}

int whole(const data::CsvTable& table, std::size_t row, std::string_view text) {
    const auto number = data::parse_number(text);
    constexpr double most = 1e9;
    if (number.problem != data::NumberProblem::none || number.value < 0 || number.value > most ||
        number.value != std::floor(number.value)) {
        refuse(table.file(), table.line(row), fmt::format("\"{}\" is not a repeat or fold", text));
    }
    return static_cast<int>(number.value);
}

/// Two numbers give a distance; anything else is a class, right or wrong.
double loss_of(std::string_view label, std::string_view prediction) {
    const auto measured = data::parse_number(label);
    const auto predicted = data::parse_number(prediction);
    const bool numbers =
        measured.problem == data::NumberProblem::none && predicted.problem == data::NumberProblem::none;
    return numbers ? std::abs(measured.value - predicted.value) : (label == prediction ? 0.0 : 1.0);
}

double sum_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum;
}

/// Losses of the folds that two runs share, one entry a fold.
struct Shared {
    std::vector<double> first;
    std::vector<double> other;
    double loss = 0; ///< of the other, all records
    double rows = 0;
    std::int64_t different = 0;
    std::set<int> fold_numbers;
};

using Folds = std::map<FoldPlace, FoldPredictions>;

Shared shared_folds(const Folds& first, const Folds& other, const std::string& target,
                    const std::string& fraction) {
    Shared shared;
    for (const auto& [place, predictions] : other) {
        const auto found = first.find(place);
        if (std::get<0>(place) != target || std::get<1>(place) != fraction || found == first.end()) {
            continue;
        }
        if (found->second.records != predictions.records) {
            ++shared.different;
            continue;
        }
        const auto rows = static_cast<double>(predictions.losses.size());
        shared.first.push_back(sum_of(found->second.losses) / rows);
        shared.other.push_back(sum_of(predictions.losses) / rows);
        shared.loss += sum_of(predictions.losses);
        shared.rows += rows;
        shared.fold_numbers.insert(std::get<3>(place));
    }
    return shared;
}

RunComparisonRow row_of(const Folds& first, const Folds& other, const std::string& target,
                        const std::string& fraction) {
    const Shared shared = shared_folds(first, other, target, fraction);
    RunComparisonRow row;
    row.target = target;
    row.fraction = fraction;
    row.mean_loss = shared.rows > 0 ? shared.loss / shared.rows : std::nan("");
    row.folds = static_cast<std::int64_t>(shared.other.size());
    row.other_folds = shared.different;
    const auto folds = static_cast<double>(shared.fold_numbers.size());
    if (&first != &other && row.folds > 0) {
        // A single split a repeat does not tell its share of test rows; then there is a ratio and no
        // interval.
        row.ratio = evaluation::corrected_resampled_ratio(shared.other, shared.first,
                                                          folds > 1 ? 1 / (folds - 1) : std::nan(""));
    }
    return row;
}

/// Largest fraction last, as a reader expects; equal texts are one.
std::vector<std::pair<std::string, std::string>> targets_and_fractions(const RunPredictions& run) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& [strategy, folds] : run.units) {
        for (const auto& [place, predictions] : folds) {
            std::pair<std::string, std::string> one{std::get<0>(place), std::get<1>(place)};
            if (std::find(all.begin(), all.end(), one) == all.end()) {
                all.push_back(std::move(one));
            }
        }
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first, data::parse_number(a.second).value) <
               std::pair(b.first, data::parse_number(b.second).value);
    });
    return all;
}

} // namespace

RunPredictions read_predictions(const std::filesystem::path& file, std::string name) {
    const auto table = parsed(file);
    const auto places = places_of(table);
    RunPredictions run{std::move(name), {}};
    for (std::size_t i = 0; i < table.row_count(); ++i) {
        const auto cell = [&](std::size_t column) { return table.cell(i, places[column]); };
        const FoldPlace place{std::string(cell(1)), std::string(cell(2)), whole(table, i, cell(3)),
                              whole(table, i, cell(4))};
        auto& fold = run.units[std::string(cell(0))][place];
        fold.records.push_back(std::string(cell(5)) + " " + std::string(cell(6)));
        fold.losses.push_back(loss_of(cell(6), cell(7)));
    }
    return run;
}

std::vector<RunComparisonRow> compare_runs(const std::vector<RunPredictions>& runs) {
    std::vector<RunComparisonRow> rows;
    for (const auto& [target, fraction] : targets_and_fractions(runs.front())) {
        for (const auto& [strategy, first] : runs.front().units) {
            for (std::size_t run = 0; run < runs.size(); ++run) {
                const auto found = runs[run].units.find(strategy);
                if (found == runs[run].units.end()) {
                    continue;
                }
                auto row = row_of(first, found->second, target, fraction);
                if (row.folds == 0 && row.other_folds == 0) {
                    continue;
                }
                row.strategy = strategy;
                row.run = run;
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

std::string run_comparison_text(const std::vector<RunPredictions>& runs,
                                const std::vector<RunComparisonRow>& rows) {
    std::string text;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        text += fmt::format("run {}  {}\n", run + 1, printable(runs[run].name));
    }
    std::optional<TextTable> table;
    std::string part;
    const auto flush = [&] {
        if (table) {
            text += "\n" + part + "\n" + table->str(0);
        }
    };
    for (const auto& row : rows) {
        auto title = fmt::format("{}, {} of the training groups: mean loss (absolute error, or wrong class)",
                                 printable(row.target), row.fraction);
        if (title != part) {
            flush();
            part = std::move(title);
            table.emplace(std::vector<std::string>{"strategy", "run", "loss", "folds", "ratio to run 1"});
        }
        const bool compared = !std::isnan(row.ratio.ratio);
        std::string folds = fmt::format("{}", row.folds);
        if (row.other_folds > 0) {
            folds += fmt::format(" (+{} with other records)", row.other_folds);
        }
        table->add({printable(row.strategy), fmt::format("{}", row.run + 1), short_number(row.mean_loss),
                    folds, compared ? ratio_in_words(row.ratio) : "-"});
    }
    flush();
    return text;
}

} // namespace sinter::report
