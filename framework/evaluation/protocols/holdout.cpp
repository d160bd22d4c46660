// SPDX-License-Identifier: Apache-2.0
#include "framework/evaluation/protocols/holdout.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/evaluation/protocols/group_shuffle.hpp"
#include "framework/evaluation/protocols/strata.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace sinter::evaluation {

namespace {

using diagnostics::ErrorKind;
using diagnostics::InputError;

std::string shortest(double value) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

void require_valid(const HoldoutOptions& options, const diagnostics::Position& where) {
    if (!(options.test_fraction > 0 && options.test_fraction < 1)) {
        throw InputError(ErrorKind::config, where,
                         "test_fraction = " + shortest(options.test_fraction) +
                             ", but it must lie between 0 and 1, both excluded");
    }
    if (options.repeats < 1) {
        throw InputError(ErrorKind::config, where,
                         "repeats = " + std::to_string(options.repeats) + ", but at least 1 is needed");
    }
}

/// How many of the groups are held out.
std::size_t test_groups(std::size_t distinct, std::size_t rows, const HoldoutOptions& options,
                        const diagnostics::Position& where) {
    const auto wanted =
        static_cast<std::size_t>(std::llround(options.test_fraction * static_cast<double>(distinct)));
    if (wanted == 0 || wanted >= distinct) {
        throw InputError(ErrorKind::data, where,
                         "test_fraction = " + shortest(options.test_fraction) + " of " +
                             bytes::counted(distinct, "group") + " leaves nothing to " +
                             (wanted == 0 ? "test" : "train") + " on",
                         {"rows with the target label: " + std::to_string(rows)});
    }
    return wanted;
}

using Strata = std::map<std::uint64_t, std::int64_t>; ///< by group

/// By stratum, how many of its groups are held out so that `wanted` are in all: largest remainders.
std::map<std::int64_t, std::size_t> quotas(const Strata& strata, std::size_t wanted) {
    std::map<std::int64_t, std::size_t> sizes;
    for (const auto& [group, stratum] : strata) {
        ++sizes[stratum];
    }
    std::map<std::int64_t, std::size_t> result;
    std::vector<std::pair<std::size_t, std::int64_t>> remainders;
    std::size_t given = 0;
    for (const auto& [stratum, size] : sizes) { // whole numbers throughout: no share is lost to rounding
        result[stratum] = size * wanted / strata.size();
        remainders.emplace_back(size * wanted % strata.size(), stratum);
        given += result[stratum];
    }
    std::stable_sort(remainders.begin(), remainders.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; given < wanted; ++i, ++given) {
        ++result[remainders[i].second];
    }
    return result;
}

/// The first of each stratum, up to its quota.
std::vector<std::uint64_t> first_by_stratum(const std::vector<std::uint64_t>& shuffled, const Strata& strata,
                                            std::map<std::int64_t, std::size_t> left) {
    std::vector<std::uint64_t> held_out;
    for (const auto group : shuffled) {
        auto& quota = left[strata.at(group)];
        if (quota > 0) {
            --quota;
            held_out.push_back(group);
        }
    }
    return held_out;
}

std::vector<Split> held_out_once(std::span<const std::uint64_t> groups, const Strata& strata,
                                 const HoldoutOptions& options, const Stream& study,
                                 const diagnostics::Position& where) {
    require_valid(options, where);
    const auto distinct = distinct_groups(groups);
    const auto wanted = test_groups(distinct.size(), groups.size(), options, where);
    std::vector<Split> splits;
    for (int repeat = 0; repeat < options.repeats; ++repeat) {
        auto held_out = shuffled_groups(distinct, study, repeat);
        if (strata.empty()) {
            held_out.resize(wanted);
        } else {
            held_out = first_by_stratum(held_out, strata, quotas(strata, wanted));
        }
        std::sort(held_out.begin(), held_out.end());
        splits.push_back(hold_out(groups, held_out, repeat, 0, where));
    }
    return splits;
}

} // namespace

std::vector<Split> holdout(std::span<const std::uint64_t> groups, const HoldoutOptions& options,
                           const Stream& study, const diagnostics::Position& where) {
    return held_out_once(groups, {}, options, study, where);
}

std::vector<Split> stratified_holdout(std::span<const std::uint64_t> groups,
                                      std::span<const std::int64_t> strata, const HoldoutOptions& options,
                                      const Stream& study, const diagnostics::Position& where) {
    return held_out_once(groups, strata_of_groups(groups, strata), options, study, where);
}

} // namespace sinter::evaluation
