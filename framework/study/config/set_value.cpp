// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/set_value.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/shown_text.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/diagnostics/nearest_name.hpp"
#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/config_tree.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>
#include <utility>

namespace sinter::study {
namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;
using diagnostics::Position;
using NodeKind = ConfigNode::Kind;
using Path = std::vector<std::string>;

Path parts_of(const std::string& dotted) {
    Path path;
    std::istringstream stream(dotted);
    for (std::string key; std::getline(stream, key, '.');) {
        path.push_back(key);
    }
    return path;
}

/// What an element of a list of tables is called: its `name`, else the id of its plugin; empty: neither.
std::string name_of(const ConfigNode& element) {
    for (const char* key : {"name", "plugin"}) {
        const ConfigNode* name = element.find(key);
        if (name != nullptr && name->kind == NodeKind::text) {
            return name->text;
        }
    }
    return {};
}

std::vector<std::string> names_in(const ConfigNode& list) {
    std::vector<std::string> names;
    for (const auto& item : list.items) {
        if (const auto name = name_of(item); !name.empty()) {
            names.push_back(name);
        }
    }
    return names;
}

/// A name that leads to something below `section`, for an example; a number where there is no name.
std::string a_name_in(const ConfigNode& section, const std::string& wanted) {
    std::vector<std::string> names = names_in(section);
    for (const auto& key : section.keys) {
        names.push_back(key.value);
    }
    const auto near = diagnostics::nearest_name(wanted, names);
    return near ? *near : names.empty() ? "0" : names.front();
}

/// The command line with the path in place of what was written.
class Assignment {
public:
    explicit Assignment(const std::string& text)
        : where_{"-s " + bytes::shown_start(text, longest_shown), 0, 0} {
        if (bytes::first_invalid_utf8(text) < text.size()) {
            throw InputError(ErrorKind::config, where_, "not UTF-8");
        }
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            throw InputError(ErrorKind::config, where_, "expected key=value, as in -s study.seed=7");
        }
        path = parts_of(text.substr(0, equals));
        if (path.size() > most_nesting) {
            throw InputError(
                ErrorKind::config, where_,
                fmt::format("the key has {} parts, expected at most {}", path.size(), most_nesting));
        }
        value = text.substr(equals + 1);
    }
    [[nodiscard]] const Position& where() const { return where_; }
    [[nodiscard]] std::string example(const Path& right) const {
        return fmt::format("for example: -s {}={}", fmt::join(right, "."), value);
    }

    Path path;
    std::string value;

private:
    static constexpr std::size_t longest_shown = 300;
    Position where_;
};

std::optional<std::size_t> number_of(const std::string& key) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    return error == std::errc() && end == key.data() + key.size() ? std::optional(index) : std::nullopt;
}

[[noreturn]] void refuse_element(const ConfigNode& list, const Assignment& assignment, std::size_t depth) {
    const std::string& key = assignment.path[depth];
    const auto names = names_in(list);
    auto hints = diagnostics::name_hints(key, names, "elements");
    hints.emplace_back("an element is named by its name, or by its number from 0");
    const auto at = assignment.path.begin() + static_cast<std::ptrdiff_t>(depth);
    Path right(assignment.path.begin(), at);
    right.push_back(a_name_in(list, key));
    // Where nothing follows, the name was left out and this is the option.
    const bool is_last = depth + 1 == assignment.path.size();
    right.insert(right.end(), is_last ? at : at + 1, assignment.path.end());
    hints.push_back(assignment.example(right));
    throw InputError(ErrorKind::config, assignment.where(),
                     fmt::format("{} has {}, and none called \"{}\"",
                                 fmt::join(assignment.path.begin(), at, "."),
                                 bytes::counted(list.items.size(), "element"), key),
                     hints);
}

ConfigNode& element(ConfigNode& list, const Assignment& assignment, std::size_t depth) {
    const std::string& key = assignment.path[depth];
    if (const auto index = number_of(key)) {
        if (*index >= list.items.size()) {
            refuse_element(list, assignment, depth);
        }
        return list.items[*index];
    }
    ConfigNode* found = nullptr;
    for (auto& item : list.items) {
        if (name_of(item) != key) {
            continue;
        }
        if (found != nullptr) {
            throw InputError(ErrorKind::config, assignment.where(),
                             fmt::format("several elements of the list are called \"{}\"", key),
                             {"name the one by its number from 0"});
        }
        found = &item;
    }
    if (found == nullptr) {
        refuse_element(list, assignment, depth);
    }
    return *found;
}

