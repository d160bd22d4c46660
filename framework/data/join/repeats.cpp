// SPDX-License-Identifier: Apache-2.0
#include "framework/data/join/repeats.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;

/// The records of a label by row: those of the k-th row that has any, in order of the file.
struct Groups {
    std::vector<std::size_t> records; ///< together by row; rows in order of first appearance
    std::vector<std::size_t> ends;

    [[nodiscard]] std::span<const std::size_t> operator[](std::size_t group) const {
        const std::size_t begin = group == 0 ? 0 : ends[group - 1];
        return std::span(records).subspan(begin, ends[group] - begin);
    }
};

Groups group_by_row(const LabelColumn& label, Index row_count) {
    constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> group_of_row(static_cast<std::size_t>(row_count), unseen);
    std::vector<std::size_t> sizes;
    for (const Index row : label.rows) {
        auto& group = group_of_row[static_cast<std::size_t>(row)];
        if (group == unseen) {
            group = sizes.size();
            sizes.push_back(0);
        }
        ++sizes[group];
    }
    Groups groups;
    groups.ends.resize(sizes.size());
    std::exclusive_scan(sizes.begin(), sizes.end(), groups.ends.begin(), std::size_t{0});
    groups.records.resize(label.rows.size());
    for (std::size_t record = 0; record < label.rows.size(); ++record) {
        groups.records[groups.ends[group_of_row[static_cast<std::size_t>(label.rows[record])]]++] = record;
    }
    return groups;
}

/// NaN of nothing; NaNs do not count.
double median(std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty()) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

std::vector<double> pick(const std::vector<double>& values, std::span<const std::size_t> records) {
    std::vector<double> picked;
    for (const auto record : records) {
        picked.push_back(values[record]);
    }
    return picked;
}

/// What a message calls a material: what identifies it in all tables.
std::string_view material_name(const LabelColumn& label, std::size_t record, const Dataset& dataset) {
    const auto row = static_cast<std::size_t>(label.rows[record]);
    return dataset.materials.shown(dataset.row_materials[row]);
}

/// The formula on a line of the table, as it was written; empty: materials are told by key columns.
std::string_view written_on(std::uint32_t line, const Dataset& dataset, const TableRecords& table) {
    if (dataset.materials.identity != Identity::formula) {
        return {};
    }
    const auto row =
        std::lower_bound(table.rows.begin(), table.rows.end(), line,
                         [&](std::uint32_t r, std::uint32_t l) { return table.csv.line(r) < l; });
    return table.written_formula(static_cast<std::size_t>(row - table.rows.begin()));
}

/// "lines 2, 4, ...": at most eight.
std::string lines_in_words(const std::vector<std::uint32_t>& lines) {
    constexpr std::size_t most = 8;
    const auto shown = static_cast<std::ptrdiff_t>(std::min(lines.size(), most));
    return fmt::format("{} {}{}", bytes::for_count(lines.size(), "line", "lines"),
                       fmt::join(lines.begin(), lines.begin() + shown, ", "),
                       lines.size() > most ? ", ..." : "");
}

/// `"Fe2O3" on lines 2, 5`; of several spellings each, and what they have in common.
std::string repeat_in_words(const LabelColumn& label, std::span<const std::size_t> records,
                            const Dataset& dataset, const TableRecords& table) {
    constexpr std::size_t most_spellings = 5;
    std::vector<std::pair<std::string_view, std::vector<std::uint32_t>>> spellings;
    for (const auto record : records) {
        const auto written = written_on(label.lines[record], dataset, table);
        auto place = std::find_if(spellings.begin(), spellings.end(),
                                  [&](const auto& spelling) { return spelling.first == written; });
        if (place == spellings.end()) {
            place = spellings.insert(place, {written, {}});
        }
        place->second.push_back(label.lines[record]);
    }
    const auto name = material_name(label, records[0], dataset);
    if (spellings.size() == 1) {
        const auto& [written, lines] = spellings.front();
        return fmt::format("{} on {}", written.empty() ? std::string(name) : bytes::in_quotes(written),
                           lines_in_words(lines));
    }
    std::vector<std::string> each;
    for (std::size_t i = 0; i < std::min(spellings.size(), most_spellings); ++i) {
        each.push_back(fmt::format("{} on {}", bytes::in_quotes(spellings[i].first),
                                   lines_in_words(spellings[i].second)));
    }
    return fmt::format("{}{}, which are one material, {}", fmt::join(each, ", "),
                       spellings.size() > most_spellings ? ", ..." : "", name);
}

