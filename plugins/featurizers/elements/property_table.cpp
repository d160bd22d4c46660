// SPDX-License-Identifier: Apache-2.0
#include "plugins/featurizers/elements/property_table.hpp"

#include <sinter/error.hpp>

#include <cmath>
#include <utility>

namespace sinter::elements {

void declare_missing(Parameters& parameters) {
    parameters.text("missing", "mean")
        .choices({"mean", "nan", "error"})
        .doc("if a property of an element is not known: use the mean over the elements, leave the features "
             "missing, or refuse the material");
}

Missing missing_option(const Options& options) {
    const std::string& choice = options.text("missing");
    if (choice == "nan") {
        return Missing::nan;
    }
    if (choice == "error") {
        return Missing::error;
    }
    return Missing::mean;
}

PropertyTable::PropertyTable(std::vector<Property> properties, Missing missing)
    : properties_(std::move(properties)), missing_(missing), stride_((properties_.size() + 3) / 4 * 4),
      values_(stride_ * (element_count + 1)), unknown_(element_count + 1), texts_(element_count + 1) {
    if (properties_.size() > 32) {
        throw Error(SINTER_INTERNAL, "a property table holds at most 32 properties");
    }
    for (int z = 1; z <= element_count; ++z) {
        const auto element = static_cast<std::size_t>(z);
        for (std::size_t p = 0; p < properties_.size(); ++p) {
            double value = property(properties_[p], z);
            if (std::isnan(value)) {
                unknown_[element] |= std::uint32_t{1} << p;
                if (missing == Missing::mean) {
                    value = mean(properties_[p]);
                }
            }
            values_[element * stride_ + p] = value;
        }
        if (unknown_[element] != 0) {
            texts_[element] = unknown_properties(z);
        }
    }
}

bool PropertyTable::report(const Fractions& composition, Index row, RowReports& rows) const {
    if (composition.empty()) {
        rows.error(row, "it has no composition");
        return false;
    }
    std::string error;
    for (std::size_t i = 0; i < composition.size(); ++i) {
        const std::string& text = texts_[composition.atomic_number(i)];
        if (text.empty()) {
            continue;
        }
        if (missing_ == Missing::mean) {
            rows.note(row, text + ": the mean over the elements was used");
        }
        if (missing_ == Missing::error) {
            error += (error.empty() ? "" : "; ") + text;
        }
    }
    if (error.empty()) {
        return true;
    }
    rows.error(row, error);
    return false;
}

/// "MeltingT and CovalentRadius of Fr are not known".
std::string PropertyTable::unknown_properties(int atomic_number) const {
    const std::uint32_t bits = unknown_[static_cast<std::size_t>(atomic_number)];
    std::vector<std::string> names;
    for (std::size_t p = 0; p < properties_.size(); ++p) {
        if ((bits >> p & 1U) != 0) {
            names.emplace_back(name(properties_[p]));
        }
    }
    const std::string element(symbol(atomic_number));
    if (names.size() == properties_.size() && names.size() > 1) {
        return "none of the " + std::to_string(names.size()) + " properties of " + element + " is known";
    }
    std::string text = names.front();
    for (std::size_t i = 1; i < names.size(); ++i) {
        text += (i + 1 < names.size() ? ", " : " and ") + names[i];
    }
    return text + " of " + element + (names.size() == 1 ? " is" : " are") + " not known";
}

} // namespace sinter::elements
