// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/row_problems.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/shown_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sinter::data {
namespace {

bool earlier(const diagnostics::Diagnostic& a, const diagnostics::Diagnostic& b) {
    return a.where.line < b.where.line;
}

} // namespace

void RowProblems::add(std::uint32_t line, std::string reason, std::string message, std::string_view cell,
                      std::vector<std::string> hints) {
    lines_.push_back(line);
    cells_.push_back(bytes::shown_start(cell, most_of_cell));
    const auto known =
        std::find_if(reasons_.begin(), reasons_.end(), [&](const auto& r) { return r.first == reason; });
    reason_of_line_.push_back(static_cast<std::uint32_t>(known - reasons_.begin()));
    if (known != reasons_.end()) {
        ++known->second;
    } else {
        reasons_.emplace_back(std::move(reason), 1);
    }
    // Columns are read one after the other: the first lines of the file are not the first problems.
    if (first_.size() >= most_reported && line >= first_.back().where.line) {
        return;
    }
    diagnostics::Diagnostic problem{diagnostics::Severity::error, diagnostics::ErrorKind::data,
                                    diagnostics::Position{file_, line, 0}, std::move(message),
                                    std::move(hints)};
    first_.insert(std::upper_bound(first_.begin(), first_.end(), problem, earlier), std::move(problem));
    if (first_.size() > most_reported) {
        first_.pop_back();
    }
}

std::vector<std::vector<SkippedRow>> RowProblems::rows_of_reasons() const {
    std::vector<std::vector<SkippedRow>> rows(reasons_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        rows[reason_of_line_[i]].push_back({lines_[i], cells_[i]});
    }
    for (auto& of_reason : rows) {
        std::stable_sort(of_reason.begin(), of_reason.end(),
                         [](const SkippedRow& a, const SkippedRow& b) { return a.line < b.line; });
    }
    return rows;
}

std::vector<std::uint32_t> RowProblems::lines() const {
    auto lines = lines_;
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    return lines;
}

void RowProblems::report(BadRows policy, diagnostics::Diagnostics& diagnostics) {
    if (policy == BadRows::skip) {
        return;
    }
    for (const auto& problem : first_) {
        diagnostics.add(problem);
    }
    const auto more = lines_.size() - first_.size();
    if (more == 0) {
        return;
    }
    std::vector<std::string> counts;
    for (const auto& [reason, count] : reasons_) {
        counts.push_back(fmt::format("{}: {}", reason, count));
    }
    // Behind the last of them, where the reader is.
    diagnostics.error(diagnostics::ErrorKind::data, {file_, first_.back().where.line, 0},
                      fmt::format("and {} in this file", bytes::counted(more, "more such error")),
                      std::move(counts));
}

} // namespace sinter::data
