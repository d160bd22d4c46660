// SPDX-License-Identifier: Apache-2.0
//
// From a table of 341,608 formulas to a feature matrix: how long, how much memory; and how many formulas one
// thread turns into rows.
#include "framework/data/formulas/formula.hpp"
#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/plugin/files/search_folders.hpp"
#include "framework/plugin/loading/catalogue.hpp"
#include "framework/study/plan/feature_matrix.hpp"
#include "tests/support/shared_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

using sinter::Featurizer;
using sinter::Index;
using sinter::RowMatrix;
namespace data = sinter::data;

namespace {

using Clock = std::chrono::steady_clock;

constexpr int threads = 2;
constexpr int passes = 5;
constexpr const char* file_name = "oqmd_pbe_gap.csv";

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

const char* met(bool yes) { return yes ? "met" : "missed"; }

/// Asks the kernel to drop the file's pages; it may keep them, e.g. while another process maps the file.
bool drop_from_page_cache(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return false;
    }
    const bool asked = ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED) == 0;
    ::close(descriptor);
    return asked;
}

/// Of this process since its start.
double peak_gib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / (1024.0 * 1024.0); // ru_maxrss is in KiB
}

std::shared_ptr<const Featurizer> magpie() {
    sinter::diagnostics::Diagnostics diagnostics;
    sinter::plugin::Catalogue catalogue(sinter::plugin::search_folders({}, diagnostics));
    const auto plugin =
        catalogue.require(sinter::plugin::PluginKind::featurizer, {"magpie", {"bench_data", 0, 0}});
    return make_featurizer(*plugin, sinter::Options::defaults(plugin->parameters()), {});
}

data::TableSpec table_of(const std::filesystem::path& file) {
    data::LabelSpec label;
    label.name.value = "gap_pbe";
    label.column.value = "band_gap_PBE_eV";
    label.unit.value = "eV";
    data::TableSpec table;
    table.file.value = file.string();
    table.file_as_written = table.file.value;
    table.material.formula = data::Located<std::string>{"formula", {}};
    table.labels = {label};
    return table;
}

data::Dataset load(const std::filesystem::path& file, sinter::threads::Workers& workers) {
    sinter::diagnostics::Diagnostics diagnostics;
    const std::vector<data::TableSpec> tables = {table_of(file)};
    auto dataset = data::load_dataset(tables, workers, diagnostics);
    if (!dataset) {
        throw sinter::diagnostics::InputError(diagnostics);
    }
    return std::move(*dataset);
}

struct Pass {
    double load = 0;      ///< seconds: read, parse, join
    double featurize = 0; ///< seconds
    double peak = 0;      ///< GiB, of the process so far
};

/// One table to its matrix; both are gone again at the end.
Pass file_to_matrix(const std::filesystem::path& file, const std::shared_ptr<const Featurizer>& featurizer,
                    sinter::threads::Workers& workers) {
    Pass pass;
    const auto begin = Clock::now();
    const data::Dataset dataset = load(file, workers);
    pass.load = seconds_since(begin);
    const auto matrix = sinter::study::featurize(dataset, {featurizer}, workers);
    pass.featurize = seconds_since(begin) - pass.load;
    pass.peak = peak_gib();
    if (dataset.tables.front().rows_read != 341'608 || dataset.row_count() != matrix.values.rows() ||
        !matrix.errors.empty()) {
        throw std::runtime_error("not the table that the targets are for, or rows without features");
    }
    fmt::print("{} rows, {} materials, {} features: load {:.3f} s, featurize {:.3f} s, together {:.3f} s\n",
               dataset.tables.front().rows_read, dataset.row_count(), matrix.values.cols(), pass.load,
               pass.featurize, pass.load + pass.featurize);
    return pass;
}

class NoReports final : public sinter::RowReports {
public:
    void note(Index /*row*/, std::string_view /*text*/) override {}
    void error(Index /*row*/, std::string_view text) override { throw std::runtime_error(std::string(text)); }
};

/// Formulas on their way to a featurizer; the memory is used again for the next block.
class FormulaBlock {
public:
    void read(const std::vector<std::string>& formulas, std::size_t first, std::size_t count) {
        names_.clear();
        offsets_.assign(1, 0);
        atomic_numbers_.clear();
        amounts_.clear();
        for (std::size_t i = first; i < first + count; ++i) {
            add(formulas[i]);
        }
    }
    [[nodiscard]] sinter_materials view() const {
        sinter_materials view{};
        view.struct_size = sizeof view;
        view.count = static_cast<Index>(names_.size());
        view.names = names_.data();
        view.element_offsets = offsets_.data();
        view.atomic_numbers = atomic_numbers_.data();
        view.amounts = amounts_.data();
        return view;
    }

private:
    void add(const std::string& text) {
        if (const auto error = data::parse_formula(text, formula_)) {
            throw std::runtime_error(error->message);
        }
        names_.push_back(sinter::c_text(text));
        const auto end = static_cast<std::ptrdiff_t>(formula_.size);
        atomic_numbers_.insert(atomic_numbers_.end(), formula_.atomic_numbers.begin(),
                               formula_.atomic_numbers.begin() + end);
        amounts_.insert(amounts_.end(), formula_.amounts.begin(), formula_.amounts.begin() + end);
        offsets_.push_back(static_cast<Index>(amounts_.size()));
    }

