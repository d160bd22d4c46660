// SPDX-License-Identifier: Apache-2.0
#include "coded_features.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace sinter::plugins::random_forest {

template <class Code>
CodedFeatures<Code>::CodedFeatures(MatrixView x, Host& host)
    : rows_(static_cast<std::size_t>(x.rows())),
      codes_(rows_ * static_cast<std::size_t>(x.columns()), missing),
      values_(static_cast<std::size_t>(x.columns())), has_missing_(values_.size(), 0) {
    host.parallel_for(x.columns(),
                      [&](std::int64_t feature) { code_column(x, static_cast<std::size_t>(feature)); });
}

template <class Code>
void CodedFeatures<Code>::code_column(MatrixView x, std::size_t feature) {
    std::vector<std::pair<double, std::uint32_t>> present;
    present.reserve(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
        const double value = x(static_cast<Index>(row), static_cast<Index>(feature));
        if (!std::isnan(value)) {
            present.emplace_back(value, static_cast<std::uint32_t>(row));
        }
    }
    has_missing_[feature] = present.size() < rows_ ? 1 : 0;
    std::sort(present.begin(), present.end());
    auto& values = values_[feature];
    Code* codes = codes_.data() + feature * rows_;
    for (const auto& [value, row] : present) {
        if (values.empty() || values.back() < value) {
            values.push_back(value);
        }
        codes[row] = static_cast<Code>(values.size() - 1);
    }
    values.shrink_to_fit();
}

template <class Code>
double CodedFeatures<Code>::cut_between(std::size_t feature, Code lower, Code upper) const {
    const double low = values_[feature][lower];
    const double high = values_[feature][upper];
    const double middle = std::midpoint(low, high);
    return middle < high ? middle : low;
}

template class CodedFeatures<std::uint16_t>;
template class CodedFeatures<std::uint32_t>;

} // namespace sinter::plugins::random_forest
