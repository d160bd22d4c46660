// SPDX-License-Identifier: Apache-2.0
//
// Reads one table of a config, key by key; what nobody asked for is an error.
#pragma once

#include "framework/diagnostics/diagnostic.hpp"
#include "framework/plugin/options/option_validation.hpp"
#include "framework/study/config/config_tree.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinter::study {

/// One table of a config. Every reader takes a key, so that finish() can name those that nothing took. A
/// value of another type than asked for is reported and counts as absent.
class ConfigSection {
public:
    /// `name` is how messages call it ("[study]"). Both arguments outlive the section.
    ConfigSection(const ConfigNode& table, std::string name, diagnostics::Diagnostics& diagnostics);

    [[nodiscard]] const diagnostics::Position& where() const noexcept { return table_->where; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }

    [[nodiscard]] std::optional<diagnostics::Located<std::string>> text(std::string_view key);
    /// Reported when it is absent; then the text is empty and stands at the section.
    [[nodiscard]] diagnostics::Located<std::string> required_text(std::string_view key);
    /// A whole number out of bounds is reported, never cut, and counts as absent.
    [[nodiscard]] std::optional<diagnostics::Located<std::int64_t>>
    integer(std::string_view key, std::int64_t least,
            std::int64_t most = std::numeric_limits<std::int64_t>::max());
    [[nodiscard]] std::optional<diagnostics::Located<double>> number(std::string_view key);
    [[nodiscard]] std::vector<diagnostics::Located<std::string>> texts(std::string_view key);
    /// One of `choices`, by index.
    [[nodiscard]] std::optional<diagnostics::Located<std::size_t>>
    choice(std::string_view key, const std::vector<std::string>& choices);
    /// Any value; null when absent.
    [[nodiscard]] const ConfigNode* any(std::string_view key);
    /// A table; null when absent.
    [[nodiscard]] const ConfigNode* table(std::string_view key);

    /// The keys that were asked for so far.
    [[nodiscard]] const std::vector<std::string>& known() const noexcept { return known_; }
    /// Everything that was not taken, as options of a plugin.
    [[nodiscard]] std::vector<plugin::WrittenOption> rest();
    /// Reports every key that was not taken, with the nearest of those that were asked for.
    void finish();

    /// How many entries of the list or table are read: all, or `most` after an error.
    std::size_t bounded(std::size_t most, const ConfigNode& node, std::string_view key);

    void error(const diagnostics::Position& where, std::string message, std::vector<std::string> hints = {});

private:
    const ConfigNode* take(std::string_view key);
    const ConfigNode* take_of(std::string_view key, ConfigNode::Kind kind, std::string_view expected);

    const ConfigNode* table_;
    std::string name_;
    diagnostics::Diagnostics* diagnostics_;
    std::vector<std::string> known_;
};

} // namespace sinter::study
