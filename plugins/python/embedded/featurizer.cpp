// SPDX-License-Identifier: Apache-2.0
#include "plugins/python/embedded/featurizer.hpp"

#include "plugins/python/embedded/interpreter.hpp"
#include "plugins/python/embedded/loans.hpp"
#include "plugins/python/embedded/user_code.hpp"

#include <pybind11/stl.h>
#include <string>
#include <utility>

namespace sinter::plugins::python {
namespace {

std::vector<Feature> features_of(const py::object& featurizer) {
    std::vector<Feature> features;
    for (auto& [name, unit] :
         featurizer.attr("features").cast<std::vector<std::pair<std::string, std::string>>>()) {
        features.push_back({std::move(name), std::move(unit), FeatureKind::number, 0});
    }
    return features;
}

class PythonFeaturizer final : public Featurizer {
public:
    /// With the lock. `featurizer`: a Featurizer of featurizer.py.
    PythonFeaturizer(py::object featurizer, const std::vector<InputColumn>& inputs)
        : featurizer_(std::move(featurizer)), features_(features_of(featurizer_.get())) {
        for (const InputColumn& input : inputs) {
            inputs_.push_back(input.name);
        }
    }

    [[nodiscard]] const std::vector<Feature>& features() const override { return features_; }

    void featurize(const Materials& materials, MatrixOut out, RowReports& rows) const override {
        in_python(SINTER_INTERNAL, [&] {
            const Loans loans;
            {
                // Python code may keep the materials, and with them the function; it then reports to nobody.
                const auto target = std::make_shared<RowReports*>(&rows);
                const py::object lent = lend(materials, target, loans);
                const Silence silence{*target};
                featurizer_.get().attr("featurize")(lent, loans.output(out));
            }
            loans.require_returned("featurize");
        });
    }

private:
    struct Silence {
        RowReports*& target;
        ~Silence() { target = nullptr; }
    };

    [[nodiscard]] py::object lend(const Materials& materials, const std::shared_ptr<RowReports*>& target,
                                  const Loans& loans) const {
        const sinter_materials& c = materials.c();
        const auto count = static_cast<std::size_t>(c.count);
        const auto elements = static_cast<std::size_t>(c.element_offsets[count]);
        py::list names(count);
        for (std::size_t i = 0; i < count; ++i) {
            names[i] = py::str(std::string(materials.name(static_cast<Index>(i))));
        }
        py::dict inputs;
        for (std::size_t k = 0; k < inputs_.size() && k < materials.input_count(); ++k) {
            inputs[py::str(inputs_[k])] = loans.vector(materials.inputs(k));
        }
        const auto report = py::cpp_function([target](Index row, bool is_error, const std::string& text) {
            if (*target != nullptr) {
                is_error ? (*target)->error(row, text) : (*target)->note(row, text);
            }
        });
        return bridge_module("featurizer")
            .attr("Materials")(names, loans.vector(Span<std::int64_t>(c.element_offsets, count + 1)),
                               loans.vector(Span<std::uint8_t>(c.atomic_numbers, elements)),
                               loans.vector(Span<double>(c.amounts, elements)), inputs, report);
    }

    Held featurizer_;
    std::vector<Feature> features_;
    std::vector<std::string> inputs_; ///< names of the input columns
};

} // namespace

std::unique_ptr<Featurizer> make_file_featurizer(const Options& options,
                                                 const std::vector<InputColumn>& inputs) {
    return in_python(SINTER_INVALID_ARGUMENT, [&] {
        return std::make_unique<PythonFeaturizer>(
            bridge_module("featurizer").attr("Featurizer")(class_of_file(options, "featurize")), inputs);
    });
}

} // namespace sinter::plugins::python