    data::Formula formula_{};
    std::vector<sinter_string> names_;
    std::vector<Index> offsets_;
    std::vector<std::uint8_t> atomic_numbers_;
    std::vector<double> amounts_;
};

void strings_to_matrix(const std::vector<std::string>& formulas, const Featurizer& featurizer,
                       RowMatrix& matrix) {
    constexpr std::size_t block_size = 4096; // as study::featurize cuts its rows
    FormulaBlock block;
    NoReports reports;
    for (std::size_t first = 0; first < formulas.size(); first += block_size) {
        const auto count = std::min(block_size, formulas.size() - first);
        block.read(formulas, first, count);
        const sinter_materials view = block.view();
        auto part = matrix.middleRows(static_cast<Index>(first), static_cast<Index>(count));
        featurizer.featurize(sinter::Materials(view), sinter::MatrixOut(part), reports);
    }
}

std::vector<std::string> formulas_of(const data::Dataset& dataset) {
    std::vector<std::string> formulas;
    for (Index i = 0; i < dataset.materials.size(); ++i) {
        formulas.emplace_back(dataset.materials.name(i));
    }
    return formulas;
}

double formulas_per_second(const std::vector<std::string>& formulas, const Featurizer& featurizer,
                           RowMatrix& matrix) {
    const auto begin = Clock::now();
    strings_to_matrix(formulas, featurizer, matrix);
    return static_cast<double>(formulas.size()) / seconds_since(begin);
}

/// The median on the calling thread. Each pass fills a new matrix, as in use: the first touch of its pages is
/// a good part of the time. What remains without it is printed beside it.
double median_rate(const std::vector<std::string>& formulas, const Featurizer& featurizer) {
    std::vector<double> rates;
    for (int pass = 0; pass < passes; ++pass) {
        RowMatrix matrix(static_cast<Index>(formulas.size()),
                         static_cast<Index>(featurizer.features().size()));
        rates.push_back(formulas_per_second(formulas, featurizer, matrix));
        const double again = formulas_per_second(formulas, featurizer, matrix);
        fmt::print("strings to matrix, one thread: {:.0f} formulas/s; into the same matrix again {:.0f}\n",
                   rates.back(), again);
        if (!std::isfinite(matrix.sum())) {
            throw std::runtime_error("a feature is missing or infinite");
        }
    }
    return median(rates);
}

void run(const std::filesystem::path& file) {
    const auto featurizer = magpie();
    const auto workers = sinter::threads::make_workers(threads);
    fmt::print("each pass: {} threads, after posix_fadvise(POSIX_FADV_DONTNEED) on the file\n", threads);
    std::vector<double> taken;
    double first_peak = 0;
    for (int i = 0; i < passes; ++i) {
        if (!drop_from_page_cache(file)) {
            fmt::print("the kernel did not take the advice: the file may be cached\n");
        }
        const Pass pass = file_to_matrix(file, featurizer, *workers);
        taken.push_back(pass.load + pass.featurize);
        first_peak = i == 0 ? pass.peak : first_peak;
    }
    const auto [fastest, slowest] = std::minmax_element(taken.begin(), taken.end());
    fmt::print(
        "file to matrix: {:.3f} to {:.3f} s, median {:.3f} s; peak memory of the first pass {:.3f} GiB\n",
        *fastest, *slowest, median(taken), first_peak);
    const double rate = median_rate(formulas_of(load(file, *workers)), *featurizer);
    fmt::print("target oqmd_to_matrix_seconds {:.3f} 3 {}\n", median(taken), met(median(taken) <= 3));
    fmt::print("target oqmd_peak_gib {:.3f} 1 {}\n", first_peak, met(first_peak <= 1));
    fmt::print("target magpie_formulas_per_second_per_core {:.0f} 500000 {}\n", rate, met(rate >= 500'000));
}

} // namespace

int main() {
    const auto file = sinter::tests::shared_data(file_name);
    if (!file) {
        fmt::print("skipped: no {} in {}\n", file_name, sinter::tests::shared_data_folder().string());
        return 0;
    }
    try {
        run(*file);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench_data: {}\n", error.what());
        return 1;
    }
    return 0;
}
