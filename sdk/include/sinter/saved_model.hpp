// SPDX-License-Identifier: Apache-2.0
//
// Models that can be saved, and the learners that make them again.
#pragma once

#include <sinter/abi/abilities/saved_model.h>
#include <sinter/saved_state.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace sinter {

class Model;

/// Optional ability of a model: its state as bytes. Same model, same bytes.
///
///   void save(StateWriter& state) const override {
///       state.begin("my_plugin", 1);
///       state.real(slope_);
///   }
class SavedModel {
public:
    virtual ~SavedModel() = default;
    virtual void save(StateWriter& state) const = 0;
};

/// Optional ability of a learner: a model out of its state. The learner has the options that the model was
/// fitted with. The model predicts the same bytes and has the abilities that the saved one had, but for those
/// that the learner's page names.
///
/// Whatever the model will use as a place or a size is checked here, against the rest of the state; what
/// is left over is refused by the caller. The model then refuses an x or an output whose columns are not
/// those of its fit. Throws Error.
///
///   std::shared_ptr<const Model> restore(StateReader& state) const override {
///       state.begin("my_plugin", 1, 1);
///       return std::make_shared<Fitted>(state.real("slope"));
///   }
class ModelRestorer {
public:
    virtual ~ModelRestorer() = default;
    [[nodiscard]] virtual std::shared_ptr<const Model> restore(StateReader& state) const = 0;
};

/// The whole state.
[[nodiscard]] inline std::vector<std::uint8_t> state_of(const SavedModel& model) {
    std::vector<std::uint8_t> state;
    StateWriter writer(
        [&](Span<std::uint8_t> bytes) { state.insert(state.end(), bytes.begin(), bytes.end()); });
    model.save(writer);
    writer.flush();
    return state;
}
/// From the whole state.
[[nodiscard]] inline std::shared_ptr<const Model> restored(const ModelRestorer& restorer,
                                                           Span<std::uint8_t> state) {
    StateReader reader(state);
    auto model = restorer.restore(reader);
    reader.finish();
    return model;
}

} // namespace sinter