void count_repeats(LabelColumn& label, const Groups& groups, const Dataset& dataset) {
    std::vector<Index> records_of(static_cast<std::size_t>(dataset.materials.size()), 0);
    for (const Index row : label.rows) {
        ++records_of[static_cast<std::size_t>(dataset.row_materials[static_cast<std::size_t>(row)])];
    }
    label.repeated_materials =
        std::count_if(records_of.begin(), records_of.end(), [](Index n) { return n > 1; });
    label.repeated_records = 0;
    for (std::size_t group = 0; group < groups.ends.size(); ++group) {
        const auto size = groups[group].size();
        if (size > 1) {
            label.repeated_records += static_cast<Index>(size);
        }
    }
}

void refuse_repeats(const LabelColumn& label, const Groups& groups, const Dataset& dataset,
                    const TableRecords& table, Diagnostics& diagnostics) {
    constexpr std::size_t most_named = 5;
    std::vector<std::string> named;
    std::size_t repeated = 0;
    std::uint32_t first_line = 0;
    for (std::size_t group = 0; group < groups.ends.size(); ++group) {
        const auto records = groups[group];
        if (records.size() == 1) {
            continue;
        }
        if (repeated++ == 0) {
            first_line = label.lines[records[1]];
        }
        if (named.size() < most_named) {
            named.push_back(repeat_in_words(label, records, dataset, table));
        }
    }
    if (repeated == 0) {
        return;
    }
    if (repeated > named.size()) {
        named.push_back(fmt::format("and {} more", repeated - named.size()));
    }
    named.push_back(label.kind == LabelKind::number
                        ? fmt::format("choose labels.{}.repeats = \"median\" or \"keep\"", label.name)
                        : fmt::format("choose labels.{}.repeats = \"keep\"", label.name));
    diagnostics.error(ErrorKind::data, {table.summary.file, first_line, 0},
                      fmt::format("label {} has several values for {}{}", label.name,
                                  bytes::counted(repeated, "material"),
                                  dataset.rows_are_materials() ? "" : " under the same inputs"),
                      std::move(named));
}

void check_splits(const LabelColumn& label, std::span<const std::size_t> records, const Dataset& dataset,
                  const TableRecords& table, Diagnostics& diagnostics) {
    for (const auto record : records) {
        if (label.splits[record] == label.splits[records[0]]) {
            continue;
        }
        const auto written = [&](std::size_t of) { return written_on(label.lines[of], dataset, table); };
        const auto here = written(record);
        const auto there = written(records[0]);
        diagnostics.error(
            ErrorKind::data, {table.summary.file, label.lines[record], 0},
            fmt::format(
                "{} of label {} lies in another split than{} on line {}; its median would lie in both",
                here.empty() ? material_name(label, record, dataset) : here, label.name,
                here == there ? std::string() : fmt::format(" {}, which is the same,", there),
                label.lines[records[0]]));
        return;
    }
}

void take_medians(LabelColumn& label, const Groups& groups, const Dataset& dataset, const TableRecords& table,
                  Diagnostics& diagnostics) {
    LabelColumn result = label;
    const std::size_t count = groups.ends.size();
    for (std::size_t group = 0; group < count; ++group) {
        const auto records = groups[group];
        const std::size_t first = records[0];
        result.rows[group] = label.rows[first];
        result.lines[group] = label.lines[first];
        result.values[group] = median(pick(label.values, records));
        if (!label.errors.empty()) {
            result.errors[group] = median(pick(label.errors, records));
        }
        if (!label.weights.empty()) {
            const auto weights = pick(label.weights, records);
            result.weights[group] = std::accumulate(weights.begin(), weights.end(), 0.0);
        }
        if (!label.splits.empty()) {
            check_splits(label, records, dataset, table, diagnostics);
            result.splits[group] = label.splits[first];
        }
    }
    result.rows.resize(count);
    result.lines.resize(count);
    result.values.resize(count);
    result.errors.resize(label.errors.empty() ? 0 : count);
    result.weights.resize(label.weights.empty() ? 0 : count);
    result.splits.resize(label.splits.empty() ? 0 : count);
    label = std::move(result);
}

} // namespace

void apply_repeats(LabelColumn& label, const Dataset& dataset, const TableRecords& table,
                   Diagnostics& diagnostics) {
    const Groups groups = group_by_row(label, dataset.row_count());
    count_repeats(label, groups, dataset);
    if (label.repeated_records == 0) {
        return;
    }
    if (label.repeats == RepeatsPolicy::error) {
        refuse_repeats(label, groups, dataset, table, diagnostics);
    }
    if (label.repeats == RepeatsPolicy::median) {
        take_medians(label, groups, dataset, table, diagnostics);
    }
}

} // namespace sinter::data
