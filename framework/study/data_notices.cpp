// SPDX-License-Identifier: Apache-2.0
#include "framework/study/data_notices.hpp"

#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/missing_tokens.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sinter::study {
namespace {

void add_rounded(const data::RoundedJoins& rounded, std::vector<Notice>& notices) {
    if (rounded.records == 0) {
        return;
    }
    notices.push_back(
        {fmt::format("{} record{} joined with a material whose amounts differ by less than is told "
                     "apart (three digits of the smallest): {}{}",
                     rounded.records, rounded.records == 1 ? " is" : "s are",
                     rounded.records == 1 ? "" : "first ", rounded.example),
         1});
}

/// `what` is what the names are: "class of phase".
void add_missing(const std::vector<std::string>& names, const std::string& what,
                 std::vector<Notice>& notices) {
    for (const auto& name : names) {
        if (data::looks_missing(name)) {
            notices.push_back(
                {fmt::format("{0} is a {1}; if it stands for no value, add it to `missing` of the "
                             "table: missing = [{0}]",
                             bytes::in_quotes(name), what),
                 1});
        }
    }
}

/// Only a name with signs beyond ASCII can look like another.
void add_alike(const std::vector<std::string>& names, const std::string& what, std::vector<Notice>& notices) {
    std::map<std::string, std::string_view> by_look;
    for (const auto& name : names) {
        const auto [other, fresh] = by_look.emplace(bytes::as_it_looks(name), name);
        const auto hints = bytes::sign_hints(name + std::string(other->second));
        if (fresh || other->second == name || hints.empty()) {
            continue;
        }
        notices.push_back(
            {fmt::format("{} and {} look the same and are two: each is a {} ({})",
                         bytes::in_quotes(other->second), bytes::in_quotes(name), what, hints.front()),
             1});
    }
}

std::vector<std::string> keys_of(const data::Materials& materials) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < materials.key_texts.size(); ++i) {
        keys.emplace_back(materials.key_texts[i]);
    }
    return keys;
}

} // namespace

std::vector<Notice> data_notices(const data::Dataset& dataset) {
    std::vector<Notice> notices;
    add_rounded(dataset.rounded_joins, notices);
    for (const auto& label : dataset.labels) {
        add_missing(label.classes, "class of " + label.name, notices);
        add_alike(label.classes, "class of " + label.name, notices);
    }
    for (const auto& input : dataset.inputs) {
        add_missing(input.levels, "level of " + input.name, notices);
        add_alike(input.levels, "level of " + input.name, notices);
    }
    add_alike(keys_of(dataset.materials), "material", notices);
    return notices;
}

} // namespace sinter::study
