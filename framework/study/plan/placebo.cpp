// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/placebo.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace sinter::study {

data::LabelColumn shuffled_between_materials(const data::Dataset& dataset, const data::LabelColumn& label,
                                             const Stream& study) {
    std::map<std::uint64_t, std::vector<std::size_t>> records; // by key, so that no order of rows matters
    for (std::size_t record = 0; record < label.rows.size(); ++record) {
        const auto material = dataset.row_materials[static_cast<std::size_t>(label.rows[record])];
        records[dataset.materials.keys[static_cast<std::size_t>(material)]].push_back(record);
    }
    std::vector<const std::vector<std::size_t>*> donors;
    for (const auto& [key, own] : records) {
        donors.push_back(&own);
    }
    Draws draws(study.derive("placebo").derive(label.name));
    draws.shuffle(donors);

    data::LabelColumn shuffled = label;
    auto donor = donors.begin();
    for (const auto& [key, own] : records) {
        for (std::size_t i = 0; i < own.size(); ++i) {
            const std::size_t from = (**donor)[i % (*donor)->size()];
            shuffled.values[own[i]] = label.values[from];
            if (!label.errors.empty()) {
                shuffled.errors[own[i]] = label.errors[from];
            }
            if (!label.weights.empty()) {
                shuffled.weights[own[i]] = label.weights[from];
            }
        }
        ++donor;
    }
    return shuffled;
}

} // namespace sinter::study
