// SPDX-License-Identifier: Apache-2.0
//
// Optional abilities of a model: which features it hangs on, over all rows and for each row.
#pragma once

#include <sinter/random.hpp>
#include <sinter/views.hpp>

#include <cstdint>

namespace sinter {

/// Rows whose labels are known, to be predicted by members that did not see them. n rows, k labels.
struct LabelledMaterials {
    MatrixView features;           ///< n x d
    MatrixView labels;             ///< n x k; NaN is a missing label
    Span<std::uint64_t> materials; ///< n; a member did not see the keys that its bag does not hold
};

/// Which features matter to a bagged model. Outputs are labels x features.
class Importance {
public:
    virtual ~Importance() = default;

    /// The share of a feature in the fall of the impurity in training. Each row has the sum 1, or is 0 where
    /// nothing was split.
    virtual void impurity_importance(MatrixOut shares) const = 0;

    /// How much worse members predict rows that they did not see once the feature's values are exchanged
    /// among those: mean over members, and its standard error. Of a number in its unit squared, of classes a
    /// probability. NaN where too few members have such rows. Either may be not wanted. `stream` names the exchanges.
    virtual void permutation_importance(const LabelledMaterials& rows, Stream stream, MatrixOut mean,
                                        MatrixOut standard_error) const = 0;
};

/// What each feature adds to a prediction: Shapley values (Lundberg, Lee 2017).
class Shap {
public:
    virtual ~Shap() = default;

    /// `values`: rows x (outputs x features), output after output. `base`: 1 x outputs, what is predicted
    /// where no feature is known. base and a row's values add up to its prediction. Either may be not wanted.
    virtual void shap_values(MatrixView x, MatrixOut values, MatrixOut base) const = 0;
};

} // namespace sinter
