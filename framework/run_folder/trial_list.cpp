// SPDX-License-Identifier: Apache-2.0
#include "framework/run_folder/trial_list.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/report/text/csv_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace sinter::report {

namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

enum ListColumn : std::size_t { at_trial, at_strategy, at_repeat, at_fold, at_inner_fold, at_fraction };
constexpr std::array<const char*, 6> columns{"trial", "strategy", "repeat", "fold", "inner_fold", "fraction"};

[[noreturn]] void refuse(const std::string& file, std::uint32_t line, const std::string& what) {
    throw InputError(ErrorKind::data, {file, line, 0}, what,
                     {"expected the list of trials that `sinter run` wrote; `sinter run` of the same config "
                      "writes it again, and runs no finished trial twice"});
}

data::CsvTable parsed(const std::filesystem::path& file) {
    const auto bytes = bytes::whole_file(file, bytes::Links::refused);
    if (!bytes) {
        refuse(file.string(), 0, "the list of trials is not there or cannot be read");
    }
    Diagnostics diagnostics;
    auto table = data::parse_csv(*bytes, file.string(), diagnostics);
    if (!table) {
        const auto& first = diagnostics.all().front();
        refuse(file.string(), first.where.line, "the list of trials is damaged: " + first.message);
    }
    if (!std::equal(columns.begin(), columns.end(), table->header().begin(), table->header().end())) {
        refuse(file.string(), 1,
               "the list of trials has other columns than trial, strategy, repeat, fold, "
               "inner_fold, fraction");
    }
    if (!table->uneven_rows().empty()) {
        refuse(file.string(), table->uneven_rows().front().line, "a trial does not have a cell per column");
    }
    return std::move(*table);
}

double number(const data::CsvTable& table, std::size_t row, ListColumn column) {
    const auto parsed = data::parse_number(table.cell(row, column));
    if (parsed.problem != data::NumberProblem::none) {
        refuse(table.file(), table.line(row),
               fmt::format("the {} of a trial is {}", columns[column],
                           bytes::in_quotes(table.cell(row, column))));
    }
    return parsed.value;
}

int whole(const data::CsvTable& table, std::size_t row, ListColumn column) {
    constexpr double most = 1e9;
    const double value = number(table, row, column);
    if (value < 0 || value > most || value != std::floor(value)) {
        refuse(table.file(), table.line(row),
               fmt::format("the {} of a trial is {}", columns[column],
                           bytes::in_quotes(table.cell(row, column))));
    }
    return static_cast<int>(value);
}

bool is_trial_id(std::string_view text) {
    constexpr std::size_t digits = 32;
    return text.size() == digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string id_of(const data::CsvTable& table, std::size_t row) {
    const auto id = table.cell(row, at_trial);
    if (!is_trial_id(id)) {
        refuse(table.file(), table.line(row),
               fmt::format("{} is not the id of a trial", bytes::in_quotes(id)));
    }
    return std::string(id);
}

double fraction_at(const data::CsvTable& table, std::size_t row) {
    const double fraction = number(table, row, at_fraction);
    if (!(fraction > 0 && fraction <= 1)) {
        refuse(table.file(), table.line(row), "the fraction of a trial is not above 0 and at most 1");
    }
    return fraction;
}

std::string strategy_at(const data::CsvTable& table, std::size_t row) {
    return std::string(without_guard(table.cell(row, at_strategy)));
}

study::TrialNames names_in(const data::CsvTable& table) {
    study::TrialNames names;
    std::set<std::string> strategies;
    std::set<double> fractions;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        fractions.insert(fraction_at(table, row));
        if (strategies.insert(strategy_at(table, row)).second) {
            names.strategies.push_back(strategy_at(table, row));
        }
    }
    names.fractions.assign(fractions.begin(), fractions.end());
    return names;
}

template <class Value>
std::map<Value, std::size_t> indices_of(const std::vector<Value>& values) {
    std::map<Value, std::size_t> indices;
    for (const auto& value : values) {
        indices.emplace(value, indices.size());
    }
    return indices;
}

} // namespace

std::string trials_csv(const study::Plan& plan) {
    CsvText csv;
    csv.row({"trial", "strategy", "repeat", "fold", "inner_fold", "fraction"});
    for (std::size_t strategy = 0; strategy < plan.strategies.size(); ++strategy) {
        for (const auto& trial : plan.trials) {
            if (trial.strategy != strategy) {
                continue;
            }
            const auto& split = plan.splits[trial.split];
            csv.text(trial.id).text(plan.strategies[strategy].name);
            csv.number(std::int64_t{split.rows.repeat}).number(std::int64_t{split.rows.fold});
            if (split.inner < 0) {
                csv.blank();
            } else {
                csv.number(std::int64_t{split.inner});
            }
            csv.number(study::fraction_of(plan, split));
            csv.end_row();
        }
    }
    return csv.str();
}

TrialList read_trials(const std::filesystem::path& file) {
    const auto table = parsed(file);
    TrialList list{names_in(table), {}};
    const auto strategies = indices_of(list.names.strategies);
    const auto sizes = indices_of(list.names.fractions);
    std::set<std::pair<std::size_t, std::string>>
        seen; // strategies with the same options have the same trials
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const int inner = table.cell(row, at_inner_fold).empty() ? -1 : whole(table, row, at_inner_fold);
        const study::TrialKey key{strategies.at(strategy_at(table, row)), whole(table, row, at_repeat),
                                  whole(table, row, at_fold), inner, sizes.at(fraction_at(table, row))};
        list.trials.push_back({id_of(table, row), key});
        if (!seen.emplace(key.strategy, list.trials.back().id).second) {
            refuse(table.file(), table.line(row),
                   fmt::format("trial {} of a strategy stands twice", list.trials.back().id));
        }
    }
    if (list.trials.empty()) {
        refuse(file.string(), 0, "the list of trials is empty");
    }
    return list;
}

} // namespace sinter::report
