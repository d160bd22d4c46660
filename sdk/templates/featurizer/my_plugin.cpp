// my_plugin: a featurizer.
//
// As it stands it describes a material by the electronegativities of its elements (Pauling scale; the values
// of the Blue Obelisk Data Repository). With atomic fractions x and electronegativities chi,
//
//     mean = sum_i x_i chi_i,    range = max chi - min chi,    contrast = sum_ij x_i x_j |chi_i - chi_j| (1)
//
// The places marked EDIT are where another idea goes.
#include <sinter/plugin.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace sinter;

// EDIT: what is known of each element, hydrogen first; 0: not known.
// clang-format off
constexpr std::array electronegativities{
    2.20, 0.00, 0.98, 1.57, 2.04, 2.55, 3.04, 3.44, 3.98, 0.00,  // H  .. Ne
    0.93, 1.31, 1.61, 1.90, 2.19, 2.58, 3.16, 0.00, 0.82, 1.00,  // Na .. Ca
    1.36, 1.54, 1.63, 1.66, 1.55, 1.83, 1.88, 1.91, 1.90, 1.65,  // Sc .. Zn
    1.81, 2.01, 2.18, 2.55, 2.96, 3.00, 0.82, 0.95, 1.22, 1.33,  // Ga .. Zr
    1.60, 2.16, 1.90, 2.20, 2.28, 2.20, 1.93, 1.69, 1.78, 1.96,  // Nb .. Sn
    2.05, 2.10, 2.66, 2.60, 0.79, 0.89, 1.10, 1.12, 1.13, 1.14,  // Sb .. Nd
    0.00, 1.17, 0.00, 1.20, 0.00, 1.22, 1.23, 1.24, 1.25, 0.00,  // Pm .. Yb
    1.27, 1.30, 1.50, 2.36, 1.90, 2.20, 2.20, 2.28, 2.54, 2.00,  // Lu .. Hg
    1.62, 2.33, 2.02, 2.00, 2.20, 0.00, 0.70, 0.90, 1.10, 1.30,  // Tl .. Th
    1.50, 1.38, 1.36, 1.28, 1.30, 1.30, 1.30, 1.30, 1.30, 1.30,  // Pa .. Fm
    1.30, 1.30};                                                 // Md, No
// clang-format on

/// Of an element that the table does not have: 0.
double electronegativity(std::size_t atomic_number) {
    return atomic_number <= electronegativities.size() ? electronegativities[atomic_number - 1] : 0;
}

class MyFeaturizer final : public Featurizer {
public:
    /// The options of a [[featurizer]] with plugin = "my_plugin". What is declared here is checked, shown by
    /// `sinter plugins describe my_plugin` and can be read in the constructor; nothing else can.
    static Parameters parameters() {
        Parameters p;
        p.boolean("contrast", true).doc("whether the third feature is made");
        return p;
    }

    /// `inputs` are the table's columns that the config declares beside the formula.
    MyFeaturizer(const Options& options, const std::vector<InputColumn>& /*inputs*/) {
        // EDIT: the names of the features; Feature has a unit as well.
        features_.push_back({"mean electronegativity", "", FeatureKind::number, 0});
        features_.push_back({"electronegativity range", "", FeatureKind::number, 0});
        if (options.boolean("contrast")) {
            features_.push_back({"electronegativity contrast", "", FeatureKind::number, 0});
        }
    }

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }

    /// Row i of `out` is material i. Equal materials give equal rows, whatever else is in the batch.
    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        for (Index i = 0; i < materials.size(); ++i) {
            const std::string problem = describe(materials.composition(i), i, out);
            if (!problem.empty()) { // then the study stops and says it
                out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
                rows.error(i, problem);
            }
        }
    }

private:
    // EDIT: equation (1). Gives the reason where there is no value.
    [[nodiscard]] std::string describe(const Composition& composition, Index row,
                                       const MatrixOut& out) const {
        const std::size_t count = composition.amounts.size();
        if (count == 0) {
            return "it has no composition";
        }
        double total = 0;
        for (const double amount : composition.amounts) {
            total += amount;
        }
        std::vector<double> x;
        std::vector<double> chi;
        for (std::size_t e = 0; e < count; ++e) {
            x.push_back(composition.amounts[e] / total);
            chi.push_back(electronegativity(composition.atomic_numbers[e]));
            if (chi.back() == 0) {
                return "no electronegativity is known of element " +
                       std::to_string(composition.atomic_numbers[e]);
            }
        }
        const auto [least, most] = std::minmax_element(chi.begin(), chi.end());
        double mean = 0;
        double contrast = 0;
        for (std::size_t e = 0; e < count; ++e) {
            mean += x[e] * chi[e];
            for (std::size_t other = 0; other < count; ++other) {
                contrast += x[e] * x[other] * std::abs(chi[e] - chi[other]);
            }
        }
        out(row, 0) = mean;
        out(row, 1) = *most - *least;
        if (features_.size() > 2) {
            out(row, 2) = contrast;
        }
        return {};
    }

    std::vector<Feature> features_;
};

} // namespace

// Class, id, version, one line for `sinter plugins list`. EDIT the version with every change of a value.
SINTER_FEATURIZER_PLUGIN(MyFeaturizer, "my_plugin", "0.1.0",
                         "mean, range and contrast of electronegativities");
