// SPDX-License-Identifier: Apache-2.0
#include "framework/diagnostics/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace sinter::diagnostics {
namespace {

std::string all_lines(const Diagnostics& diagnostics) {
    std::string text;
    for (const auto& d : diagnostics.sorted()) {
        if (!text.empty()) {
            text += '\n';
        }
        text += format(d);
    }
    return text;
}

Diagnostics one(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints) {
    Diagnostics diagnostics;
    diagnostics.error(kind, std::move(where), std::move(message), std::move(hints));
    return diagnostics;
}

} // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::error) {
        ++errors_;
    }
    all_.push_back(std::move(diagnostic));
}

void Diagnostics::error(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints) {
    add({Severity::error, kind, std::move(where), std::move(message), std::move(hints)});
}

void Diagnostics::warning(ErrorKind kind, Position where, std::string message,
                          std::vector<std::string> hints) {
    add({Severity::warning, kind, std::move(where), std::move(message), std::move(hints)});
}

int Diagnostics::exit_code() const noexcept {
    int code = 0;
    for (const auto& d : all_) {
        if (d.severity != Severity::error) {
            continue;
        }
        const int own = static_cast<int>(d.kind);
        code = code == 0 ? own : std::min(code, own);
    }
    return code;
}

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

std::string format(const Diagnostic& diagnostic) {
    std::string text;
    if (!diagnostic.where.file.empty()) {
        text += diagnostic.where.file;
        if (diagnostic.where.line > 0) {
            text += fmt::format(":{}", diagnostic.where.line);
        }
        if (diagnostic.where.column > 0) {
            text += fmt::format(":{}", diagnostic.where.column);
        }
        text += ' ';
    }
    text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
    text += diagnostic.message;
    for (const auto& hint : diagnostic.hints) {
        text += "\n    " + hint;
    }
    return text;
}

InputError::InputError(Diagnostics diagnostics)
    : std::runtime_error(all_lines(diagnostics)), diagnostics_(std::move(diagnostics)) {}

InputError::InputError(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints)
    : InputError(one(kind, std::move(where), std::move(message), std::move(hints))) {}

} // namespace sinter::diagnostics
