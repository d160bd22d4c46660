// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/csv_builder.hpp"

#include <algorithm>
#include <utility>

namespace sinter::data {

CsvBuilder::CsvBuilder(std::string_view bytes) : has_quotes_(bytes.find('"') != std::string_view::npos) {
    table_.text_.reserve(bytes.size());
    const auto lines = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
    table_.lines_.reserve(lines);
}

void CsvBuilder::cell(std::string_view text) noexcept {
    if (failure_) {
        return;
    }
    try {
        add_cell(text);
    } catch (...) {
        failure_ = std::current_exception();
    }
}

void CsvBuilder::row_end(int terminator) noexcept {
    if (failure_) {
        return;
    }
    try {
        if (cells_ > 0) {
            end_row();
        }
    } catch (...) {
        failure_ = std::current_exception();
    }
    const bool second_half = terminator == '\n' && after_return_;
    if (!second_half) {
        ++line_;
    }
    after_return_ = terminator == '\r';
}

void CsvBuilder::rethrow() const {
    if (failure_) {
        std::rethrow_exception(failure_);
    }
}

CsvTable CsvBuilder::finish(std::string file) {
    table_.file_ = std::move(file);
    return std::move(table_);
}

void CsvBuilder::add_cell(std::string_view text) {
    after_return_ = false;
    if (cells_++ == 0) {
        row_line_ = line_;
    }
    if (has_quotes_) {
        count_lines(text);
    }
    table_.text_.append(text);
    table_.offsets_.push_back(static_cast<std::uint32_t>(table_.text_.size()));
}

void CsvBuilder::end_row() {
    if (!has_header_) {
        take_header();
    } else if (cells_ == table_.header_.size()) {
        table_.lines_.push_back(row_line_);
        row_begin_ = table_.text_.size();
    } else {
        table_.uneven_rows_.push_back({row_line_, cells_});
        table_.offsets_.resize(table_.offsets_.size() - cells_);
        table_.text_.resize(row_begin_);
    }
    cells_ = 0;
}

void CsvBuilder::take_header() {
    has_header_ = true;
    for (std::size_t i = 0; i < cells_; ++i) {
        table_.header_.push_back(
            table_.text_.substr(table_.offsets_[i], table_.offsets_[i + 1] - table_.offsets_[i]));
    }
    table_.text_.clear();
    table_.offsets_.assign(1, 0);
    table_.offsets_.reserve(table_.lines_.capacity() * cells_ + 1);
}

void CsvBuilder::count_lines(std::string_view text) noexcept {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool lone_return = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
        if (text[i] == '\n' || lone_return) {
            ++line_;
        }
    }
}

} // namespace sinter::data
