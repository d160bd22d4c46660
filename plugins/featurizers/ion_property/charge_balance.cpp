// SPDX-License-Identifier: Apache-2.0
//
// neutral_with_mixed_states is a dynamic programme over reachable charge sums. Its sums stay small whatever
// the counts are, because a solution can be rearranged until almost all atoms of an element are in one of its
// extreme states. Let an element's states be low, .., low + D ("top"), and D_max the largest D.
//
// 1. At most D - 1 atoms of an element need a middle state: of any D middle atoms some have rises above `low`
//    that add up to a multiple q D, and q of these atoms at the top and the rest at `low` have the same charge.
// 2. D_b atoms of element a may go from top to low while D_a atoms of element b go from low to top. In the
//    solution that has, by the order of the elements, the fewest atoms at the top, this is not possible for
//    any a before b. Let the pivot be the first element with D_max or more atoms at the top (the last element
//    if there is none): every element before it has fewer than D_max atoms at the top, and every element
//    after it fewer than D_max atoms at `low`.
//
// So it is enough to try each element as the pivot, with all atoms before it at `low` and all after it at the
// top but for at most D + D_max - 2 of each element, and to solve for the pivot's atoms at the top.
#include "plugins/featurizers/ion_property/charge_balance.hpp"

#include "plugins/featurizers/elements/elements.hpp"
#include "plugins/featurizers/ion_property/charge_sums.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sinter::plugins::ion_property {

namespace {

int low(const Atoms& atoms) { return atoms.states[0]; }
int top(const Atoms& atoms) { return atoms.states[atoms.states.size() - 1]; }
int span(const Atoms& atoms) { return top(atoms) - low(atoms); }

/// The elements that have a choice, on the stack.
struct Choosing {
    std::array<const Atoms*, elements::element_count> atoms;
    std::size_t size = 0;
    int largest_span = 0;
};

/// How many atoms of an element that is not the pivot may be out of its extreme state.
std::int64_t deviating(const Atoms& atoms, int largest_span) {
    return std::min<std::int64_t>(atoms.count, span(atoms) + largest_span - 2);
}

/// Lets up to `most` atoms of an element leave its lowest state (upwards) or its highest (downwards).
void add_deviations(ChargeSums& sums, const Atoms& atoms, std::int64_t most, bool upwards) {
    for (std::int64_t n = 0; n < most; ++n) {
        const ChargeSums before = sums;
        for (const auto state : atoms.states) {
            sums.add(before, upwards ? state - low(atoms) : state - top(atoms));
        }
    }
}

/// Whether the pivot's atoms can cancel `base` plus one of the sums, `base` having all of them at `low`.
bool pivot_cancels(ChargeSums sums, const Atoms& pivot, std::int64_t base) {
    const std::int64_t most_middle = std::min<std::int64_t>(pivot.count, span(pivot) - 1);
    for (std::int64_t middle = 0;; ++middle) {
        if (sums.any([&](std::int64_t sum) {
                const std::int64_t missing = -(base + sum);
                return missing >= 0 && missing % span(pivot) == 0 &&
                       missing / span(pivot) <= pivot.count - middle;
            })) {
            return true;
        }
        if (middle == most_middle) {
            return false;
        }
        ChargeSums next(sums.least(), sums.greatest());
        for (std::size_t s = 1; s + 1 < pivot.states.size(); ++s) {
            next.add(sums, pivot.states[s] - low(pivot));
        }
        sums = next;
    }
}

/// `fixed`: the charge of the elements that have no choice.
bool neutral_around(std::size_t pivot, const Choosing& choosing, std::int64_t fixed) {
    const Atoms& at_pivot = *choosing.atoms[pivot];
    std::int64_t least = 0;
    const std::int64_t most_middle = span(at_pivot) - 1; // each of them less than a span above low
    std::int64_t greatest = most_middle * most_middle;
    std::int64_t base = fixed + at_pivot.count * low(at_pivot);
    for (std::size_t e = 0; e < choosing.size; ++e) {
        if (e == pivot) {
            continue;
        }
        const Atoms& atoms = *choosing.atoms[e];
        const std::int64_t reach = deviating(atoms, choosing.largest_span) * span(atoms);
        base += atoms.count * (e < pivot ? low(atoms) : top(atoms));
        (e < pivot ? greatest : least) += e < pivot ? reach : -reach;
    }
    ChargeSums sums(least, greatest);
    sums.insert(0);
    for (std::size_t e = 0; e < choosing.size; ++e) {
        if (e != pivot) {
            const Atoms& atoms = *choosing.atoms[e];
            add_deviations(sums, atoms, deviating(atoms, choosing.largest_span), e < pivot);
        }
    }
    return pivot_cancels(sums, at_pivot, base);
}

/// Tries the states of element `e` and those after it.
class OneStateSearch {
public:
    explicit OneStateSearch(Span<Atoms> atoms) : atoms_(atoms) {
        double total = 0;
        for (std::size_t e = atoms.size(); e > 0; --e) {
            const Atoms& element = atoms[e - 1];
            total += element.amount;
            least_[e - 1] = least_[e] + element.amount * low(element);
            greatest_[e - 1] = greatest_[e] + element.amount * top(element);
        }
        tolerance_ = 1e-9 * total;
    }

    /// `charge`: of the elements before `e`.
    bool found(std::size_t e, double charge) {
        if (charge + least_[e] > tolerance_ || charge + greatest_[e] < -tolerance_ || trials_ == 0) {
            return false;
        }
        --trials_;
        return e == atoms_.size() ||
               std::any_of(atoms_[e].states.begin(), atoms_[e].states.end(),
                           [&](int state) { return found(e + 1, charge + atoms_[e].amount * state); });
    }
    [[nodiscard]] bool gave_up() const noexcept { return trials_ == 0; }

private:
    Span<Atoms> atoms_;
    std::array<double, elements::element_count + 1> least_{}; ///< charge of the elements from here on
    std::array<double, elements::element_count + 1> greatest_{};
    double tolerance_ = 0;
    int trials_ = 1'000'000;
};

} // namespace

bool neutral_with_mixed_states(Span<Atoms> atoms) {
    Choosing choosing;
    std::int64_t fixed = 0;
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    for (const Atoms& element : atoms) {
        least += element.count * low(element);
        greatest += element.count * top(element);
        if (span(element) == 0) {
            fixed += element.count * low(element);
            continue;
        }
        choosing.atoms[choosing.size++] = &element;
        choosing.largest_span = std::max(choosing.largest_span, span(element));
    }
    if (least > 0 || greatest < 0) {
        return false;
    }
    if (choosing.size == 0) {
        return true; // least = greatest = 0
    }
    for (std::size_t pivot = choosing.size; pivot > 0; --pivot) {
        if (neutral_around(pivot - 1, choosing, fixed)) {
            return true;
        }
    }
    return false;
}

bool neutral_on_average(Span<Atoms> atoms) {
    double least = 0;
    double greatest = 0;
    double total = 0;
    for (const Atoms& element : atoms) {
        least += element.amount * low(element);
        greatest += element.amount * top(element);
        total += element.amount;
    }
    const double tolerance = 1e-9 * total;
    return least <= tolerance && greatest >= -tolerance;
}

std::optional<bool> neutral_with_one_state_each(Span<Atoms> atoms) {
    OneStateSearch search(atoms);
    if (search.found(0, 0)) {
        return true;
    }
    return search.gave_up() ? std::nullopt : std::optional(false);
}

} // namespace sinter::plugins::ion_property
