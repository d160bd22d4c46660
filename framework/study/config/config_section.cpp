// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/config_section.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/config/config_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::ErrorKind;
using diagnostics::Located;
using NodeKind = ConfigNode::Kind;

plugin::WrittenTable written_table(const ConfigNode& node);

plugin::WrittenValue written_list(const ConfigNode& node) {
    const auto all = [&](auto holds) { return std::all_of(node.items.begin(), node.items.end(), holds); };
    if (all([](const ConfigNode& n) { return n.kind == NodeKind::text; })) {
        std::vector<std::string> texts;
        for (const auto& item : node.items) {
            texts.push_back(item.text);
        }
        return texts;
    }
    if (all([](const ConfigNode& n) { return n.kind == NodeKind::integer || n.kind == NodeKind::real; })) {
        std::vector<double> numbers;
        for (const auto& item : node.items) {
            numbers.push_back(item.kind == NodeKind::integer ? static_cast<double>(item.integer) : item.real);
        }
        return numbers;
    }
    if (all([](const ConfigNode& n) { return n.kind == NodeKind::table; })) {
        std::vector<plugin::WrittenTable> tables;
        for (const auto& item : node.items) {
            tables.push_back(written_table(item));
        }
        return tables;
    }
    return plugin::OtherValue{"a list of mixed types"};
}

plugin::WrittenValue written(const ConfigNode& node) {
    switch (node.kind) {
    case NodeKind::boolean:
        return node.boolean;
    case NodeKind::integer:
        return node.integer;
    case NodeKind::real:
        return node.real;
    case NodeKind::text:
        return node.text;
    case NodeKind::list:
        return written_list(node);
    case NodeKind::table:
        return written_table(node);
    case NodeKind::other:
        break;
    }
    return plugin::OtherValue{node.text};
}

plugin::WrittenTable written_table(const ConfigNode& node) {
    plugin::WrittenTable table;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        table.entries.push_back({node.keys[i], {written(node.items[i]), node.items[i].where}});
    }
    return table;
}

} // namespace

ConfigSection::ConfigSection(const ConfigNode& table, std::string name, diagnostics::Diagnostics& diagnostics)
    : table_(&table), name_(std::move(name)), diagnostics_(&diagnostics) {}

const ConfigNode* ConfigSection::take(std::string_view key) {
    known_.emplace_back(key);
    return table_->find(key);
}

const ConfigNode* ConfigSection::take_of(std::string_view key, NodeKind kind, std::string_view expected) {
    const ConfigNode* node = take(key);
    if (node == nullptr || node->kind == kind) {
        return node;
    }
    error(node->where, fmt::format("{} {} is {}, expected {}", name_, key, describe(*node), expected));
    return nullptr;
}

std::optional<Located<std::string>> ConfigSection::text(std::string_view key) {
    const ConfigNode* node = take_of(key, NodeKind::text, "text in quotes");
    if (node == nullptr) {
        return std::nullopt;
    }
    return Located<std::string>{node->text, node->where};
}

Located<std::string> ConfigSection::required_text(std::string_view key) {
    const std::size_t before = diagnostics_->error_count();
    auto found = text(key);
    if (found && !found->value.empty()) {
        return *found;
    }
    if (diagnostics_->error_count() == before) {
        error(found ? found->where : where(),
              found ? fmt::format("{} {} is empty", name_, key) : fmt::format("{} lacks `{}`", name_, key));
    }
    return {"", where()};
}

std::optional<Located<std::int64_t>> ConfigSection::integer(std::string_view key, std::int64_t least,
                                                            std::int64_t most) {
    const ConfigNode* node = take_of(key, NodeKind::integer, fmt::format("a whole number >= {}", least));
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->integer < least) {
        error(node->where,
              fmt::format("{} {} is {}, expected a whole number >= {}", name_, key, node->integer, least));
        return std::nullopt;
    }
    if (node->integer > most) {
        error(node->where,
              fmt::format("{} {} is {}, expected a whole number <= {}", name_, key, node->integer, most));
        return std::nullopt;
    }
    return Located<std::int64_t>{node->integer, node->where};
}

std::optional<Located<double>> ConfigSection::number(std::string_view key) {
    const ConfigNode* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->kind == NodeKind::integer) {
        return Located<double>{static_cast<double>(node->integer), node->where};
    }
    if (node->kind == NodeKind::real) {
        return Located<double>{node->real, node->where};
    }
    error(node->where, fmt::format("{} {} is {}, expected a number", name_, key, describe(*node)));
    return std::nullopt;
}

std::vector<Located<std::string>> ConfigSection::texts(std::string_view key) {
    std::vector<Located<std::string>> result;
    const ConfigNode* node = take_of(key, NodeKind::list, "a list of texts");
    if (node == nullptr) {
        return result;
    }
    const std::size_t count = bounded(most_texts, *node, key);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& item = node->items[i];
        if (item.kind == NodeKind::text) {
            result.push_back({item.text, item.where});
        } else {
            error(item.where,
                  fmt::format("{} {} holds {}, expected text in quotes", name_, key, describe(item)));
        }
    }
    return result;
}

std::optional<Located<std::size_t>> ConfigSection::choice(std::string_view key,
                                                          const std::vector<std::string>& choices) {
    const auto found = text(key);
    if (!found) {
        return std::nullopt;
    }
    const auto at = std::find(choices.begin(), choices.end(), found->value);
    if (at == choices.end()) {
        error(found->where, fmt::format("{} {} = \"{}\" is not a valid value", name_, key, found->value),
              diagnostics::name_hints(found->value, choices, "valid values"));
        return std::nullopt;
    }
    return Located<std::size_t>{static_cast<std::size_t>(at - choices.begin()), found->where};
}

const ConfigNode* ConfigSection::any(std::string_view key) { return take(key); }

const ConfigNode* ConfigSection::table(std::string_view key) {
    return take_of(key, NodeKind::table, "a table");
}

std::vector<plugin::WrittenOption> ConfigSection::rest() {
    std::vector<plugin::WrittenOption> options;
    for (std::size_t i = 0; i < table_->keys.size(); ++i) {
        const auto& key = table_->keys[i];
        if (std::find(known_.begin(), known_.end(), key.value) != known_.end()) {
            continue;
        }
        options.push_back({key, {written(table_->items[i]), table_->items[i].where}});
    }
    return options;
}

std::size_t ConfigSection::bounded(std::size_t most, const ConfigNode& node, std::string_view key) {
    if (node.items.size() > most) {
        error(node.where, fmt::format("{} {} holds {} entries, expected at most {}", name_, key,
                                      node.items.size(), most));
    }
    return std::min(most, node.items.size());
}

void ConfigSection::finish() {
    for (const auto& key : table_->keys) {
        if (std::find(known_.begin(), known_.end(), key.value) != known_.end()) {
            continue;
        }
        auto hints = diagnostics::name_hints(key.value, known_, "valid keys");
        for (auto& hint : bytes::sign_hints(key.value)) {
            hints.push_back(std::move(hint));
        }
        error(key.where, fmt::format("unknown key `{}` in {}", bytes::made_visible(key.value), name_),
              std::move(hints));
    }
}

void ConfigSection::error(const diagnostics::Position& where, std::string message,
                          std::vector<std::string> hints) {
    diagnostics_->error(ErrorKind::config, where, std::move(message), std::move(hints));
}

} // namespace sinter::study
