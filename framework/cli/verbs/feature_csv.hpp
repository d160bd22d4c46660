// SPDX-License-Identifier: Apache-2.0
//
// Features of many rows as CSV, block by block, so that the whole matrix need not be in memory.
#pragma once

#include "framework/data/tables/dataset.hpp"
#include "framework/study/run/results.hpp"
#include "framework/threads/workers.hpp"

#include <sinter/featurizer.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace sinter::cli {

struct FeatureSource {
    data::Dataset dataset;
    std::vector<std::shared_ptr<const Featurizer>> featurizers;
};

/// Writes one line per row, to `output` or else to standard output; a file appears whole or not at all. Gives
/// what was imputed. Throws InputError (data) where rows cannot be featurized or the file cannot be written.
std::vector<study::Notice> write_features(const FeatureSource& source,
                                          const std::optional<std::filesystem::path>& output,
                                          threads::Workers& workers);

} // namespace sinter::cli
