// SPDX-License-Identifier: Apache-2.0
#include "plugins/strategies/stacking/members.hpp"

#include <sinter/prediction.hpp>

namespace sinter::plugins::stacking {
namespace {

void add_infos(const std::string& name, const Label& label, std::vector<Feature>& infos) {
    if (label.class_count == 0) {
        infos.push_back({name, label.unit, FeatureKind::number, 0});
    }
    for (std::uint32_t c = 0; c < label.class_count; ++c) {
        infos.push_back({name + " is class " + std::to_string(c), "", FeatureKind::number, 0});
    }
}

RowMatrix deviations_of(const Prediction& p, const Label& label) {
    return label.class_count == 0 ? p.sigma_mean : RowMatrix::Zero(p.mean.rows(), p.mean.cols());
}

} // namespace

std::vector<Feature> Members::infos(const std::vector<std::string>& learners) const {
    std::vector<Feature> infos;
    for (const std::string& learner : learners) {
        add_infos(target_.name + " by " + learner, target_, infos);
    }
    for (const SourceColumn& source : *sources_) {
        add_infos(source.label().name, source.label(), infos);
    }
    return infos;
}

Index Members::columns() const {
    Index count = own_columns();
    for (const SourceColumn& source : *sources_) {
        count += output_count(source.label());
    }
    return count;
}

template <class OfModel, class OfSource>
RowMatrix Members::side_by_side(Index rows, const OfModel& of_model, const OfSource& of_source) const {
    RowMatrix all(rows, columns());
    Index first = 0;
    const auto add = [&](const RowMatrix& part) {
        all.middleCols(first, part.cols()) = part;
        first += part.cols();
    };
    for (const auto& model : models_) {
        add(of_model(*model));
    }
    for (const SourceColumn& source : *sources_) {
        add(of_source(source));
    }
    return all;
}

RowMatrix Members::for_training(const RowMatrix& x, const std::vector<std::uint64_t>& materials) const {
    return side_by_side(
        x.rows(),
        [&](const Model& model) { return predict_out_of_bag(model, x, materials, Span<Label>(&target_, 1)); },
        [&](const SourceColumn& source) { return source.for_training(x, materials); });
}

RowMatrix Members::as_for_candidates(const RowMatrix& x, const std::vector<std::uint64_t>& materials) const {
    return side_by_side(
        x.rows(),
        [&](const Model& model) { return predict_out_of_bag(model, x, materials, Span<Label>(&target_, 1)); },
        [&](const SourceColumn& source) { return source.as_for_candidates(x, materials); });
}

RowMatrix Members::for_candidates_out_of_bag(const Candidates& candidates) const {
    return side_by_side(
        candidates.features.rows(),
        [&](const Model& model) {
            return predict_out_of_bag(model, candidates.features, candidates.materials,
                                      Span<Label>(&target_, 1));
        },
        [&](const SourceColumn& source) { return source.for_candidates_out_of_bag(candidates); });
}

MemberColumns Members::for_candidates(const Candidates& candidates) const {
    const Index rows = candidates.features.rows();
    std::vector<Prediction> all;
    MemberColumns columns;
    const auto deviations = [&](const Prediction& p, const Label& label) {
        all.push_back(p);
        return deviations_of(p, label);
    };
    columns.deviations = side_by_side(
        rows,
        [&](const Model& model) {
            return deviations(predict_label(model, candidates.features, target_), target_);
        },
        [&](const SourceColumn& source) {
            return deviations(source.for_candidates(candidates), source.label());
        });
    std::size_t next = 0;
    const auto mean = [&](const auto&) { return all[next++].mean; };
    columns.values = side_by_side(rows, mean, mean);
    return columns;
}

} // namespace sinter::plugins::stacking
