// SPDX-License-Identifier: Apache-2.0
//
// An algorithm with its options; fitting gives a model.
#pragma once

#include <sinter/abi/learner.h>
#include <sinter/featurizer.hpp>
#include <sinter/host.hpp>
#include <sinter/model.hpp>
#include <sinter/random.hpp>
#include <sinter/saved_model.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sinter {

/// What a label column holds.
struct Label {
    std::string name;
    /// Of the numbers as a plugin sees them: under `transform = "log10"` labels are logarithms, here and in
    /// what a model predicts, and the unit is "log10(GPa)". The host undoes the transform in reports.
    std::string unit;
    std::uint32_t class_count = 0; ///< 0: a number; otherwise class indices 0 .. class_count - 1
};

/// How many columns a prediction of the label takes: one for a number, one per class for classes, which then
/// hold the classes' probabilities.
[[nodiscard]] inline Index output_count(const Label& label) {
    return label.class_count > 0 ? static_cast<Index>(label.class_count) : 1;
}
/// Of several labels side by side.
[[nodiscard]] inline Index output_count(Span<Label> labels) {
    Index count = 0;
    for (const Label& label : labels) {
        count += output_count(label);
    }
    return count;
}

/// What a learner is fitted on; a view. n rows, d features, k labels.
struct TrainingSet {
    MatrixView features;           ///< n x d; NaN is a missing value
    MatrixView labels;             ///< n x k; NaN is a missing label
    Span<double> weights;          ///< n, > 0; empty: all one
    Span<std::uint64_t> materials; ///< n; rows with equal keys are the same material and share their bags
    Span<Feature> feature_infos;   ///< d
    Span<Label> label_infos;       ///< k
    Stream stream;                 ///< names every random number of this fit
    /// k, > 0: how much each label counts in a fit on several; empty: all one.
    Span<double> label_weights{};
    /// n x k: the variance of each label's stated error, in its unit squared, >= 0; NaN: not stated. Without
    /// columns if none is stated, or if the learner does not say SINTER_CAN_NOISE.
    MatrixView noise{};
};

/// Bits of SINTER_CAN_... and SINTER_GIVES_... (abi/learner.h)
using Capabilities = std::uint64_t;

/// An algorithm with its options.
///
/// A plugin's class also has
///   static Parameters parameters();
///   explicit Learner(const Options&);
/// Life: the constructor reads the options and is quick; init is called once after it and does what takes long
/// or can fail; then the other members are called.
/// Threads: const members may be called from several threads at once.
/// Errors: every member may throw Error (error.hpp); anything else that it throws counts as a bug of the plugin.
class Learner {
public:
    Learner() = default;
    Learner(const Learner&) = delete;
    Learner& operator=(const Learner&) = delete;
    virtual ~Learner() = default;

    /// Reads files, fills tables. The host makes no learners or strategies here.
    virtual void init(Host& /*host*/) {}

    /// What training sets it can take, and what its models have; the host refuses others. Follows from the
    /// options, and may be asked before init.
    [[nodiscard]] virtual Capabilities capabilities() const = 0;

    /// The model refers neither to the learner nor to the training set. Same training set, same bytes,
    /// whatever the number of threads.
    [[nodiscard]] virtual std::shared_ptr<const Model> fit(const TrainingSet& training, Host& host) const = 0;

    /// Null where its models cannot be saved. Owned by the learner.
    [[nodiscard]] virtual const ModelRestorer* restorer() const { return nullptr; }
};

inline std::unique_ptr<Learner> Host::make_learner(std::string_view name) {
    return make_learner(name, OptionChanges());
}

} // namespace sinter
