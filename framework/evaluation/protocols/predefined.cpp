// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/predefined.hpp"

#include "framework/evaluation/protocols/group_shuffle.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace sinter::evaluation {

namespace {

using diagnostics::Diagnostics;
using diagnostics::ErrorKind;
using diagnostics::InputError;

constexpr std::size_t most_hints = 10;

enum class Side : std::uint8_t { training, test, validation };

struct SideName {
    std::string_view name;
    Side side;
};

constexpr std::array<SideName, 6> side_names{{{"train", Side::training},
                                              {"training", Side::training},
                                              {"test", Side::test},
                                              {"validation", Side::validation},
                                              {"valid", Side::validation},
                                              {"val", Side::validation}}};

std::optional<Side> side_of(std::string name) {
    for (char& c : name) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const auto* const found = std::find_if(side_names.begin(), side_names.end(),
                                           [&](const SideName& entry) { return entry.name == name; });
    return found == side_names.end() ? std::nullopt : std::optional(found->side);
}

std::optional<long> whole_number(const std::string& name) {
    long value = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

/// The distinct names that aren't empty, in the order of the folds.
std::vector<std::string> fold_names(std::span<const std::string> names) {
    std::set<std::string> distinct(names.begin(), names.end());
    distinct.erase("");
    std::vector<std::string> ordered(distinct.begin(), distinct.end());
    if (std::all_of(ordered.begin(), ordered.end(),
                    [](const std::string& name) { return whole_number(name).has_value(); })) {
        std::stable_sort(ordered.begin(), ordered.end(), [](const std::string& a, const std::string& b) {
            return *whole_number(a) < *whole_number(b);
        });
    }
    return ordered;
}

void shorten(std::vector<std::string>& hints) {
    if (hints.size() > most_hints) {
        const auto more = hints.size() - most_hints;
        hints.resize(most_hints);
        hints.push_back("and " + std::to_string(more) + " more");
    }
}

void report(Diagnostics& found, const diagnostics::Position& where, std::string message,
            std::vector<std::string> hints) {
    shorten(hints);
    found.error(ErrorKind::data, where, std::move(message), std::move(hints));
}

/// Rows that the message is about, by name.
template <class Chosen>
std::vector<std::string> named(std::span<const std::string> names, const RowName& row_name, Chosen chosen) {
    std::vector<std::string> hints;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (chosen(names[row])) {
            hints.push_back(row_name(static_cast<std::int64_t>(row)) +
                            (names[row].empty() ? "" : ": \"" + names[row] + "\""));
        }
    }
    return hints;
}

void check_names(std::span<const std::string> names, bool sides, const RowName& row_name,
                 const diagnostics::Position& where, Diagnostics& found) {
    auto nameless = named(names, row_name, [](const std::string& name) { return name.empty(); });
    if (!nameless.empty()) {
        const auto message = std::to_string(nameless.size()) + " of " + std::to_string(names.size()) +
                             " rows of the target label have no fold";
        report(found, where, message, std::move(nameless));
    }
    if (!sides) {
        return;
    }
    auto odd =
        named(names, row_name, [](const std::string& name) { return !name.empty() && !side_of(name); });
    if (!odd.empty()) {
        report(found, where, "folds are named train, test or validation, but some rows are in others",
               std::move(odd));
    }
}

void check_folds(std::span<const std::string> names, const std::vector<std::string>& folds, bool sides,
                 const diagnostics::Position& where, Diagnostics& found) {
    const auto count = [&](Side side) {
        return std::count_if(names.begin(), names.end(),
                             [&](const std::string& name) { return side_of(name) == side; });
    };
    if (sides && (count(Side::training) == 0 || count(Side::test) == 0)) {
        report(found, where,
               "no row of the target label is in the part to " +
                   std::string(count(Side::test) == 0 ? "test" : "train") + " on",
               {"rows with the target label: " + std::to_string(names.size())});
    }
    if (!sides && folds.size() < 2) {
        report(found, where,
               "at least two folds are needed, but the " + std::to_string(names.size()) +
                   " rows of the target label name " + std::to_string(folds.size()),
               folds);
    }
}

/// Two rows of one group that a split would part.
struct Parted {
    std::size_t first;
    std::size_t second;
};

/// The first such pair of each group, by the second row. Rows of the validation part are on neither side.
std::vector<Parted> parted_groups(std::span<const std::string> names, std::span<const std::uint64_t> groups,
                                  bool sides) {
    std::map<std::uint64_t, std::size_t> first_rows;
    std::set<std::uint64_t> seen;
    std::vector<Parted> result;
    for (std::size_t row = 0; row < names.size(); ++row) {
        if (names[row].empty() || (sides && side_of(names[row]) == Side::validation)) {
            continue;
        }
        const auto first = first_rows.emplace(groups[row], row).first->second;
        const bool together =
            sides ? side_of(names[first]) == side_of(names[row]) : names[first] == names[row];
        if (!together && seen.insert(groups[row]).second) {
            result.push_back({first, row});
        }
    }
    return result;
}

void check_groups(std::span<const std::string> names, std::span<const std::uint64_t> groups, bool sides,
                  const RowName& row_name, const diagnostics::Position& where, Diagnostics& found) {
    const auto placed = [&](std::size_t row) {
        return row_name(static_cast<std::int64_t>(row)) + " is in \"" + names[row] + "\"";
    };
    std::vector<std::string> hints;
    for (const auto& [first, second] : parted_groups(names, groups, sides)) {
        hints.push_back(placed(first) + ", " + placed(second));
    }
    if (!hints.empty()) {
        const auto message =
            std::to_string(hints.size()) + (hints.size() == 1 ? " group" : " groups") +
            " would be trained on and tested at once; rows of a group must be in the same fold";
        report(found, where, message, std::move(hints));
    }
}

PredefinedSplits one_split(std::span<const std::string> names) {
    Split split;
    for (std::size_t row = 0; row < names.size(); ++row) {
        const auto side = side_of(names[row]);
        if (side != Side::validation) {
            (side == Side::test ? split.test : split.training).push_back(static_cast<std::int64_t>(row));
        }
    }
    return {{std::move(split)}, {"test"}};
}

PredefinedSplits one_split_a_fold(std::span<const std::string> names, std::vector<std::string> folds) {
    PredefinedSplits result;
    for (std::size_t fold = 0; fold < folds.size(); ++fold) {
        Split split{0, static_cast<int>(fold), {}, {}};
        for (std::size_t row = 0; row < names.size(); ++row) {
            auto& rows = names[row] == folds[fold] ? split.test : split.training;
            rows.push_back(static_cast<std::int64_t>(row));
        }
        result.splits.push_back(std::move(split));
    }
    result.names = std::move(folds);
    return result;
}

} // namespace

PredefinedSplits predefined(std::span<const std::string> names, std::span<const std::uint64_t> groups,
                            const RowName& row_name, const diagnostics::Position& where) {
    auto folds = fold_names(names);
    const bool sides =
        std::any_of(folds.begin(), folds.end(), [](const auto& name) { return side_of(name).has_value(); });
    Diagnostics found;
    check_names(names, sides, row_name, where, found);
    check_folds(names, folds, sides, where, found);
    check_groups(names, groups, sides, row_name, where, found);
    if (found.has_errors()) {
        throw InputError(std::move(found));
    }
    auto result = sides ? one_split(names) : one_split_a_fold(names, std::move(folds));
    for (const auto& split : result.splits) {
        require_training_rows(split, names.size(), where);
    }
    return result;
}

} // namespace sinter::evaluation
