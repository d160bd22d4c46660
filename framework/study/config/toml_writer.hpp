// SPDX-License-Identifier: Apache-2.0
//
// TOML, with where each value came from.
#pragma once

#include "framework/study/config/config_tree.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::study {

enum class Origins : std::uint8_t {
    shown, ///< a comment behind each value says where it came from:
           ///< a line of the config, the command line, a default
    left_out
};

[[nodiscard]] std::string toml_text(std::string_view text);
/// As part of a key: a plain word as it is, else in quotes.
[[nodiscard]] std::string toml_key(const std::string& name);
[[nodiscard]] std::string toml_list(const std::vector<std::string>& texts);
[[nodiscard]] std::string real_text(double value);
[[nodiscard]] std::string real_list(const std::vector<double>& values);

/// Collects lines `key = value  # where it stands in the config`, or `# default`.
class TomlWriter {
public:
    explicit TomlWriter(Origins origins) : origins_(origins) {}

    /// `written` is the section as the config has it, null where it has none. It must outlive what is written of it.
    void section(const std::string& header, const ConfigNode* written);
    /// `written_key`: under which the config has the value; empty: the same.
    /// "labels.gap" is `gap` of the table `labels`.
    void line(std::string_view key, const std::string& value, std::string_view written_key = {});
    /// Whether the config has the key in this section.
    [[nodiscard]] bool is_written(std::string_view key) const;
    [[nodiscard]] bool shows_origins() const { return origins_ == Origins::shown; }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    Origins origins_;
    const ConfigNode* written_ = nullptr;
    std::string text_;
};

} // namespace sinter::study
