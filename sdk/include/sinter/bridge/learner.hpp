// SPDX-License-Identifier: Apache-2.0
//
// A Learner as a table of functions, and such a table as a Learner.
#pragma once

#include <sinter/abi/learner.h>
#include <sinter/bridge/arrays.hpp>
#include <sinter/bridge/guard.hpp>
#include <sinter/bridge/host.hpp>
#include <sinter/bridge/keys.hpp>
#include <sinter/bridge/model.hpp>
#include <sinter/learner.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace sinter::bridge {

[[nodiscard]] inline sinter_feature feature_to_c(const Feature& feature) {
    return {c_text(feature.name), c_text(feature.unit), static_cast<std::uint32_t>(feature.kind),
            feature.level_count};
}
[[nodiscard]] inline Feature feature_from_c(const sinter_feature& c) {
    return {std::string(text_of(c.name)), std::string(text_of(c.unit)), static_cast<FeatureKind>(c.kind),
            c.level_count};
}
[[nodiscard]] inline sinter_label label_to_c(const Label& label) {
    return {c_text(label.name), c_text(label.unit), label.class_count, 0};
}
[[nodiscard]] inline Label label_from_c(const sinter_label& c) {
    return {std::string(text_of(c.name)), std::string(text_of(c.unit)), c.class_count};
}
[[nodiscard]] inline sinter_vector vector_to_c(Span<double> values) {
    return {values.data(), static_cast<std::int64_t>(values.size())};
}
[[nodiscard]] inline Span<double> vector_from_c(const sinter_vector& c) {
    return {c.data, static_cast<std::size_t>(c.size)};
}
/// {data, count, stride} of converted elements, and on the other side.
[[nodiscard]] inline std::vector<Feature> features_from_c(const sinter_features& c) {
    return elements_from_c(c, "features", feature_from_c);
}
[[nodiscard]] inline std::vector<Label> labels_from_c(const sinter_labels& c) {
    return elements_from_c(c, "labels", label_from_c);
}
/// A training set as it crosses; points into what the TrainingSet looks at.
class CTrainingSet {
public:
    explicit CTrainingSet(const TrainingSet& training) {
        for (const auto& feature : training.feature_infos) {
            features_.push_back(feature_to_c(feature));
        }
        for (const auto& label : training.label_infos) {
            labels_.push_back(label_to_c(label));
        }
        c_ = {sizeof(sinter_training_set),
              0,
              training.features.c(),
              training.labels.c(),
              vector_to_c(training.weights),
              keys_to_c(training.materials),
              array_of<sinter_features>(features_),
              array_of<sinter_labels>(labels_),
              training.stream.c(),
              vector_to_c(training.label_weights),
              training.noise.c()};
    }
    CTrainingSet(const CTrainingSet&) = delete; // c_ points into features_ and labels_
    CTrainingSet& operator=(const CTrainingSet&) = delete;
    [[nodiscard]] const sinter_training_set* c() const noexcept { return &c_; }

private:
    std::vector<sinter_feature> features_;
    std::vector<sinter_label> labels_;
    sinter_training_set c_{};
};

/// The same on the receiving side; holds the names that the view needs.
class TrainingSetFromC {
public:
    explicit TrainingSetFromC(const sinter_training_set& c) {
        features_ = features_from_c(c.feature_infos);
        labels_ = labels_from_c(c.label_infos);
        view_ = {MatrixView(c.features),
                 MatrixView(c.labels),
                 vector_from_c(c.weights),
                 keys_from_c(c.materials),
                 features_,
                 labels_,
                 Stream(c.stream),
                 vector_from_c(c.label_weights),
                 MatrixView(c.noise)};
    }
    TrainingSetFromC(const TrainingSetFromC&) = delete; // view_ points into features_ and labels_
    TrainingSetFromC& operator=(const TrainingSetFromC&) = delete;
    [[nodiscard]] const TrainingSet& view() const noexcept { return view_; }

private:
    std::vector<Feature> features_;
    std::vector<Label> labels_;
    TrainingSet view_;
};

