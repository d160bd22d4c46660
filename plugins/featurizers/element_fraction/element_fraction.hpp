// SPDX-License-Identifier: Apache-2.0
//
// How much of each element.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/parameters.hpp>

#include <vector>

namespace sinter::plugins::element_fraction {

/// 118 features, named by the symbols H .. Og: the atomic fraction of each element.
class ElementFraction final : public Featurizer {
public:
    static Parameters parameters() { return {}; }
    ElementFraction(const Options& options, const std::vector<InputColumn>& inputs);

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override;

private:
    std::vector<Feature> features_;
};

} // namespace sinter::plugins::element_fraction
