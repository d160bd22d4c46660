// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/shown_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sinter::diagnostics {
namespace {

std::string all_lines(const Diagnostics& diagnostics) {
    std::string text;
    for (const auto& d : diagnostics.merged()) {
        if (!text.empty()) {
            text += '\n';
        }
        text += format(d);
    }
    const auto more = diagnostics.not_kept();
    return more.empty() ? text : text + '\n' + more;
}

/// `file:line:column`; empty where no file is known.
std::string place(const Position& where) {
    std::string text = bytes::shown_text(where.file);
    if (!text.empty() && where.line > 0) {
        text += fmt::format(":{}", where.line);
    }
    if (!text.empty() && where.column > 0) {
        text += fmt::format(":{}", where.column);
    }
    return text;
}

/// Lines behind the first stand under the message, so that none of them looks like a message of its own.
std::string indented(std::string_view text) {
    std::string result;
    for (const char c : bytes::shown_text(text, bytes::Layout::lines)) {
        result += c;
        result += c == '\n' ? "    " : "";
    }
    return result;
}

bool same_place(const Position& a, const Position& b) { return place(a) == place(b); }

bool same_but_for_the_place(const Diagnostic& a, const Diagnostic& b) {
    return a.severity == b.severity && a.kind == b.kind && a.message == b.message && a.hints == b.hints;
}

void add_place(const Position& where, Diagnostic& diagnostic) {
    const bool known = same_place(where, diagnostic.where) ||
                       std::any_of(diagnostic.also.begin(), diagnostic.also.end(),
                                   [&](const Position& other) { return same_place(where, other); });
    if (!known && !where.file.empty()) {
        diagnostic.also.push_back(where);
    }
}

std::string further_places(const std::vector<Position>& also) {
    constexpr std::size_t most = 10;
    std::string text = "also at ";
    for (std::size_t i = 0; i < std::min(most, also.size()); ++i) {
        text += (i == 0 ? "" : ", ") + place(also[i]);
    }
    return also.size() > most
               ? text + fmt::format(" and {}", bytes::counted(also.size() - most, "more place"))
               : text;
}

Diagnostics one(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints) {
    Diagnostics diagnostics;
    diagnostics.error(kind, std::move(where), std::move(message), std::move(hints));
    return diagnostics;
}

} // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    const bool is_error = diagnostic.severity == Severity::error;
    if (is_error) {
        const int own = static_cast<int>(diagnostic.kind);
        least_code_ = errors_ == 0 ? own : std::min(least_code_, own);
    }
    std::size_t& count = is_error ? errors_ : warnings_;
    if (++count <= most_kept) {
        all_.push_back(std::move(diagnostic));
    }
}

std::string Diagnostics::not_kept() const {
    std::string text;
    for (const auto& [count, what] : {std::pair(errors_, "error"), std::pair(warnings_, "warning")}) {
        if (count > most_kept) {
            text += fmt::format("{}{}", text.empty() ? "and " : ", ",
                                bytes::counted(count - most_kept, "more " + std::string(what)));
        }
    }
    return text;
}

void Diagnostics::error(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints) {
    add({Severity::error, kind, std::move(where), std::move(message), std::move(hints)});
}

void Diagnostics::warning(ErrorKind kind, Position where, std::string message,
                          std::vector<std::string> hints) {
    add({Severity::warning, kind, std::move(where), std::move(message), std::move(hints)});
}

int Diagnostics::exit_code() const noexcept { return least_code_; }

std::vector<Diagnostic> Diagnostics::sorted() const {
    std::map<std::string, std::size_t> file_order;
    for (const auto& d : all_) {
        file_order.emplace(d.where.file, file_order.size());
    }
    auto result = all_;
    std::stable_sort(result.begin(), result.end(), [&](const Diagnostic& a, const Diagnostic& b) {
        const auto key = [&](const Diagnostic& d) {
            return std::tuple(file_order.at(d.where.file), d.where.line, d.where.column);
        };
        return key(a) < key(b);
    });
    return result;
}

std::vector<Diagnostic> Diagnostics::merged() const {
    std::vector<Diagnostic> result;
    std::map<std::string, std::vector<std::size_t>> of_message; // where a file has many errors
    for (auto& d : sorted()) {
        auto& alike = of_message[d.message];
        const auto same = std::find_if(alike.begin(), alike.end(),
                                       [&](std::size_t i) { return same_but_for_the_place(result[i], d); });
        if (same != alike.end()) {
            add_place(d.where, result[*same]);
        } else {
            alike.push_back(result.size());
            result.push_back(std::move(d));
        }
    }
    return result;
}

std::string format(const Diagnostic& diagnostic) {
    std::string text = place(diagnostic.where);
    text += text.empty() ? "" : " ";
    text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
    text += indented(diagnostic.message);
    if (!diagnostic.also.empty()) {
        text += "\n    " + further_places(diagnostic.also);
    }
    for (const auto& hint : diagnostic.hints) {
        text += "\n    " + indented(hint);
    }
    return text;
}

InputError::InputError(Diagnostics diagnostics)
    : std::runtime_error(all_lines(diagnostics)), diagnostics_(std::move(diagnostics)) {}

InputError::InputError(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints)
    : InputError(one(kind, std::move(where), std::move(message), std::move(hints))) {}

} // namespace sinter::diagnostics
