// SPDX-License-Identifier: Apache-2.0
//
// Saving and restoring as tables of functions, and such tables as abilities.
// The restorer's own side is in bridge/learner.hpp.
#pragma once

#include <sinter/abi/abilities/saved_model.h>
#include <sinter/bridge/floors.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/model.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace sinter::bridge {

namespace exported_model {

inline std::int32_t save(const void* handle, const sinter_byte_sink* sink, sinter_error* error) noexcept {
    return guard(error, [&] {
        const Model& model = **static_cast<const std::shared_ptr<const Model>*>(handle);
        StateWriter writer([&](Span<std::uint8_t> bytes) {
            call(sink->write, sink->context, sinter_bytes{bytes.data(), bytes.size()});
        });
        model.saved()->save(writer);
        writer.flush();
    });
}

inline constexpr sinter_saved_model saved_table{sizeof(sinter_saved_model), 0, save};

} // namespace exported_model

/// The ability of a model of the other side, which owns the handle; without a table it is not there.
class ImportedSavedModel final : public SavedModel {
public:
    ImportedSavedModel() = default;
    ImportedSavedModel(const sinter_saved_model* table, const void* handle)
        : table_(table), handle_(handle) {}

    [[nodiscard]] const SavedModel* get() const noexcept { return table_ != nullptr ? this : nullptr; }

    void save(StateWriter& state) const override {
        Receiver receiver{&state, SINTER_OK};
        const sinter_byte_sink sink{&receiver, receive};
        call(table_->save, handle_, &sink);
        if (receiver.status != SINTER_OK) {
            throw Error(receiver.status, "it went on after its state was not taken");
        }
    }

private:
    struct Receiver {
        StateWriter* writer;
        std::int32_t status;
    };
    static std::int32_t receive(void* context, sinter_bytes bytes, sinter_error* error) noexcept {
        auto& receiver = *static_cast<Receiver*>(context);
        if (receiver.status == SINTER_OK) {
            receiver.status = guard(error, [&] {
                receiver.writer->raw({bytes.data, static_cast<std::size_t>(bytes.size)});
            });
        }
        return receiver.status;
    }

    const sinter_saved_model* table_ = nullptr;
    const void* handle_ = nullptr;
};

} // namespace sinter::bridge
