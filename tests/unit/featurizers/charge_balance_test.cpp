// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/ion_property/charge_balance.hpp"
#include "plugins/featurizers/ion_property/whole_numbers.hpp"

#include <sinter/random.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace sinter;
using namespace sinter::plugins::ion_property;

namespace {

/// Owns the states of its atoms.
struct Problem {
    std::vector<std::vector<std::int8_t>> states;
    std::vector<std::int64_t> counts;

    [[nodiscard]] std::vector<Atoms> atoms() const {
        std::vector<Atoms> all;
        for (std::size_t e = 0; e < states.size(); ++e) {
            all.push_back({static_cast<double>(counts[e]), counts[e], Span<std::int8_t>(states[e])});
        }
        return all;
    }
    [[nodiscard]] bool mixed() const {
        const auto all = atoms();
        return neutral_with_mixed_states(all);
    }
    [[nodiscard]] bool one_state() const {
        const auto all = atoms();
        return neutral_with_one_state_each(all).value();
    }
};

/// Charge sums that atoms can reach, atom by atom.
bool plain_mixed(const Problem& problem) {
    std::set<std::int64_t> sums = {0};
    for (std::size_t e = 0; e < problem.states.size(); ++e) {
        for (std::int64_t atom = 0; atom < problem.counts[e]; ++atom) {
            std::set<std::int64_t> next;
            for (const auto sum : sums) {
                for (const auto state : problem.states[e]) {
                    next.insert(sum + state);
                }
            }
            sums = std::move(next);
        }
    }
    return sums.count(0) == 1;
}

bool plain_one_state(const Problem& problem) {
    std::set<std::int64_t> sums = {0};
    for (std::size_t e = 0; e < problem.states.size(); ++e) {
        std::set<std::int64_t> next;
        for (const auto sum : sums) {
            for (const auto state : problem.states[e]) {
                next.insert(sum + state * problem.counts[e]);
            }
        }
        sums = std::move(next);
    }
    return sums.count(0) == 1;
}

std::int64_t up_to(Draws& draws, std::int64_t most) {
    return static_cast<std::int64_t>(draws.below(static_cast<std::uint64_t>(most)));
}

/// Several elements with up to four states between -8 and 8 each, and both signs among them.
Problem random_problem(Draws& draws, std::int64_t most_atoms) {
    Problem problem;
    const auto elements = 1 + up_to(draws, 4);
    for (std::int64_t e = 0; e < elements; ++e) {
        std::set<std::int8_t> states;
        const auto wanted = static_cast<std::size_t>(1 + up_to(draws, 4));
        while (states.size() < wanted) {
            states.insert(static_cast<std::int8_t>(up_to(draws, 17) - 8));
        }
        problem.states.emplace_back(states.begin(), states.end());
        problem.counts.push_back(1 + up_to(draws, most_atoms));
    }
    return problem;
}

} // namespace

TEST_CASE("mixed states are decided as by going through the atoms one by one") {
    Draws draws(Stream(7).derive("charge balance"));
    int neutral = 0;
    int in_range_and_not_neutral = 0;
    for (int i = 0; i < 3000; ++i) {
        const auto problem = random_problem(draws, i % 3 == 0 ? 4 : 30);
        const bool expected = plain_mixed(problem);
        CAPTURE(i);
        REQUIRE(problem.mixed() == expected);
        neutral += expected ? 1 : 0;
        const auto atoms = problem.atoms();
        in_range_and_not_neutral += !expected && neutral_on_average(atoms) ? 1 : 0;
    }
    CHECK(neutral > 500);
    CHECK(in_range_and_not_neutral > 200); // the cases that need more than the range of charges
}

TEST_CASE("one state an element is decided as by going through all choices") {
    Draws draws(Stream(8).derive("charge balance"));
    int neutral = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto problem = random_problem(draws, 6);
        const bool expected = plain_one_state(problem);
        CAPTURE(i);
        REQUIRE(problem.one_state() == expected);
        neutral += expected ? 1 : 0;
    }
    CHECK(neutral > 100);
}

