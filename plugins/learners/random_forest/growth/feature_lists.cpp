// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/feature_lists.hpp"

#include "plugins/learners/random_forest/training/radix_sort.hpp"

#include <algorithm>

namespace sinter::plugins::random_forest {

void FeatureLists::start(const CodedFeatures& features, const std::uint32_t* rows, std::size_t count,
                         const std::vector<std::uint32_t>& slots) {
    features_ = &features;
    rows_ = rows;
    slots_ = slots.data();
    count_ = count;
    built_.assign(slots.size(), 0);
    for (auto& buffer : buffers_) {
        buffer.resize(std::max(buffer.size(), slots.size() * count));
    }
    aside_.resize(std::max(aside_.size(), count));
    picks_ = !slots.empty() && features.order(0) != nullptr && count * 6 > features.rows();
    if (picks_) {
        note_places();
    }
}

void FeatureLists::build(std::size_t slot) {
    Entry* const list = buffers_[0].data() + slot * count_;
    if (picks_) {
        pick(slots_[slot], list);
    } else {
        sort(slots_[slot], list);
    }
    built_[slot] = 1;
}

void FeatureLists::note_places() {
    place_of_row_.assign(features_->rows(), elsewhere);
    for (std::size_t i = 0; i < count_; ++i) {
        place_of_row_[rows_[i]] = static_cast<std::uint16_t>(i);
    }
}

/// Where a good part of all rows is here: picks them out of the order of all.
void FeatureLists::pick(std::size_t feature, Entry* list) const {
    const std::uint16_t* codes = features_->column(feature);
    const std::uint16_t* order = features_->order(feature);
    std::size_t picked = 0;
    for (std::size_t i = 0; picked < count_; ++i) {
        const std::uint16_t row = order[i];
        const std::uint16_t place = place_of_row_[row];
        list[picked] = static_cast<Entry>(codes[row]) << 16U | place;
        picked += place != elsewhere ? 1 : 0;
    }
}

void FeatureLists::sort(std::size_t feature, Entry* list) {
    const std::uint16_t* codes = features_->column(feature);
    for (std::size_t i = 0; i < count_; ++i) {
        list[i] = static_cast<Entry>(static_cast<Entry>(codes[rows_[i]]) << 16U | static_cast<Entry>(i));
    }
    constexpr std::size_t few = 48; // below, the counters of the digits cost more than comparing
    if (count_ < few) {
        std::sort(list, list + count_);
    } else if (features_->one_value_a_bin(feature)) {
        radix_sort<1, 8>(list, aside_.data(), count_, 24); // the low bytes are equal
    } else {
        radix_sort<2, 8>(list, aside_.data(), count_, 16);
    }
    if (!features_->exact(feature)) {
        tell_values_apart(feature, list);
    }
}

/// Gives entries codes of their own where several values share one.
void FeatureLists::tell_values_apart(std::size_t feature, Entry* list) const {
    const auto value = [&](Entry entry) { return features_->value(rows_[place(entry)], feature); };
    const auto by_value = [&](Entry a, Entry b) {
        return value(a) != value(b) ? value(a) < value(b) : place(a) < place(b);
    };
    Entry code = 0;
    for (std::size_t first = 0; first < count_ && !is_missing(list[first]);) {
        std::size_t end = first + 1;
        while (end < count_ && same_value(list[first], list[end])) {
            ++end;
        }
        if (end > first + 1) {
            std::sort(list + first, list + end, by_value);
        }
        for (std::size_t i = first; i < end; ++i) {
            const bool next = i == first ? i > 0 : value(list[i - 1]) < value(list[i]);
            code += next ? 1 : 0;
            list[i] = code << 16U | static_cast<Entry>(place(list[i]));
        }
        first = end;
    }
}

void FeatureLists::part(unsigned buffer, std::size_t slot, std::size_t first, std::size_t count,
                        const std::uint8_t* goes_left) noexcept {
    const Entry* const from = list(buffer, slot) + first;
    Entry* const to = buffers_[1 - buffer].data() + slot * count_ + first;
    Entry* const aside = aside_.data();
    std::size_t left = 0;
    for (std::size_t i = 0; i < count; ++i) {
        // Both are written and one is kept: a branch here is a coin toss.
        const Entry entry = from[i];
        to[left] = entry;
        aside[i - left] = entry;
        left += goes_left[place(entry)];
    }
    std::copy_n(aside, count - left, to + left);
}

} // namespace sinter::plugins::random_forest
