// SPDX-License-Identifier: Apache-2.0
//
// What the broken plugins have in common: a learner with nothing wrong, and an entry written by hand so that
// each of them can get one thing wrong.
#pragma once

#include <sinter/plugin.hpp>

namespace sinter::tests {

/// Predicts the mean of the labels.
class MeanModel final : public Model {
public:
    explicit MeanModel(double mean) : mean_(mean) {}
    void predict(MatrixView /*x*/, MatrixOut mean) const override { mean.map().setConstant(mean_); }

private:
    double mean_;
};

class SoundLearner : public Learner {
public:
    static Parameters parameters() {
        Parameters p;
        p.integer("trees", 10).at_least(1).doc("number of trees");
        return p;
    }
    explicit SoundLearner(const Options& /*options*/) {}
    [[nodiscard]] Capabilities capabilities() const override { return SINTER_CAN_REGRESS; }
    [[nodiscard]] std::shared_ptr<const Model> fit(const TrainingSet& training, Host&) const override {
        if (training.labels.rows() == 0) {
            fail_invalid("there are no rows");
        }
        return std::make_shared<MeanModel>(training.labels.map().mean());
    }
};

} // namespace sinter::tests

// NOLINTBEGIN: the section and the symbol are what these files are about
#define MANIFEST(text)                                                                                       \
    extern "C" __attribute__((section(SINTER_MANIFEST_SECTION))) const char test_manifest[];                 \
    extern "C" __attribute__((used)) const char test_manifest[] = text

#define MANIFEST_OF(id, kind, version, abi)                                                                  \
    MANIFEST(SINTER_MANIFEST_HEADER "\nid=" id "\nkind=" kind "\nversion=" version "\nabi=" abi "\n")

#define ENTRY(magic, abi, size, id, version, get)                                                            \
    extern "C" __attribute__((visibility("default"))) const sinter_plugin_entry_table sinter_plugin_entry;   \
    extern "C" const sinter_plugin_entry_table sinter_plugin_entry = {                                       \
        magic,                                                                                               \
        abi,                                                                                                 \
        size,                                                                                                \
        SINTER_SDK_VERSION,                                                                                  \
        0,                                                                                                   \
        sinter::bridge::literal(id),                                                                         \
        sinter::bridge::literal(version),                                                                    \
        sinter::bridge::literal(SINTER_TOOLCHAIN),                                                           \
        get}

#define SOUND_GET sinter::bridge::learner_interface<sinter::tests::SoundLearner>
// NOLINTEND
