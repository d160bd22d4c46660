// SPDX-License-Identifier: Apache-2.0
//
// How large each table and each element of an array is in the first release of its interface (64-bit). These
// numbers never change; a static_assert beside each pins the layout that they were read from.
#pragma once

#include <sinter/abi/abilities/bagged_uncertainty.h>
#include <sinter/abi/abilities/importance.h>
#include <sinter/abi/abilities/interval.h>
#include <sinter/abi/abilities/out_of_bag.h>
#include <sinter/abi/abilities/saved_model.h>
#include <sinter/abi/abilities/transfer_model.h>
#include <sinter/abi/abilities/uncertainty.h>
#include <sinter/abi/featurizer.h>
#include <sinter/abi/host.h>
#include <sinter/abi/learner.h>
#include <sinter/abi/model.h>
#include <sinter/abi/parameters.h>
#include <sinter/abi/strategy.h>
#include <sinter/bridge/guard.hpp>

#include <cstddef>
#include <cstdint>

namespace sinter::bridge {

template <>
inline constexpr std::uint32_t floor_of<sinter_parameter> = 136;
template <>
inline constexpr std::uint32_t floor_of<sinter_value> = 96;
template <>
inline constexpr std::uint32_t floor_of<sinter_column> = 56;
template <>
inline constexpr std::uint32_t floor_of<sinter_feature> = 40;
template <>
inline constexpr std::uint32_t floor_of<sinter_label> = 40;
template <>
inline constexpr std::uint32_t floor_of<sinter_task> = 136;
template <>
inline constexpr std::uint32_t floor_of<sinter_learner_need> = 40;
template <>
inline constexpr std::uint32_t floor_of<sinter_host> = 80;
template <>
inline constexpr std::uint32_t floor_of<sinter_model> = 32;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_uncertainty> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_out_of_bag> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_interval> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_covariance> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_influence> = 24;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_monte_carlo> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_importance> = 24;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_shap> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_saved_model> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_model_restorer> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_learner> = 48;
template <>
inline constexpr std::uint32_t floor_of<sinter_featurizer> = 48;
template <>
inline constexpr std::uint32_t floor_of<sinter_strategy> = 48;
template <>
inline constexpr std::uint32_t floor_of<sinter_transfer_model> = 32;
template <>
inline constexpr std::uint32_t floor_of<sinter_transfer_model_out_of_bag> = 16;
template <>
inline constexpr std::uint32_t floor_of<sinter_transfer_model_covariance> = 16;

// The last field of the first release ends at the floor; fields that come later must not move it.
template <class Table, class Field>
constexpr bool ends_at_floor(std::size_t offset) {
    return offset + sizeof(Field) == floor_of<Table>;
}
static_assert(sizeof(void*) == 8, "the boundary is defined for 64-bit machines");
static_assert(ends_at_floor<sinter_parameter, sinter_parameters>(offsetof(sinter_parameter, fields)));
static_assert(ends_at_floor<sinter_value, sinter_values>(offsetof(sinter_value, fields)));
static_assert(ends_at_floor<sinter_column, void*>(offsetof(sinter_column, values)));
static_assert(ends_at_floor<sinter_feature, std::uint32_t>(offsetof(sinter_feature, level_count)));
static_assert(ends_at_floor<sinter_label, std::uint32_t>(offsetof(sinter_label, reserved)));
static_assert(ends_at_floor<sinter_task, double>(offsetof(sinter_task, cost)));
static_assert(ends_at_floor<sinter_learner_need, sinter_string>(offsetof(sinter_learner_need, why)));
static_assert(ends_at_floor<sinter_host, void*>(offsetof(sinter_host, get_interface)));
static_assert(ends_at_floor<sinter_model, void*>(offsetof(sinter_model, get_interface)));
static_assert(ends_at_floor<sinter_model_uncertainty, void*>(offsetof(sinter_model_uncertainty, predict)));
static_assert(ends_at_floor<sinter_model_out_of_bag, void*>(offsetof(sinter_model_out_of_bag, predict)));
static_assert(ends_at_floor<sinter_model_interval, void*>(offsetof(sinter_model_interval, predict)));
static_assert(ends_at_floor<sinter_model_covariance, void*>(offsetof(sinter_model_covariance, predict)));
static_assert(ends_at_floor<sinter_model_influence, void*>(offsetof(sinter_model_influence, predict)));
static_assert(ends_at_floor<sinter_model_monte_carlo, void*>(offsetof(sinter_model_monte_carlo, predict)));
static_assert(ends_at_floor<sinter_model_importance, void*>(offsetof(sinter_model_importance, permutation)));
static_assert(ends_at_floor<sinter_model_shap, void*>(offsetof(sinter_model_shap, predict)));
static_assert(ends_at_floor<sinter_saved_model, void*>(offsetof(sinter_saved_model, save)));
static_assert(ends_at_floor<sinter_model_restorer, void*>(offsetof(sinter_model_restorer, restore)));
static_assert(ends_at_floor<sinter_learner, void*>(offsetof(sinter_learner, get_interface)));
static_assert(ends_at_floor<sinter_featurizer, void*>(offsetof(sinter_featurizer, get_interface)));
static_assert(ends_at_floor<sinter_strategy, void*>(offsetof(sinter_strategy, get_interface)));
static_assert(ends_at_floor<sinter_transfer_model, void*>(offsetof(sinter_transfer_model, get_interface)));
static_assert(ends_at_floor<sinter_transfer_model_out_of_bag, void*>(
    offsetof(sinter_transfer_model_out_of_bag, predict)));
static_assert(ends_at_floor<sinter_transfer_model_covariance, void*>(
    offsetof(sinter_transfer_model_covariance, predict)));
static_assert(sizeof(sinter_error) == 2168 && sizeof(sinter_matrix) == 40);

} // namespace sinter::bridge
