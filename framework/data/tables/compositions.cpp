// SPDX-License-Identifier: Apache-2.0
#include "framework/data/tables/compositions.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/data/formulas/reduced_composition.hpp"
#include "framework/data/text/missing_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace sinter::data {

namespace {

std::vector<std::string> hints_of(FormulaErrorKind kind) {
    if (kind != FormulaErrorKind::isotope) {
        return {};
    }
    return {"isotopes = \"element\" in its [[table]] reads D and T as H"};
}

} // namespace

CompositionView Compositions::operator[](std::size_t record) const {
    const Block& block = blocks_[record / block_size];
    const std::size_t index = record % block_size;
    const std::size_t begin = index == 0 ? 0 : block.ends[index - 1];
    const std::size_t count = block.ends[index] - begin;
    return {std::span(block.atomic_numbers).subspan(begin, count),
            std::span(block.amounts).subspan(begin, count), block.reduced[index], block.dilute[index]};
}

void Compositions::Block::read(const FormulaColumn& formulas, std::span<const std::uint32_t> rows,
                               std::size_t first_record) {
    Formula formula; // NOLINT: filled by parse_formula
    std::string text;
    ends.reserve(rows.size());
    atomic_numbers.reserve(4 * rows.size());
    amounts.reserve(4 * rows.size());
    reduced.reserve(rows.size(), 12 * rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text.clear();
        bool fine = false;
        const auto written = trimmed(formulas.cell(rows[i]));
        if (auto error = parse_formula(written, formula, formulas.isotopes)) {
            errors.emplace_back(first_record + i, std::move(*error));
        } else {
            const auto count = static_cast<std::ptrdiff_t>(formula.size);
            atomic_numbers.insert(atomic_numbers.end(), formula.atomic_numbers.begin(),
                                  formula.atomic_numbers.begin() + count);
            amounts.insert(amounts.end(), formula.amounts.begin(), formula.amounts.begin() + count);
            append_reduced_formula(formula, text);
            fine = is_dilute(formula);
            if (auto reading = oxide_reading(written, formula, formulas.isotopes)) {
                typed_zeros.emplace_back(first_record + i, std::move(*reading));
            }
        }
        ends.push_back(amounts.size());
        reduced.add(text);
        dilute.push_back(fine);
    }
}

Compositions read_compositions(const FormulaColumn& formulas, std::span<const std::uint32_t> rows,
                               threads::Workers& workers, RowProblems& problems) {
    constexpr std::size_t size = Compositions::block_size;
    Compositions result;
    result.size_ = rows.size();
    result.blocks_.resize((rows.size() + size - 1) / size);
    workers.parallel_for(static_cast<std::int64_t>(result.blocks_.size()), [&](std::int64_t index) {
        const std::size_t first = static_cast<std::size_t>(index) * size;
        const std::size_t count = std::min(size, rows.size() - first);
        result.blocks_[static_cast<std::size_t>(index)].read(formulas, rows.subspan(first, count), first);
    });
    const std::string& name = formulas.table.header()[formulas.column];
    for (auto& block : result.blocks_) {
        for (auto& [record, error] : block.errors) {
            const auto row = rows[record];
            problems.add(
                formulas.table.line(row), fmt::format("formula: {}", name_of(error.kind)),
                fmt::format("{} = {}: {}", name, bytes::in_quotes(formulas.cell(row)), error.message),
                formulas.cell(row), hints_of(error.kind));
        }
        block.errors.clear();
        std::move(block.typed_zeros.begin(), block.typed_zeros.end(),
                  std::back_inserter(result.typed_zeros_));
        block.typed_zeros.clear();
    }
    return result;
}

} // namespace sinter::data
