// SPDX-License-Identifier: Apache-2.0
//
// Predictions of a model, with the deviations it knows.
#pragma once

#include <sinter/error.hpp>
#include <sinter/learner.hpp>
#include <sinter/model.hpp>
#include <sinter/strategy.hpp>
#include <sinter/unknown.hpp>
#include <sinter/views.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstdint>
#include <limits>

namespace sinter {

/// Rows x outputs (output_count in learner.hpp). A deviation that is not known is NaN; a class's probability has none.
struct Prediction {
    RowMatrix mean;
    RowMatrix sigma_mean; ///< how uncertain the mean is
    RowMatrix sigma_obs;  ///< how far a new measurement will be

    Prediction(Index rows, Index outputs)
        : mean(RowMatrix::Constant(rows, outputs, std::numeric_limits<double>::quiet_NaN())),
          sigma_mean(mean), sigma_obs(mean) {}
};

/// What a model of these labels predicts.
[[nodiscard]] inline Prediction predict_labels(const Model& model, MatrixView x, Span<Label> labels) {
    Prediction p(x.rows(), output_count(labels));
    const bool numbers =
        std::any_of(labels.begin(), labels.end(), [](const Label& label) { return label.class_count == 0; });
    if (!numbers || model.uncertainty() == nullptr) {
        model.predict(x, MatrixOut(p.mean));
        return p;
    }
    model.uncertainty()->predict_with_deviations(x, MatrixOut(p.mean), MatrixOut(p.sigma_mean),
                                                 MatrixOut(p.sigma_obs));
    Index output = 0;
    for (const Label& label : labels) {
        if (label.class_count > 0) {
            p.sigma_mean.middleCols(output, output_count(label)).setConstant(unknown);
            p.sigma_obs.middleCols(output, output_count(label)).setConstant(unknown);
        }
        output += output_count(label);
    }
    return p;
}

[[nodiscard]] inline Prediction predict_label(const Model& model, MatrixView x, const Label& label) {
    return predict_labels(model, x, Span<Label>(&label, 1));
}

/// The out-of-bag predictions of a model. Throws Error if it has none: fit_with_out_of_bag (cross_fitted.hpp)
/// gives any learner's models some.
[[nodiscard]] inline const OutOfBag& require_out_of_bag(const Model& model) {
    const OutOfBag* out_of_bag = model.out_of_bag();
    if (out_of_bag == nullptr) {
        fail_unsupported("a model without out-of-bag predictions is asked for some; fit it with "
                         "fit_with_out_of_bag, or need SINTER_GIVES_OUT_OF_BAG of its learner");
    }
    return *out_of_bag;
}

/// What a model that was also fitted on source rows predicts for candidates. If those rows may be of the
/// candidates' own materials (SourceRows::read_out_of_bag), the mean is that of members that did not see them;
/// the model must then have out-of-bag predictions, else this throws Error.
[[nodiscard]] inline Prediction predict_candidates(const Model& model, const Candidates& candidates,
                                                   Span<Label> labels, bool read_out_of_bag) {
    Prediction p = predict_labels(model, candidates.features, labels);
    if (read_out_of_bag) {
        require_out_of_bag(model).predict_out_of_bag(candidates.features, candidates.materials,
                                                     MatrixOut(p.mean));
    }
    return p;
}

/// What the members of a model predict that did not see the candidates' materials. Throws Error if the model has
/// no out-of-bag predictions.
[[nodiscard]] inline RowMatrix predict_out_of_bag(const Model& model, MatrixView x,
                                                  Span<std::uint64_t> materials, Span<Label> labels) {
    RowMatrix mean(x.rows(), output_count(labels));
    require_out_of_bag(model).predict_out_of_bag(x, materials, MatrixOut(mean));
    return mean;
}

/// Copies a prediction to those outputs that are wanted. Columns further right than they have (of labels that
/// were fitted along) are left out.
inline void write_prediction(const Prediction& p, const PredictionsOut& out) {
    const auto copy = [](const RowMatrix& from, const MatrixOut& to) {
        if (to.wanted()) {
            to.map() = from.leftCols(to.columns());
        }
    };
    copy(p.mean, out.mean);
    copy(p.sigma_mean, out.sigma_mean);
    copy(p.sigma_obs, out.sigma_obs);
}

} // namespace sinter
