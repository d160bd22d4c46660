// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/config_tree.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/toml_depth.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
using diagnostics::Position;
using NodeKind = ConfigNode::Kind;

Position position(const toml::source_region& region, const std::string& file) {
    return {file, region.begin.line, region.begin.column};
}

ConfigNode convert(const toml::node& node, const std::string& file);

ConfigNode convert_table(const toml::table& table, const std::string& file) {
    ConfigNode result;
    for (const auto& [key, value] : table) {
        result.keys.push_back({std::string(key.str()), position(key.source(), file)});
        result.items.push_back(convert(value, file));
    }
    // toml++ keeps keys sorted by name; messages and lists follow the order of writing.
    std::vector<std::size_t> order(result.keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto& x = result.keys[a].where;
        const auto& y = result.keys[b].where;
        return std::pair(x.line, x.column) < std::pair(y.line, y.column);
    });
    ConfigNode sorted;
    for (const std::size_t i : order) {
        sorted.keys.push_back(std::move(result.keys[i]));
        sorted.items.push_back(std::move(result.items[i]));
    }
    return sorted;
}

ConfigNode convert(const toml::node& node, const std::string& file) {
    ConfigNode result;
    if (const auto* table = node.as_table()) {
        result = convert_table(*table, file);
    }
    result.where = position(node.source(), file);
    if (const auto* list = node.as_array()) {
        result.kind = NodeKind::list;
        for (const auto& item : *list) {
            result.items.push_back(convert(item, file));
        }
    } else if (const auto* text = node.as_string()) {
        result.kind = NodeKind::text;
        result.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        result.kind = NodeKind::integer;
        result.integer = integer->get();
    } else if (const auto* real = node.as_floating_point()) {
        result.kind = NodeKind::real;
        result.real = real->get();
    } else if (const auto* boolean = node.as_boolean()) {
        result.kind = NodeKind::boolean;
        result.boolean = boolean->get();
    } else if (!node.is_table()) {
        result.kind = NodeKind::other;
        result.text = "a date or time";
    }
    return result;
}

/// TOML knows LF and CRLF only. A CR by itself becomes LF: places stay what they are.
std::string with_line_feeds(std::string_view text) {
    std::string result(text);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const bool alone = result[i] == '\r' && (i + 1 == result.size() || result[i + 1] != '\n');
        if (alone) {
            result[i] = '\n';
        }
    }
    return result;
}

} // namespace

const ConfigNode* ConfigNode::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (keys[i].value == key) {
            return &items[i];
        }
    }
    return nullptr;
}

std::string describe(const ConfigNode& node) {
    switch (node.kind) {
    case NodeKind::boolean:
        return node.boolean ? "true" : "false";
    case NodeKind::integer:
        return fmt::format("the number {}", node.integer);
    case NodeKind::real:
        return fmt::format("the number {}", node.real);
    case NodeKind::text:
        return fmt::format("the text \"{}\"", node.text);
    case NodeKind::list:
        return "a list";
    case NodeKind::table:
        return "a table";
    case NodeKind::other:
        break;
    }
    return node.text;
}

ConfigNode parse_toml(std::string_view text, const std::string& file) {
    if (const auto place = deeper_than(most_nesting, text)) {
        throw InputError(
            ErrorKind::config, {file, place->line, place->column},
            fmt::format("nested deeper than {}: dots of a key, brackets and braces count one each",
                        most_nesting),
            {"the rest of the file was not read"});
    }
    try {
        const toml::table table = toml::parse(with_line_feeds(text), file);
        ConfigNode root = convert_table(table, file);
        root.where = {file, 1, 1};
        return root;
    } catch (const toml::parse_error& error) {
        auto hints = bytes::sign_hints(error.description());
        hints.emplace_back("the rest of the file was not read");
        throw InputError(ErrorKind::config, position(error.source(), file),
                         fmt::format("not valid TOML: {}", bytes::made_visible(error.description())), hints);
    }
}

} // namespace sinter::study
