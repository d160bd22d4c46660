// SPDX-License-Identifier: Apache-2.0
//
// An object of the plugin that answers standard questions, whatever its kind: for the checks that all kinds share.
#pragma once

#include <sinter/testkit/expect.hpp>
#include <sinter/testkit/guarded_matrix.hpp>
#include <sinter/testkit/material_data.hpp>
#include <sinter/testkit/subject.hpp>
#include <sinter/testkit/training_data.hpp>
#include <sinter/testkit/transfer_data.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace sinter::testkit {

/// The stream of the data of question number `question`.
[[nodiscard]] inline Stream data_stream(const Subject& subject, std::uint64_t question) {
    return Stream(subject.seed).derive("conformance").derive(question);
}

[[nodiscard]] inline RowMatrix predicted(const Model& model, const RowMatrix& x, Index outputs,
                                         Layout x_layout = Layout::rows, Layout out_layout = Layout::rows) {
    const GuardedMatrix in(x, x_layout);
    GuardedMatrix mean(x.rows(), outputs, out_layout);
    model.predict(in.view(), mean.out());
    mean.require_filled("predict");
    return mean.values();
}

[[nodiscard]] inline RowMatrix predicted(const TransferModel& model, const Candidates& candidates,
                                         Index outputs, Layout layout = Layout::rows) {
    const Index rows = candidates.features.rows();
    GuardedMatrix mean(rows, outputs, layout);
    GuardedMatrix sigma_mean(rows, outputs, layout);
    GuardedMatrix sigma_obs(rows, outputs, layout);
    model.predict(candidates, {mean.out(), sigma_mean.out(), sigma_obs.out()});
    mean.require_filled("predict (mean)");
    sigma_mean.require_filled("predict (sigma_mean)");
    sigma_obs.require_filled("predict (sigma_obs)");
    return mean.values();
}

[[nodiscard]] inline RowMatrix featurized(const Featurizer& featurizer,
                                          const std::vector<Material>& materials, RowReports& reports,
                                          Layout layout = Layout::rows) {
    MaterialBatch batch(materials);
    GuardedMatrix out(batch.size(), static_cast<Index>(featurizer.features().size()), layout);
    featurizer.featurize(batch.materials(), out.out(), reports);
    out.require_filled("featurize");
    return out.values();
}

class Instance {
public:
    explicit Instance(const Subject& subject) : subject_(subject) {
        const Options& options = subject.usable_options();
        switch (subject.kind) {
        case SubjectKind::featurizer:
            featurizer_ = make_featurizer(subject, options);
            break;
        case SubjectKind::learner:
            learner_ = make_learner(subject, options);
            break;
        case SubjectKind::strategy:
            strategy_ = make_strategy(subject, options);
            break;
        }
    }

    /// What it says on problem number `question`: the same question, the same data. `after`, if there is one,
    /// is called after each step with its name.
    [[nodiscard]] RowMatrix answer(std::uint64_t question, const KitHost::Settings& settings,
                                   const std::function<void(const char*)>& after = {}) const {
        const auto ended = [&](const char* step) {
            if (after) {
                after(step);
            }
        };
        KitHost host(settings);
        const Stream stream = data_stream(subject_, question);
        if (learner_) {
            const auto data = TrainingData(30, 4, stream).add_label_for(learner_->capabilities());
            const auto model = learner_->fit(data.training(), host);
            ended("a fit");
            RowMatrix mean = predicted(*model, random_features(9, 4, stream.derive("new")),
                                       output_count(Span<Label>(data.label_infos)));
            ended("a prediction");
            return mean;
        }
        if (strategy_) {
            const TransferData data(strategy_->needs(), stream);
            const auto model = strategy_->fit(data.problem(), host);
            ended("a fit");
            RowMatrix mean = predicted(*model, data.candidates(), data.outputs());
            ended("a prediction");
            return mean;
        }
        auto materials = common_materials();
        for (Material& m : materials) {
            m.parts.front().second += static_cast<double>(question); // another question, other materials
        }
        ReportedRows reports;
        RowMatrix features = featurized(*featurizer_, materials, reports);
        ended("featurizing");
        return features;
    }

private:
    const Subject& subject_;
    std::unique_ptr<Featurizer> featurizer_;
    std::unique_ptr<Learner> learner_;
    std::unique_ptr<TransferStrategy> strategy_;
};

} // namespace sinter::testkit
