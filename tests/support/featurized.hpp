// SPDX-License-Identifier: Apache-2.0
//
// What a featurizer gives and says of materials that a test writes in the open.
#pragma once

#include <sinter/featurizer.hpp>
#include <sinter/testkit/material_data.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace sinter::tests {

using testkit::MaterialBatch;

/// Keeps what a featurizer reports, as "row: text".
class KeptReports final : public RowReports {
public:
    void note(Index row, std::string_view text) override { notes.push_back(line(row, text)); }
    void error(Index row, std::string_view text) override { errors.push_back(line(row, text)); }

    std::vector<std::string> notes;
    std::vector<std::string> errors;

private:
    static std::string line(Index row, std::string_view text) {
        return std::to_string(row) + ": " + std::string(text);
    }
};

/// Row-major result of a featurizer whose reports do not matter.
inline RowMatrix featurized(const Featurizer& featurizer, MaterialBatch& batch) {
    RowMatrix out(batch.size(), static_cast<Index>(featurizer.features().size()));
    KeptReports reports;
    featurizer.featurize(batch.materials(), out, reports);
    return out;
}

} // namespace sinter::tests
