// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/dataset.hpp"

#include <algorithm>
#include <utility>

namespace sinter::data {

const LabelColumn* Dataset::label(std::string_view name) const noexcept {
    const auto found =
        std::find_if(labels.begin(), labels.end(), [&](const auto& l) { return l.name == name; });
    return found == labels.end() ? nullptr : &*found;
}

std::vector<Index> Dataset::materials_with(const LabelColumn& label) const {
    std::vector<Index> found;
    found.reserve(label.rows.size());
    for (const Index row : label.rows) {
        found.push_back(row_materials[static_cast<std::size_t>(row)]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

Index overlap(const Dataset& dataset, const LabelColumn& first, const LabelColumn& second) {
    const auto a = dataset.materials_with(first);
    const auto b = dataset.materials_with(second);
    std::vector<Index> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<Index>(both.size());
}

} // namespace sinter::data
