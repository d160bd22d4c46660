// SPDX-License-Identifier: Apache-2.0
#include "framework/report/drawings/figures.hpp"

#include "framework/report/drawings/style.hpp"
#include "framework/report/drawings/svg_calibration_plot.hpp"
#include "framework/report/drawings/svg_learning_curve.hpp"
#include "framework/report/drawings/svg_parity_plot.hpp"
#include "framework/report/drawings/svg_ratio_plot.hpp"
#include "framework/report/scores/subject.hpp"

#include <set>
#include <utility>

namespace sinter::report {

namespace {

bool stays(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// Collects figures under names of their own.
class Collection {
public:
    void add(const std::string& name, const std::string& svg) {
        if (svg.empty()) {
            return;
        }
        auto free = name;
        for (int number = 2; !names_.insert(free).second; ++number) {
            free = name + "-" + std::to_string(number);
        }
        figures_.push_back({free + ".svg", svg_file(svg)});
    }
    [[nodiscard]] std::vector<Figure> all() && { return std::move(figures_); }

private:
    std::set<std::string> names_;
    std::vector<Figure> figures_;
};

} // namespace

std::string file_part(std::string_view name) {
    std::string part;
    for (const char c : name.substr(0, 60)) {
        part += stays(c) ? c : '-';
    }
    return part;
}

std::vector<Figure> figures(const ScoredStudy& scored) {
    Collection figures;
    for (const auto& target : targets_of(scored.results)) {
        const auto name = file_part(target.name);
        const auto subject = subject_of(scored, target);
        figures.add("learning_curve-" + name, svg_learning_curve(subject));
        figures.add("ratio-" + name, svg_ratio_plot(subject));
        figures.add("calibration-" + name, svg_calibration_plot(subject));
        for (const auto& plot : parity_plots(subject)) {
            figures.add("parity-" + name + "-" + file_part(plot.strategy), plot.svg);
        }
    }
    return std::move(figures).all();
}

} // namespace sinter::report
