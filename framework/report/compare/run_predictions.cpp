// SPDX-License-Identifier: Apache-2.0
#include "framework/report/compare/run_predictions.hpp"

#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/file_bytes.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/report/text/csv_text.hpp"

#include <sinter/rounding.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
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
    return numbers ? std::abs(difference_of(measured.value, predicted.value))
                   : (label == prediction ? 0.0 : 1.0);
}

} // namespace

RunPredictions read_predictions(const std::filesystem::path& file, std::string name) {
    const auto table = parsed(file);
    const auto places = places_of(table);
    RunPredictions run{std::move(name), {}, {}};
    for (std::size_t i = 0; i < table.row_count(); ++i) {
        const auto cell = [&](std::size_t column) { return table.cell(i, places[column]); };
        const FoldPlace place{std::string(without_guard(cell(1))), std::string(cell(2)),
                              whole(table, i, cell(3)), whole(table, i, cell(4))};
        const auto [own, is_new] = run.units.try_emplace(std::string(without_guard(cell(0))));
        if (is_new) {
            run.order.push_back(own->first);
        }
        auto& fold = own->second[place];
        fold.records.push_back(std::string(cell(5)) + " " + std::string(cell(6)));
        fold.losses.push_back(loss_of(cell(6), cell(7)));
    }
    return run;
}

} // namespace sinter::report