namespace exported_learner {

inline void destroy(void* handle) noexcept { delete static_cast<Learner*>(handle); }
inline std::int32_t init(void* handle, const sinter_host* host, sinter_error* error) noexcept {
    return guard(error, [&] {
        ImportedHost services(host);
        static_cast<Learner*>(handle)->init(services);
    });
}
inline std::int32_t capabilities(const void* handle, std::uint64_t* out, sinter_error* error) noexcept {
    return guard(error, [&] { *out = static_cast<const Learner*>(handle)->capabilities(); });
}
inline std::int32_t fit(const void* handle, const sinter_training_set* training, const sinter_host* host,
                        sinter_model_ref* model, sinter_error* error) noexcept {
    return guard(error, [&] {
        const TrainingSetFromC set(*training);
        ImportedHost services(host);
        *model = export_model(static_cast<const Learner*>(handle)->fit(set.view(), services));
    });
}
inline std::int32_t restore(const void* handle, const sinter_bytes* state, sinter_model_ref* model,
                            sinter_error* error) noexcept {
    return guard(error, [&] {
        *model = export_model(restored(*static_cast<const Learner*>(handle)->restorer(),
                                       {state->data, static_cast<std::size_t>(state->size)}));
    });
}

inline constexpr sinter_model_restorer restorer_table{sizeof(sinter_model_restorer), 0, restore};

inline const void* get_interface(const void* handle, sinter_string id) noexcept {
    const bool restores = static_cast<const Learner*>(handle)->restorer() != nullptr;
    return restores && text_of(id) == SINTER_MODEL_RESTORER_INTERFACE ? &restorer_table : nullptr;
}

inline constexpr sinter_learner table{sizeof(sinter_learner), 0,   destroy,      init,
                                      capabilities,           fit, get_interface};

} // namespace exported_learner

/// The receiver destroys the handle.
inline sinter_learner_ref export_learner(std::unique_ptr<Learner> learner) {
    return {&exported_learner::table, learner.release()};
}

/// The ability of a learner of the other side, which owns the handle; without a table it is not there.
class ImportedRestorer final : public ModelRestorer {
public:
    ImportedRestorer() = default;
    ImportedRestorer(const sinter_model_restorer* table, const void* handle)
        : table_(table), handle_(handle) {}

    [[nodiscard]] const ModelRestorer* get() const noexcept { return table_ != nullptr ? this : nullptr; }

    /// The other side gets all that is left, and takes all of it or refuses.
    [[nodiscard]] std::shared_ptr<const Model> restore(StateReader& state) const override {
        const auto rest = state.rest();
        const sinter_bytes bytes{rest.data(), rest.size()};
        sinter_model_ref model{nullptr, nullptr};
        call(table_->restore, handle_, &bytes, &model);
        return std::make_shared<ImportedModel>(model);
    }

private:
    const sinter_model_restorer* table_ = nullptr;
    const void* handle_ = nullptr;
};

/// A learner of the other side. Owns the handle.
class ImportedLearner final : public Learner {
public:
    explicit ImportedLearner(sinter_learner_ref ref) : ref_(ref) {
        require_table(ref.table, "learner");
        require_slot(ref.table->destroy, "learner", "destroy");
        require_slot(ref.table->init, "learner", "init");
        require_slot(ref.table->capabilities, "learner", "capabilities");
        require_slot(ref.table->fit, "learner", "fit");
        require_slot(ref.table->get_interface, "learner", "get_interface");
        constexpr const char* id = SINTER_MODEL_RESTORER_INTERFACE;
        const auto* restorer =
            static_cast<const sinter_model_restorer*>(ref.table->get_interface(ref.handle, c_text(id)));
        if (restorer != nullptr) {
            require_table(restorer, id);
            require_slot(restorer->restore, id, "restore");
        }
        restorer_ = {restorer, ref.handle};
    }

    void init(Host& host) override {
        const ExportedHost services(host);
        call(ref_.table()->init, ref_.handle(), services.c());
    }
    [[nodiscard]] Capabilities capabilities() const override {
        Capabilities capabilities = 0;
        call(ref_.table()->capabilities, ref_.handle(), &capabilities);
        return capabilities;
    }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const override {
        const CTrainingSet set(training);
        const ExportedHost services(host);
        sinter_model_ref model{nullptr, nullptr};
        call(ref_.table()->fit, ref_.handle(), set.c(), services.c(), &model);
        return std::make_shared<ImportedModel>(model);
    }
    [[nodiscard]] const ModelRestorer* restorer() const override { return restorer_.get(); }

private:
    OwnedHandle<sinter_learner_ref> ref_;
    ImportedRestorer restorer_;
};

inline std::unique_ptr<Learner> import_learner(sinter_learner_ref ref) {
    return std::make_unique<ImportedLearner>(ref);
}

} // namespace sinter::bridge
