// SPDX-License-Identifier: Apache-2.0
//
// A Featurizer as a table of functions, and such a table as a Featurizer.
#pragma once

#include <sinter/abi/featurizer.h>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/learner.hpp>
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
    explicit CColumns(const std::vector<Column>& columns) : levels_(columns.size()) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            for (const auto& level : columns[i].levels) {
                levels_[i].push_back(c_text(level));
            }
            c_.push_back({c_text(columns[i].name), c_text(columns[i].unit),
                          static_cast<std::uint32_t>(columns[i].kind),
                          static_cast<std::uint32_t>(levels_[i].size()), levels_[i].data(), nullptr});
        }
    }
    [[nodiscard]] const sinter_column* data() const noexcept { return c_.data(); }
    [[nodiscard]] std::uint64_t size() const noexcept { return c_.size(); }

private:
    std::vector<std::vector<sinter_string>> levels_;
    std::vector<sinter_column> c_;
};

inline std::vector<Column> columns_from_c(const sinter_column* c, std::uint64_t count) {
    std::vector<Column> columns;
    for (std::uint64_t i = 0; i < count; ++i) {
        Column column{std::string(text_of(c[i].name)),
                      std::string(text_of(c[i].unit)),
                      static_cast<Kind>(c[i].kind),
                      {}};
        for (std::uint32_t k = 0; k < c[i].level_count; ++k) {
            column.levels.emplace_back(text_of(c[i].levels[k]));
        }
        columns.push_back(std::move(column));
    }
    return columns;
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
            c_->report(c_->context, row, severity, c_text(text));
        }
    }
    const sinter_row_sink* c_;
};

inline const Featurizer& of(const void* handle) { return *static_cast<const Featurizer*>(handle); }
inline void destroy(void* handle) noexcept { delete static_cast<Featurizer*>(handle); }
inline std::int64_t feature_count(const void* handle) noexcept {
    return static_cast<std::int64_t>(of(handle).features().size());
}
inline void feature(const void* handle, std::int64_t index, sinter_feature* out) noexcept {
    *out = feature_to_c(of(handle).features()[static_cast<std::size_t>(index)]);
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
    sizeof(sinter_featurizer), 0, destroy, feature_count, feature, featurize, get_interface};

} // namespace exported_featurizer

/// The receiver destroys the handle.
inline sinter_featurizer_ref export_featurizer(std::unique_ptr<Featurizer> featurizer) {
    return {&exported_featurizer::table, featurizer.release()};
}

/// A featurizer of the other side. Owns the handle.
class ImportedFeaturizer final : public Featurizer {
public:
    explicit ImportedFeaturizer(sinter_featurizer_ref ref) : ref_(ref) {
        require_table(ref.table, "featurizer");
        require_slot(ref.table->destroy, "featurizer", "destroy");
        require_slot(ref.table->feature_count, "featurizer", "feature_count");
        require_slot(ref.table->feature, "featurizer", "feature");
        require_slot(ref.table->featurize, "featurizer", "featurize");
        require_slot(ref.table->get_interface, "featurizer", "get_interface");
        const std::int64_t count = ref.table->feature_count(ref.handle);
        constexpr std::int64_t most = 1'000'000;
        if (count < 0 || count > most) {
            throw Error(SINTER_INTERNAL, "says it has " + std::to_string(count) + " features");
        }
        for (std::int64_t j = 0; j < count; ++j) {
            sinter_feature c{};
            ref.table->feature(ref.handle, j, &c);
            features_.push_back(feature_from_c(c));
        }
    }

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        const sinter_row_sink sink{&rows, report};
        call(ref_.table()->featurize, ref_.handle(), &materials.c(), &out.c(), &sink);
    }

private:
    static void report(void* context, std::int64_t row, std::int32_t severity, sinter_string text) noexcept {
        guard(nullptr, [&] {
            auto& rows = *static_cast<RowReports*>(context);
            severity == SINTER_ROW_ERROR ? rows.error(row, text_of(text)) : rows.note(row, text_of(text));
        });
    }

    OwnedHandle<sinter_featurizer_ref> ref_;
    std::vector<Feature> features_;
};

} // namespace sinter::bridge