TEST_CASE("mixed states of a million million atoms are decided exactly") {
    const std::int64_t n = 1'000'000'000'000;
    CHECK(Problem{{{2, 3}, {-2}}, {n, n + 1}}.mixed());
    CHECK(Problem{{{2, 4}, {-2}}, {n, n + 1}}.mixed());
    CHECK_FALSE(Problem{{{2, 4}, {-1}}, {n, 2 * n + 1}}.mixed()); // odd
    CHECK_FALSE(Problem{{{2, 3}, {-2}}, {n, n - 1}}.mixed());
    CHECK_FALSE(Problem{{{2, 3}, {-2}}, {n - n / 2, n}}.mixed()); // more than 3 each
    // 7 j + 5 k = 1 has a solution only with many atoms of both elements out of their extremes.
    CHECK(Problem{{{0, 7}, {-5, 0}, {-1}}, {n, n, 1}}.mixed());
    CHECK_FALSE(Problem{{{0, 7}, {-5, 0}, {-1}}, {2, 3, 1}}.mixed());
    CHECK(Problem{{{0, 7}, {-5, 0}, {-1}}, {3, 4, 1}}.mixed()); // 21 - 20 - 1
}

TEST_CASE("all elements at once fit") {
    Problem problem;
    for (int z = 1; z <= elements::element_count; ++z) {
        const auto states = elements::oxidation_states(z);
        if (!states.empty()) {
            problem.states.emplace_back(states.begin(), states.end());
            problem.counts.push_back(5);
        }
    }
    REQUIRE(problem.states.size() > 90);
    auto& oxygen = problem.counts[6]; // H, Li, Be, B, C, N, O
    REQUIRE(problem.states[6] == std::vector<std::int8_t>{-2});
    const auto reachable = [&](std::int64_t count) {
        oxygen = count;
        return std::pair(problem.mixed(), plain_mixed(problem));
    };
    for (const std::int64_t count : {100, 400, 401, 900}) {
        CAPTURE(count);
        const auto [ours, plain] = reachable(count);
        CHECK(ours == plain);
    }
    problem.counts.assign(problem.counts.size(), 10'000'000'000);
    CHECK_FALSE(problem.mixed()); // one oxygen for each is not enough
    oxygen = 1'000'000'000'000;
    CHECK(problem.mixed());
}

TEST_CASE("a choice of one state each that a million trials do not settle is left open") {
    Problem problem;
    std::int64_t power = 1;
    for (int e = 0; e < 20; ++e) {
        problem.states.push_back({-1, 1});
        problem.counts.push_back(2 * power);
        problem.states.push_back({-1, 1});
        problem.counts.push_back(2 * power + 4);
        power *= 2;
    }
    problem.states.push_back({1});
    problem.counts.push_back(1); // odd: never neutral
    const auto atoms = problem.atoms();
    CHECK_FALSE(neutral_with_one_state_each(atoms).has_value());
}

TEST_CASE("whole numbers keep the proportions, and do not reduce what is whole already") {
    const auto scaled = [](const std::vector<double>& amounts) {
        std::vector<std::uint8_t> z;
        for (std::size_t e = 0; e < amounts.size(); ++e) {
            z.push_back(static_cast<std::uint8_t>(e + 1));
        }
        const auto counts = whole_numbers(elements::Fractions({z, amounts}));
        std::vector<std::int64_t> result;
        for (std::size_t e = 0; counts && e < amounts.size(); ++e) {
            result.push_back((*counts)[e]);
        }
        return result;
    };
    using Counts = std::vector<std::int64_t>;
    CHECK(scaled({1.85, 0.15, 1, 4}) == Counts{37, 3, 20, 80});
    CHECK(scaled({0.9 * 2, 0.1 * 2, 1, 4}) == Counts{9, 1, 5, 20});
    CHECK(scaled({4, 6}) == Counts{4, 6});
    CHECK(scaled({1.0 / 3, 2.0 / 3, 1}) == Counts{1, 2, 3});
    CHECK(scaled({0.333, 0.667}) == Counts{333, 667});
    CHECK(scaled({6.16e-5, 0.62}) == Counts{77, 775000});
    CHECK(scaled({0.1 + 0.2, 0.7}) == Counts{3, 7});
    CHECK(scaled({std::sqrt(2.0), 1}).empty());
    CHECK(scaled({1.0 / 9999991, 1.0 / 9999973}).empty()); // each has a denominator, both have none
    CHECK(scaled({1e13, 1}).empty());
    CHECK(scaled({1e-300, 1}).empty());
}
