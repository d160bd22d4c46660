// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/element_embedding/embedding_table.hpp"

#include <sinter/error.hpp>
#include <sinter/text_lines.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

namespace sinter::plugins::element_embedding {

namespace {

std::string_view without_blanks(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> cells_of(std::string_view line) {
    std::vector<std::string_view> cells;
    for (std::size_t begin = 0;;) {
        const auto comma = line.find(',', begin);
        cells.push_back(without_blanks(line.substr(begin, comma - begin)));
        if (comma == std::string_view::npos) {
            return cells;
        }
        begin = comma + 1;
    }
}

/// For a message: what a cell holds.
std::string shown(std::string_view cell) {
    constexpr std::size_t most = 40;
    if (cell.empty()) {
        return "an empty cell";
    }
    return "'" + std::string(cell.substr(0, most)) + (cell.size() > most ? "...'" : "'");
}

std::string read_all(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.good() && !stream.eof()) {
        fail_invalid(file + ": cannot be read");
    }
    return text;
}

/// Reads a table line by line and knows where it is.
class TableReader {
public:
    explicit TableReader(const std::string& file)
        : text_(read_all(file)), rest_(without_byte_order_mark(text_)) {
        table_.file = file;
    }

    EmbeddingTable read() {
        if (rest_.empty()) {
            fail_invalid(table_.file + ": found an empty file, expected a header and a line per element");
        }
        read_header(cells_of(next_line()));
        table_.values.assign((elements::element_count + 1) * table_.dimensions.size(),
                             std::numeric_limits<double>::quiet_NaN());
        while (!rest_.empty()) {
            read_element(cells_of(next_line()));
        }
        if (std::none_of(table_.has.begin(), table_.has.end(), [](bool has) { return has; })) {
            fail("no element after the header", "a line per element");
        }
        return std::move(table_);
    }

private:
    std::string_view next_line() {
        ++line_;
        return take_line(rest_);
    }

    void read_header(const std::vector<std::string_view>& cells) {
        if (elements::atomic_number(cells[0])) {
            fail("the element " + shown(cells[0]) + " in the first line",
                 "a header that names the columns, e.g. element,d1,d2");
        }
        if (cells.size() < 2) {
            fail("one column", "the element and at least one column of numbers");
        }
        std::set<std::string_view> names;
        for (std::size_t c = 1; c < cells.size(); ++c) {
            if (cells[c].empty()) {
                fail("no name for column " + std::to_string(c + 1), "a name for each column of numbers");
            }
            if (!names.insert(cells[c]).second) {
                fail("the column name " + shown(cells[c]) + " a second time", "each name once");
            }
            table_.dimensions.emplace_back(cells[c]);
        }
    }

    void read_element(const std::vector<std::string_view>& cells) {
        const std::size_t expected = table_.dimensions.size() + 1;
        if (cells.size() != expected) {
            fail(cells.size() == 1 && cells[0].empty() ? "an empty line"
                                                       : std::to_string(cells.size()) + " cells",
                 std::to_string(expected) + " cells, as in the header");
        }
        const auto z = elements::atomic_number(cells[0]);
        if (!z) {
            fail(shown(cells[0]), "the symbol of an element, e.g. Fe");
        }
        const auto element = static_cast<std::size_t>(*z);
        if (table_.has[element]) {
            fail("the element " + shown(cells[0]) + " a second time", "each element once");
        }
        table_.has[element] = true;
        for (std::size_t c = 1; c < cells.size(); ++c) {
            table_.values[element * table_.dimensions.size() + c - 1] =
                number(cells[c], table_.dimensions[c - 1]);
        }
    }

    double number(std::string_view cell, const std::string& dimension) const {
        double value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) {
            fail(shown(cell) + " in column " + shown(dimension), "a finite number");
        }
        return value;
    }

    [[noreturn]] void fail(const std::string& found, const std::string& expected) const {
        fail_invalid(table_.file + ":" + std::to_string(line_) + ": found " + found + ", expected " +
                     expected);
    }

    std::string text_;
    std::string_view rest_;
    std::size_t line_ = 0;
    EmbeddingTable table_;
};

} // namespace

EmbeddingTable read_embedding_table(const std::string& file) { return TableReader(file).read(); }

void fill_with_means(EmbeddingTable& table) {
    const std::size_t width = table.dimensions.size();
    for (std::size_t d = 0; d < width; ++d) {
        double sum = 0;
        int count = 0;
        for (std::size_t z = 1; z <= elements::element_count; ++z) {
            if (table.has[z]) {
                sum += table.values[z * width + d];
                ++count;
            }
        }
        for (std::size_t z = 1; z <= elements::element_count; ++z) {
            if (!table.has[z]) {
                table.values[z * width + d] = sum / count;
            }
        }
    }
}

} // namespace sinter::plugins::element_embedding
