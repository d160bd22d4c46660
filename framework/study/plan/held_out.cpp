// SPDX-License-Identifier: Apache-2.0
#include "framework/study/plan/held_out.hpp"

#include <cstddef>

namespace sinter::study {
namespace {

std::uint64_t material_key(const Plan& plan, std::size_t row) {
    return plan.dataset.materials.keys[static_cast<std::size_t>(plan.dataset.row_materials[row])];
}

} // namespace

HeldOut::HeldOut(const Plan& plan, HoldOutSources policy, const evaluation::Split& split) : plan_(plan) {
    if (policy != HoldOutSources::yes || plan.groups.by_record) {
        return;
    }
    for (const std::int64_t index : split.test) {
        const auto row = static_cast<std::size_t>(plan.records[static_cast<std::size_t>(index)].row);
        groups_.insert(plan.groups.keys[row]);
        materials_.insert(material_key(plan, row));
    }
}

bool HeldOut::operator()(std::int64_t row) const {
    const auto index = static_cast<std::size_t>(row);
    return groups_.contains(plan_.groups.keys[index]) || materials_.contains(material_key(plan_, index));
}

} // namespace sinter::study
