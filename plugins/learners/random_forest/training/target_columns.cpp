// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/training/target_columns.hpp"

#include <cmath>

namespace sinter::plugins::random_forest {
namespace {

std::size_t columns_of(const LabelKind& kind) {
    return kind.class_count == 0 || kind.class_count == 2 ? 1 : kind.class_count;
}

} // namespace

TargetColumns::TargetColumns(const LabelTable& labels) : labels_(&labels), values_(labels.values.data()) {
    bool only_numbers = true;
    for (std::size_t label = 0; label < labels.kinds.size(); ++label) {
        const LabelKind& kind = labels.kinds[label];
        const bool is_class = kind.class_count > 0;
        only_numbers = only_numbers && !is_class;
        columns_.insert(columns_.end(), columns_of(kind),
                        {label, is_class, kind.class_count == 2 ? 2.0 : 1.0});
    }
    if (only_numbers) {
        return;
    }
    const std::size_t rows = labels.values.size() / labels.kinds.size();
    own_.reserve(rows * columns_.size());
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t label = 0; label < labels.kinds.size(); ++label) {
            const double value = labels.value(row, label);
            const LabelKind& kind = labels.kinds[label];
            for (std::size_t c = 0; c < columns_of(kind); ++c) {
                const bool as_it_is = kind.class_count == 0 || std::isnan(value);
                own_.push_back(as_it_is ? value : (value == static_cast<double>(c) ? 1.0 : 0.0));
            }
        }
    }
    values_ = own_.data();
}

} // namespace sinter::plugins::random_forest
