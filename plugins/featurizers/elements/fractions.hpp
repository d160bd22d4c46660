// SPDX-License-Identifier: Apache-2.0
//
// A composition as atomic fractions.
#pragma once

#include "plugins/featurizers/elements/elements.hpp"

#include <sinter/error.hpp>
#include <sinter/featurizer.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sinter::elements {

/// The elements of a composition in order of atomic number, whatever their order in the formula, so that GaAs
/// and AsGa give the same sums to the last bit. Lives on the stack; no allocation.
class Fractions {
public:
    /// Throws Error(SINTER_INVALID_ARGUMENT) where an atomic number is not in 1..118, stands twice, or its
    /// amount is not positive.
    explicit Fractions(const Composition& composition) {
        for (std::size_t i = 0; i < composition.atomic_numbers.size(); ++i) {
            insert(composition.atomic_numbers[i], composition.amounts[i]);
        }
        for (std::size_t i = 0; i < size_; ++i) {
            total_ += amounts_[i];
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] std::uint8_t atomic_number(std::size_t i) const noexcept { return atomic_numbers_[i]; }
    /// As in the formula.
    [[nodiscard]] double amount(std::size_t i) const noexcept { return amounts_[i]; }
    /// Amount over the sum of the amounts.
    [[nodiscard]] double fraction(std::size_t i) const noexcept { return amounts_[i] / total_; }
    [[nodiscard]] double total() const noexcept { return total_; }
    /// 0 where empty.
    [[nodiscard]] double largest_amount() const noexcept {
        return size_ == 0 ? 0 : *std::max_element(amounts_.begin(), amounts_.begin() + size_);
    }

private:
    void insert(std::uint8_t atomic_number, double amount) {
        std::size_t place = size_;
        while (place > 0 && atomic_numbers_[place - 1] > atomic_number) {
            --place;
        }
        const bool stands_twice = place > 0 && atomic_numbers_[place - 1] == atomic_number;
        if (atomic_number < 1 || atomic_number > element_count || stands_twice || !(amount > 0)) {
            fail_invalid("a composition holds atomic number " + std::to_string(atomic_number) +
                         " with amount " + std::to_string(amount) + (stands_twice ? " a second time" : ""));
        }
        std::copy_backward(atomic_numbers_.begin() + place, atomic_numbers_.begin() + size_,
                           atomic_numbers_.begin() + size_ + 1);
        std::copy_backward(amounts_.begin() + place, amounts_.begin() + size_, amounts_.begin() + size_ + 1);
        atomic_numbers_[place] = atomic_number;
        amounts_[place] = amount;
        ++size_;
    }

    // Not initialised: only the first size_ entries are read, and clearing a kilobyte a material would show.
    std::array<std::uint8_t, element_count> atomic_numbers_;
    std::array<double, element_count> amounts_;
    std::size_t size_ = 0;
    double total_ = 0;
};

/// Whether an amount ties with the largest one; of these elements the statistic `mode` takes the smallest property.
[[nodiscard]] inline bool is_most_frequent(double amount, double largest) noexcept {
    return std::abs(amount - largest) <= 1e-8 + 1e-5 * largest;
}

} // namespace sinter::elements
