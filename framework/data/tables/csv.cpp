// SPDX-License-Identifier: Apache-2.0
//
// libcsv splits the bytes; it counts no lines, so that is done here from the row ends it reports and from the
// line breaks inside quoted cells.
#include "framework/data/tables/csv.hpp"

#include "framework/data/tables/csv_builder.hpp"
#include "framework/data/tables/csv_checks.hpp"

#include <sinter/text_lines.hpp>

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

namespace sinter::data {
namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::Position;

struct ParserFree {
    void operator()(csv_parser* parser) const {
        csv_free(parser);
        delete parser; // NOLINT: owned by the unique_ptr below
    }
};

std::unique_ptr<csv_parser, ParserFree> make_parser() {
    std::unique_ptr<csv_parser, ParserFree> parser(new csv_parser);
    if (csv_init(parser.get(), CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        throw std::bad_alloc();
    }
    csv_set_blk_size(parser.get(), 4096); // its buffer grows by this step: 128, the default, is slow
    return parser;
}

void on_cell(void* text, std::size_t size, void* builder) {
    static_cast<CsvBuilder*>(builder)->cell({static_cast<const char*>(text), size});
}

void on_row_end(int terminator, void* builder) { static_cast<CsvBuilder*>(builder)->row_end(terminator); }

/// Splits the bytes into `builder`; false after adding an error.
bool split(std::string_view bytes, CsvBuilder& builder, const std::string& file, Diagnostics& diagnostics) {
    const auto parser = make_parser();
    const std::size_t read =
        csv_parse(parser.get(), bytes.data(), bytes.size(), on_cell, on_row_end, &builder);
    builder.rethrow();
    if (read < bytes.size()) {
        if (csv_error(parser.get()) != CSV_EPARSE) {
            throw std::bad_alloc();
        }
        diagnostics.error(
            ErrorKind::data, position_of(bytes, read, file),
            "a quote inside an unquoted cell, or text behind a closing quote",
            {"put the whole cell in quotes and write a quote inside it twice: \"5\"\" wafer\""});
        return false;
    }
    if (csv_fini(parser.get(), on_cell, on_row_end, &builder) != 0) {
        diagnostics.error(ErrorKind::data, position_of(bytes, last_open_quote(bytes), file),
                          "the quote that opens here is never closed");
        return false;
    }
    builder.rethrow();
    return true;
}

} // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found == header_.end()) {
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - header_.begin());
}

std::optional<CsvTable> parse_csv(std::string_view bytes, std::string file, Diagnostics& diagnostics) {
    bytes = without_byte_order_mark(bytes);
    if (!check_bytes(bytes, file, diagnostics)) {
        return std::nullopt;
    }
    CsvBuilder builder(bytes);
    if (!split(bytes, builder, file, diagnostics)) {
        return std::nullopt;
    }
    CsvTable table = builder.finish(std::move(file));
    if (!check_header(table, diagnostics)) {
        return std::nullopt;
    }
    return table;
}

} // namespace sinter::data
