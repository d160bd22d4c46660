// SPDX-License-Identifier: Apache-2.0
//
// element_table: a featurizer.
//
// For each column p of a table of elements, with atomic fractions x:
//
//     mean = sum_i x_i p_i,    spread = max p - min p                                                  (1)
#include <sinter/plugin.hpp>
#include <sinter/text_lines.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace sinter;

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, ',');) {
        cells.push_back(cell);
    }
    return cells;
}

/// Properties by atomic number, as they stand in the file: a header, then one line per element.
struct ElementTable {
    std::vector<std::string> names;
    std::map<int, std::vector<double>> properties;

    explicit ElementTable(const std::string& path) {
        std::ifstream file(path, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        std::string_view rest = without_byte_order_mark(text);
        std::string line(take_line(rest));
        names = cells_of(line);
        if (names.size() < 2) {
            fail_invalid(path + ": expected a header such as atomic_number,melting_K; got \"" + line + "\"");
        }
        names.erase(names.begin());
        for (int number = 2; !rest.empty(); ++number) {
            add(std::string(take_line(rest)), path + ":" + std::to_string(number));
        }
    }

private:
    /// A bad line is an error with its place: a silent gap in a table becomes a wrong result.
    void add(const std::string& line, const std::string& where) {
        const auto cells = cells_of(line);
        if (cells.size() != names.size() + 1) {
            fail_invalid(where + ": " + std::to_string(cells.size()) + " cells, expected " +
                         std::to_string(names.size() + 1));
        }
        try {
            std::vector<double> values;
            for (std::size_t i = 1; i < cells.size(); ++i) {
                values.push_back(std::stod(cells[i]));
            }
            properties[std::stoi(cells[0])] = values;
        } catch (const std::exception&) {
            fail_invalid(where + ": \"" + line + "\" is not a line of numbers");
        }
    }
};

class ElementTableFeaturizer final : public Featurizer {
public:
    static Parameters parameters() {
        Parameters p;
        p.file("file").doc("CSV: atomic_number, then one column per property");
        return p;
    }

    ElementTableFeaturizer(const Options& options, const std::vector<InputColumn>& /*inputs*/)
        : table_(options.text("file")) {
        for (const std::string& name : table_.names) {
            features_.push_back({"mean " + name, "", FeatureKind::number, 0});
            features_.push_back({"spread of " + name, "", FeatureKind::number, 0});
        }
    }

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }

    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        for (Index i = 0; i < materials.size(); ++i) {
            const Composition composition = materials.composition(i);
            const int unknown = first_unknown(composition);
            if (unknown != 0) { // the study stops, and names the material
                out.map().row(i).setConstant(std::numeric_limits<double>::quiet_NaN());
                rows.error(i, "the table has no element " + std::to_string(unknown));
                continue;
            }
            for (std::size_t p = 0; p < table_.names.size(); ++p) {
                describe(composition, p, i, out);
            }
        }
    }

private:
    /// The first element that the table lacks; 0: none.
    [[nodiscard]] int first_unknown(const Composition& composition) const {
        for (const int element : composition.atomic_numbers) {
            if (table_.properties.count(element) == 0) {
                return element;
            }
        }
        return 0;
    }

    /// Equation (1).
    void describe(const Composition& composition, std::size_t property, Index row,
                  const MatrixOut& out) const {
        double sum = 0;
        double total = 0;
        double least = std::numeric_limits<double>::infinity();
        double most = -least;
        for (std::size_t e = 0; e < composition.amounts.size(); ++e) {
            const double value = table_.properties.at(composition.atomic_numbers[e])[property];
            sum += composition.amounts[e] * value;
            total += composition.amounts[e];
            least = std::min(least, value);
            most = std::max(most, value);
        }
        const auto column = static_cast<Index>(2 * property);
        out(row, column) = sum / total;
        out(row, column + 1) = most - least;
    }

    ElementTable table_;
    std::vector<Feature> features_;
};

} // namespace

SINTER_FEATURIZER_PLUGIN(ElementTableFeaturizer, "element_table", "0.1.0",
                         "mean and spread of properties from a table of elements");
