// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/formula_list.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/bytes/whole_file.hpp"
#include "framework/data/formulas/formula.hpp"
#include "framework/data/tables/csv.hpp"
#include "framework/data/tables/csv_checks.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/diagnostics/system_error.hpp"

#include <sinter/text_lines.hpp>

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;

/// Adds formulas to materials and says what is wrong with those that are none.
class Collector {
public:
    Collector(const std::string& file, Isotopes isotopes, Diagnostics& diagnostics)
        : file_(file), isotopes_(isotopes), diagnostics_(diagnostics) {}

    void add(std::string_view text, std::uint32_t line) {
        const auto error = parse_formula(text, *formula_, isotopes_);
        if (error) {
            report(text, line, *error);
            return;
        }
        materials_.names.add(text);
        materials_.keys.push_back(materials_.keys.size());
        for (std::size_t i = 0; i < formula_->size; ++i) {
            materials_.atomic_numbers.push_back(formula_->atomic_numbers[i]);
            materials_.amounts.push_back(formula_->amounts[i]);
        }
        materials_.element_offsets.push_back(static_cast<Index>(materials_.amounts.size()));
    }

    [[nodiscard]] std::optional<Materials> take() {
        if (bad_ > most_shown) {
            diagnostics_.error(ErrorKind::data, {file_, 0, 0}, fmt::format("and {} more", bad_ - most_shown));
        }
        if (diagnostics_.has_errors()) {
            return std::nullopt;
        }
        return std::move(materials_);
    }

private:
    static constexpr std::size_t most_shown = 20;

    void report(std::string_view text, std::uint32_t line, const FormulaError& error) {
        if (++bad_ > most_shown) {
            return;
        }
        diagnostics_.error(ErrorKind::data, {file_, line, 0},
                           fmt::format("formula {}: {}", bytes::in_quotes(text), error.message),
                           error.kind == FormulaErrorKind::isotope
                               ? std::vector<std::string>{"--isotopes element reads D and T as H"}
                               : std::vector<std::string>());
    }

    const std::string& file_;
    Isotopes isotopes_;
    Diagnostics& diagnostics_;
    std::unique_ptr<Formula> formula_ = std::make_unique<Formula>();
    Materials materials_;
    std::size_t bad_ = 0;
};

void add_lines(std::string_view bytes, Collector& collector) {
    std::uint32_t line = 0;
    while (!bytes.empty()) {
        const std::string_view text = take_line(bytes);
        ++line;
        if (text.find_first_not_of(" \t") != std::string_view::npos) {
            collector.add(text, line);
        }
    }
}

void add_column(const CsvTable& table, Collector& collector, Diagnostics& diagnostics) {
    const auto column = table.column("formula");
    if (!column) {
        diagnostics.error(ErrorKind::data, {table.file(), 1, 0}, "there is no column \"formula\"",
                          diagnostics::name_hints("formula", table.header(), "columns"));
        return;
    }
    for (const auto& row : table.uneven_rows()) {
        diagnostics.error(
            ErrorKind::data, {table.file(), row.line, 0},
            fmt::format("found {}, expected {}", bytes::counted(row.cells, "cell"), table.column_count()));
    }
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        collector.add(table.cell(row, *column), table.line(row));
    }
}

} // namespace

std::optional<Materials> read_formula_list(const std::filesystem::path& file, Isotopes isotopes,
                                           Diagnostics& diagnostics) {
    const std::string name = file.string();
    const auto read = bytes::read_regular_file(file);
    if (!read.problem.empty()) {
        diagnostics.error(diagnostics::kind_of(read.error, ErrorKind::data), {name, 0, 0},
                          "the file " + read.problem);
        return std::nullopt;
    }
    const std::string& content = read.bytes;
    Collector collector(name, isotopes, diagnostics);
    if (file.extension() == ".csv") {
        const auto table = parse_csv(content, name, diagnostics);
        if (table) {
            add_column(*table, collector, diagnostics);
        }
    } else if (check_text(content, name, diagnostics)) {
        add_lines(without_byte_order_mark(content), collector);
    }
    return collector.take();
}

} // namespace sinter::data
