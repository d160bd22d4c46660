// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/toml_writer.hpp"

#include "framework/bytes/shown_text.hpp"
#include "framework/bytes/utf8.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace sinter::study {
namespace {

std::string origin_of(const diagnostics::Position& where) {
    const auto file = bytes::shown_text(where.file); // a line feed would end the comment
    return where.line > 0 ? fmt::format("{}:{}", file, where.line) : file;
}

/// The value of `key` in the section, or of "labels.gap" in its table `labels`; null where it is not there.
const ConfigNode* find_dotted(const ConfigNode* section, std::string_view key) {
    const std::size_t dot = key.find('.');
    const ConfigNode* found = section != nullptr ? section->find(key.substr(0, dot)) : nullptr;
    return found == nullptr || dot == std::string_view::npos ? found : found->find(key.substr(dot + 1));
}

} // namespace

std::string toml_text(std::string_view text) {
    std::string result = "\"";
    while (!text.empty()) {
        const auto [value, size] = bytes::first_code_point(text);
        const auto code = static_cast<std::uint32_t>(value);
        if (size == 0) {
            result += bytes::shown_text(text.substr(0, 1)); // TOML has no way to write it
        } else if (bytes::is_hidden(value)) {
            result += code > 0xFFFF ? fmt::format("\\U{:08X}", code) : fmt::format("\\u{:04X}", code);
        } else {
            result += value == '"' || value == '\\' ? "\\" : "";
            result += text.substr(0, size);
        }
        text.remove_prefix(size == 0 ? 1 : size);
    }
    return result + '"';
}

std::string toml_key(const std::string& name) {
    const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    return plain ? name : toml_text(name);
}

std::string toml_list(const std::vector<std::string>& texts) {
    std::vector<std::string> parts;
    for (const auto& text : texts) {
        parts.push_back(toml_text(text));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

std::string real_text(double value) {
    std::string text = fmt::format("{}", value);
    return text.find_first_of(".einf") == std::string::npos ? text + ".0" : text;
}

std::string real_list(const std::vector<double>& values) {
    std::vector<std::string> parts;
    for (const double value : values) {
        parts.push_back(real_text(value));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

void TomlWriter::section(const std::string& header, const ConfigNode* written) {
    text_ += (text_.empty() ? "" : "\n") + header + "\n";
    written_ = written;
}

void TomlWriter::line(std::string_view key, const std::string& value, std::string_view written_key) {
    const std::string assignment = fmt::format("{} = {}", key, value);
    if (origins_ == Origins::left_out) {
        text_ += assignment + "\n";
        return;
    }
    const ConfigNode* node = find_dotted(written_, written_key.empty() ? key : written_key);
    text_ += fmt::format("{:<50} # {}\n", assignment, node != nullptr ? origin_of(node->where) : "default");
}

bool TomlWriter::is_written(std::string_view key) const { return find_dotted(written_, key) != nullptr; }

} // namespace sinter::study
