// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_filter.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/tables/number_column.hpp"
#include "framework/data/tables/table_columns.hpp"

#include <fmt/format.h>

namespace sinter::data {
namespace {

using Node = RowFilter::Node;
using Operation = RowFilter::Operation;

bool compare(double value, Operation operation, double literal) {
    switch (operation) {
    case Operation::equal:
        return value == literal;
    case Operation::less:
        return value < literal;
    case Operation::less_or_equal:
        return value <= literal;
    case Operation::greater:
        return value > literal;
    case Operation::greater_or_equal:
        return value >= literal;
    default:
        return false;
    }
}

/// Decides one row after the other. A row with a problem is not kept.
class Evaluation {
public:
    Evaluation(const std::vector<Node>& nodes, const std::vector<std::size_t>& columns, const CsvTable& table,
               const MissingTokens& missing, RowProblems& problems)
        : nodes_(nodes), columns_(columns), table_(table), missing_(missing), problems_(problems) {}

    bool keeps(std::uint32_t row) {
        row_ = row;
        bad_ = false;
        const bool kept = value(nodes_.size() - 1);
        return kept && !bad_;
    }

private:
    bool value(std::size_t index) {
        const Node& node = nodes_[index];
        switch (node.operation) {
        case Operation::both:
            return value(node.left) && value(node.right);
        case Operation::either:
            return value(node.left) || value(node.right);
        case Operation::negation:
            return !value(node.left);
        case Operation::missing:
            return missing_.contains(table_.cell(row_, columns_[node.column]));
        default:
            return test(node);
        }
    }

    bool test(const Node& node) {
        const std::size_t column = columns_[node.column];
        const std::string_view cell = table_.cell(row_, column);
        if (missing_.contains(cell)) {
            return false;
        }
        if (!node.is_number) {
            return trimmed(cell) == node.text;
        }
        const ParsedNumber parsed = parse_number(cell);
        if (parsed.problem == NumberProblem::none) {
            return compare(parsed.value, node.operation, node.number);
        }
        const std::string& name = table_.header()[column];
        if (!bad_) {
            problems_.add(table_.line(row_), fmt::format("where: not a number: {}", name),
                          fmt::format("where compares {} with {}, but {}", name, node.text,
                                      describe(parsed.problem, name, cell)),
                          cell, hints_of(cell, missing_));
        }
        bad_ = true;
        return false;
    }

    const std::vector<Node>& nodes_;
    const std::vector<std::size_t>& columns_;
    const CsvTable& table_;
    const MissingTokens& missing_;
    RowProblems& problems_;
    std::uint32_t row_ = 0;
    bool bad_ = false;
};

} // namespace

std::optional<std::vector<std::uint32_t>>
RowFilter::select(const CsvTable& table, const MissingTokens& missing, const diagnostics::Position& where,
                  RowProblems& problems, diagnostics::Diagnostics& diagnostics) const {
    std::vector<std::size_t> columns;
    for (const auto& name : columns_) {
        if (const auto column = table.column(name)) {
            columns.push_back(*column);
            continue;
        }
        diagnostics.error(
            diagnostics::ErrorKind::config, where,
            fmt::format("where: {} is not a column of {}", bytes::in_quotes(name), table.file()),
            column_hints(name, table));
    }
    if (columns.size() < columns_.size()) {
        return std::nullopt;
    }
    Evaluation evaluation(nodes_, columns, table, missing, problems);
    std::vector<std::uint32_t> rows;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (evaluation.keeps(static_cast<std::uint32_t>(row))) {
            rows.push_back(static_cast<std::uint32_t>(row));
        }
    }
    return rows;
}

} // namespace sinter::data
