// SPDX-License-Identifier: Apache-2.0
//
// Values of Citrine's lolo 6.6.1: bags, tree predictions and the uncertainties it makes of them.
#include "plugins/learners/random_forest/uncertainty/jackknife.hpp"
#include "tests/support/shared_data.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using namespace sinter;
using namespace sinter::plugins::random_forest;

namespace {

std::vector<std::vector<double>> read_numbers(const std::filesystem::path& file, int header_lines) {
    std::ifstream in(file);
    std::vector<std::vector<double>> rows;
    std::string line;
    for (int i = 0; i < header_lines; ++i) {
        std::getline(in, line);
    }
    while (std::getline(in, line)) {
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) {
            rows.back().push_back(std::stod(cell));
        }
    }
    return rows;
}

struct Reference {
    BagCounts bags;
    Eigen::VectorXd mean;
    Eigen::MatrixXd centred; ///< trees x rows
    std::vector<std::vector<double>> expected;
};

Reference read_reference(const std::filesystem::path& folder) {
    Reference r;
    const auto in_bag = read_numbers(folder / "in_bag.csv", 0);
    r.bags.trees = static_cast<Index>(in_bag.size());
    r.bags.materials = static_cast<Index>(in_bag.at(0).size());
    for (const auto& tree : in_bag) {
        for (const double count : tree) {
            r.bags.counts.push_back(static_cast<std::uint8_t>(count));
        }
    }
    const auto predictions = read_numbers(folder / "tree_predictions.csv", 0);
    r.centred.resize(r.bags.trees, static_cast<Index>(predictions.at(0).size()));
    for (Index b = 0; b < r.centred.rows(); ++b) {
        for (Index row = 0; row < r.centred.cols(); ++row) {
            r.centred(b, row) = predictions[static_cast<std::size_t>(b)][static_cast<std::size_t>(row)];
        }
    }
    r.mean = r.centred.colwise().mean();
    r.centred.rowwise() -= r.mean.transpose();
    r.expected = read_numbers(folder / "expected.csv", 1);
    return r;
}

} // namespace

TEST_CASE("mean, sigma_mean and sigma_obs agree with lolo on its own bags and trees") {
    const auto folder = tests::shared_reference("forest");
    SINTER_SKIP_WITHOUT(folder, "reference forest");
    const Reference r = read_reference(*folder);
    REQUIRE(r.bags.trees == 200);
    REQUIRE(r.bags.materials == 300);
    REQUIRE(r.expected.size() == 100);

    const double calibration = 0.7466551407773737;
    const Eigen::VectorXd variances = Jackknife(r.bags).variances(r.centred);
    const Eigen::VectorXd sums =
        (r.centred.array() * (Jackknife(r.bags).form() * r.centred).array()).colwise().sum();
    for (Index row = 0; row < r.centred.cols(); ++row) {
        const auto& expected = r.expected[static_cast<std::size_t>(row)];
        const double tree_deviation =
            r.centred.col(row).norm() / std::sqrt(static_cast<double>(r.bags.trees - 1));
        REQUIRE(r.mean(row) == Approx(expected[0]).epsilon(1e-10));
        REQUIRE(std::sqrt(variances(row)) == Approx(expected[1]).epsilon(1e-10));
        REQUIRE(calibration * tree_deviation == Approx(expected[2]).epsilon(1e-10));
    }
    CHECK((sums.array() <= 0).count() == 32); // the rows that need the rule for negative sums
}
