// SPDX-License-Identifier: Apache-2.0
//
// A Featurizer as a table of functions, and such a table as a Featurizer.
#pragma once

#include <sinter/abi/featurizer.h>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/strategy.hpp> // what the host of init makes
#include <sinter/featurizer.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinter::bridge {

/// Columns of a schema as they cross; points into the columns' texts.
class CColumns {
public:
    explicit CColumns(const std::vector<InputColumn>& columns) : levels_(columns.size()) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            for (const auto& level : columns[i].levels) {
                levels_[i].push_back(c_text(level));
            }
            c_.push_back({c_text(columns[i].name), c_text(columns[i].unit),
                          static_cast<std::uint32_t>(columns[i].kind),
                          static_cast<std::uint32_t>(levels_[i].size()), levels_[i].data(), nullptr});
        }
    }
    [[nodiscard]] sinter_columns c() const noexcept { return array_of<sinter_columns>(c_); }

private:
    std::vector<std::vector<sinter_string>> levels_;
    std::vector<sinter_column> c_;
};

inline std::vector<InputColumn> columns_from_c(const sinter_columns& c) {
    return elements_from_c(c, "columns", [](const sinter_column& one) {
        InputColumn column{std::string(text_of(one.name)),
                           std::string(text_of(one.unit)),
                           static_cast<FeatureKind>(one.kind),
                           {}};
        for (std::uint32_t k = 0; k < one.level_count; ++k) {
            column.levels.emplace_back(text_of(one.levels[k]));
        }
        return column;
    });
}

namespace exported_featurizer {

class Sink final : public RowReports {
public:
    explicit Sink(const sinter_row_sink* c) : c_(c) {}
    void note(Index row, std::string_view text) override { send(row, SINTER_ROW_NOTE, text); }
    void error(Index row, std::string_view text) override { send(row, SINTER_ROW_ERROR, text); }

private:
    void send(Index row, std::int32_t severity, std::string_view text) {
        if (c_ != nullptr && c_->report != nullptr) {
            call(c_->report, c_->context, row, severity, c_text(text));
        }
    }
    const sinter_row_sink* c_;
};

/// A featurizer of ours with its features as they cross, which are made once it is ready.
struct Handle {
    std::unique_ptr<Featurizer> featurizer;
    std::vector<sinter_feature> features{};
};

inline const Featurizer& of(const void* handle) { return *static_cast<const Handle*>(handle)->featurizer; }
inline void destroy(void* handle) noexcept { delete static_cast<Handle*>(handle); }
inline std::int32_t init(void* handle, const sinter_host* host, sinter_error* error) noexcept {
    return guard(error, [&] {
        auto& own = *static_cast<Handle*>(handle);
        ImportedHost services(host);
        own.featurizer->init(services);
        for (const auto& feature : own.featurizer->features()) {
            own.features.push_back(feature_to_c(feature));
        }
    });
}
inline std::int32_t features(const void* handle, sinter_features* out, sinter_error* error) noexcept {
    return guard(error,
                 [&] { *out = array_of<sinter_features>(static_cast<const Handle*>(handle)->features); });
}
inline std::int32_t featurize(const void* handle, const sinter_materials* materials,
                              const sinter_matrix_out* out, const sinter_row_sink* rows,
                              sinter_error* error) noexcept {
    return guard(error, [&] {
        Sink sink(rows);
        of(handle).featurize(Materials(*materials), MatrixOut(*out), sink);
    });
}
inline const void* get_interface(const void* /*handle*/, sinter_string /*id*/) noexcept { return nullptr; }

inline constexpr sinter_featurizer table{
    sizeof(sinter_featurizer), 0, destroy, init, features, featurize, get_interface};

} // namespace exported_featurizer

/// The receiver destroys the handle.
inline sinter_featurizer_ref export_featurizer(std::unique_ptr<Featurizer> featurizer) {
    return {&exported_featurizer::table, new exported_featurizer::Handle{std::move(featurizer)}};
}

/// A featurizer of the other side. Owns the handle.
class ImportedFeaturizer final : public Featurizer {
public:
    explicit ImportedFeaturizer(sinter_featurizer_ref ref) : ref_(ref) {
        require_table(ref.table, "featurizer");
        require_slot(ref.table->destroy, "featurizer", "destroy");
        require_slot(ref.table->init, "featurizer", "init");
        require_slot(ref.table->features, "featurizer", "features");
        require_slot(ref.table->featurize, "featurizer", "featurize");
        require_slot(ref.table->get_interface, "featurizer", "get_interface");
    }

    void init(Host& host) override {
        const ExportedHost services(host);
        call(ref_.table()->init, ref_.handle(), services.c());
        sinter_features c{nullptr, 0, 0};
        call(ref_.table()->features, ref_.handle(), &c);
        constexpr std::uint64_t most = 1'000'000;
        if (c.count > most) {
            throw Error(SINTER_INTERNAL, "says it has " + std::to_string(c.count) + " features");
        }
        features_ = features_from_c(c);
    }

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        const sinter_row_sink sink{&rows, report};
        call(ref_.table()->featurize, ref_.handle(), &materials.c(), &out.c(), &sink);
    }

private:
    static std::int32_t report(void* context, std::int64_t row, std::int32_t severity, sinter_string text,
                               sinter_error* error) noexcept {
        return guard(error, [&] {
            auto& rows = *static_cast<RowReports*>(context);
            severity == SINTER_ROW_ERROR ? rows.error(row, text_of(text)) : rows.note(row, text_of(text));
        });
    }

    OwnedHandle<sinter_featurizer_ref> ref_;
    std::vector<Feature> features_;
};

} // namespace sinter::bridge