/// A section that is not there is made, unless it looks like another one misspelt.
void require_no_misspelling(const ConfigNode& root, const Assignment& assignment) {
    const Path& path = assignment.path;
    std::vector<std::string> sections;
    for (const auto& key : root.keys) {
        sections.push_back(key.value);
    }
    if (path.size() < 2 || root.find(path[0]) != nullptr) {
        return;
    }
    if (const auto near = diagnostics::nearest_name(path[0], sections)) {
        const ConfigNode& section = *root.find(*near);
        Path right = path;
        right[0] = *near;
        const bool has_names = section.kind == NodeKind::list || *near == "learner";
        if (has_names && path.size() > 2) {
            right[1] = a_name_in(section, path[1]);
        } else if (has_names) {
            right.insert(right.begin() + 1, a_name_in(section, ""));
        }
        throw InputError(ErrorKind::config, assignment.where(),
                         fmt::format("the config has no section \"{}\"", path[0]),
                         {fmt::format("did you mean \"{}\"?", *near), assignment.example(right)});
    }
}

/// An option of a learner that is not there would make one without a plugin.
void require_known_learner(const ConfigNode& root, const Assignment& assignment) {
    const Path& path = assignment.path;
    const ConfigNode* learners = root.find("learner");
    if (path.size() < 3 || path[0] != "learner" || path[2] == "plugin" || learners == nullptr ||
        learners->keys.empty() || learners->find(path[1]) != nullptr) {
        return;
    }
    std::vector<std::string> names;
    for (const auto& key : learners->keys) {
        names.push_back(key.value);
    }
    auto hints = diagnostics::name_hints(path[1], names, "learners");
    Path right = path;
    right[1] = a_name_in(*learners, path[1]);
    hints.push_back(assignment.example(right));
    throw InputError(ErrorKind::config, assignment.where(),
                     fmt::format("the config has no learner \"{}\"", path[1]), hints);
}

ConfigNode& child(ConfigNode& parent, const Assignment& assignment, std::size_t depth) {
    const std::string& key = assignment.path[depth];
    if (parent.kind == NodeKind::list) {
        return element(parent, assignment, depth);
    }
    if (parent.kind != NodeKind::table) {
        throw InputError(ErrorKind::config, assignment.where(),
                         fmt::format("\"{}\" is inside {}", key, describe(parent)));
    }
    for (std::size_t i = 0; i < parent.keys.size(); ++i) {
        if (parent.keys[i].value == key) {
            return parent.items[i];
        }
    }
    parent.keys.push_back({key, assignment.where()});
    ConfigNode fresh;
    fresh.where = assignment.where();
    parent.items.push_back(std::move(fresh));
    return parent.items.back();
}

ConfigNode parse_value(const std::string& text, const Position& where) {
    ConfigNode value;
    try {
        value = parse_toml("value = " + text, where.file).items.at(0);
    } catch (const InputError&) {
        value.kind = NodeKind::text; // a bare word, for a shell that ate the quotes
        value.text = text;
    }
    // No key and no option takes a number that is none, but some take the word.
    if (value.kind == NodeKind::real && !std::isfinite(value.real)) {
        value.kind = NodeKind::text;
        value.text = text;
    }
    value.where = where;
    for (auto& item : value.items) {
        item.where = where;
    }
    for (auto& key : value.keys) {
        key.where = where;
    }
    return value;
}

} // namespace

void set_value(ConfigNode& root, const std::string& text) {
    const Assignment assignment(text);
    require_no_misspelling(root, assignment);
    require_known_learner(root, assignment);
    ConfigNode* node = &root;
    for (std::size_t depth = 0; depth < assignment.path.size(); ++depth) {
        node = &child(*node, assignment, depth);
    }
    *node = parse_value(assignment.value, assignment.where());
}

} // namespace sinter::study
