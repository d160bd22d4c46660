// SPDX-License-Identifier: Apache-2.0
#include "framework/study/notices/data_notices.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/bytes/look_alikes.hpp"
#include "framework/bytes/utf8.hpp"
#include "framework/data/text/missing_tokens.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace sinter::study {
namespace {

void add_rounded(const data::RoundedJoins& rounded, data::Identity identity, std::vector<Notice>& notices) {
    if (rounded.records == 0) {
        return;
    }
    const bool one = rounded.records == 1;
    const std::string which =
        (static_cast<std::size_t>(rounded.records) > rounded.examples.size() ? "for example " : "") +
        fmt::format("{}", fmt::join(rounded.examples, ", "));
    if (identity == data::Identity::key_columns) {
        notices.push_back(
            {fmt::format("{} {} a formula that is not quite that of {} material by the key columns: {}. The "
                         "composition that stands first counts; see that none is mistyped.",
                         bytes::counted(rounded.records, "row"), one ? "has" : "have", one ? "its" : "their",
                         which),
             1});
        return;
    }
    notices.push_back(
        {fmt::format("{} {} taken as a material whose formula is a little different: {}. Formulas that agree "
                     "to three digits of their smallest amount are one material, since amounts are often "
                     "rounded. If they are different materials, name each in a column of the tables and join "
                     "on that: material = {{ key = [\"COLUMN\"] }}.",
                     bytes::counted(rounded.records, "row"), one ? "is" : "are", which),
         1});
}

std::string typed_zero_in_words(const data::TypedZero& zero) {
    const auto& reading = zero.reading;
    const auto more = zero.records == 1
                          ? std::string()
                          : fmt::format(" and {} more", bytes::counted(zero.records - 1, "row"));
    const auto start =
        fmt::format("{} ({}{}) is read as {} atoms of {} and no oxygen", bytes::in_quotes(zero.formula),
                    zero.place, more, reading.amount, reading.element);
    return zero.place_of_oxide.empty()
               ? fmt::format("{}; if its 0 is the letter O, write {}", start, reading.oxide)
               : fmt::format(
                     "{}; its 0 is probably the letter O, since the study has {} as well ({}): if so, write {}",
                     start, reading.reduced, zero.place_of_oxide, reading.oxide);
}

/// Those that the study has as oxides come first.
void add_typed_zeros(const std::vector<data::TypedZero>& zeros, std::vector<Notice>& notices) {
    constexpr std::size_t most = 5;
    std::vector<const data::TypedZero*> ordered;
    for (const auto& zero : zeros) {
        ordered.push_back(&zero);
    }
    std::stable_partition(ordered.begin(), ordered.end(),
                          [](const auto* zero) { return !zero->place_of_oxide.empty(); });
    for (std::size_t i = 0; i < std::min(most, ordered.size()); ++i) {
        notices.push_back({typed_zero_in_words(*ordered[i]), 1});
    }
    if (ordered.size() > most) {
        notices.push_back({fmt::format("{} more without oxygen {} a 0 that may be the letter O",
                                       bytes::counted(ordered.size() - most, "formula"),
                                       bytes::for_count(ordered.size() - most, "has", "have")),
                           1});
    }
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
    add_rounded(dataset.rounded_joins, dataset.materials.identity, notices);
    add_typed_zeros(dataset.typed_zeros, notices);
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
