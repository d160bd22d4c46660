// SPDX-License-Identifier: Apache-2.0
#include "plugins/learners/random_forest/growth/cut_scan.hpp"

// Highway compiles what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for each level.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "plugins/learners/random_forest/growth/cut_scan.cpp"
#include <hwy/foreach_target.h> // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace sinter::plugins::random_forest::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Doubles = hn::ScalableTag<double>;
using Integers = hn::RebindToUnsigned<Doubles>;
using DoubleVector = hn::Vec<Doubles>;
using IntegerVector = hn::Vec<Integers>;

// An unsigned integer below 2^52 in the low bits of this double's pattern adds itself to 2^52.
constexpr std::uint64_t two_to_52_bits = 0x4330000000000000ULL;
constexpr double two_to_52 = 4503599627370496.0;
// Added to a signed sum it makes it unsigned.
constexpr std::uint64_t packed_bias = std::uint64_t{1} << 62U;
constexpr std::uint64_t wide_bias = std::uint64_t{1} << 51U;

struct Side {
    DoubleVector weight;
    DoubleVector sum;
};

HWY_INLINE DoubleVector as_double(IntegerVector unsigned_value, double less) {
    const Doubles d;
    const IntegerVector bits = hn::Or(unsigned_value, hn::Set(Integers(), two_to_52_bits));
    return hn::Sub(hn::BitCast(d, bits), hn::Set(d, two_to_52 + less));
}

HWY_INLINE IntegerVector load(const CutSums& cuts, std::size_t integer, std::size_t i) {
    const Integers u;
    const auto* from = reinterpret_cast<const std::uint64_t*>(cuts.sums + integer * cuts.stride + i);
    const IntegerVector value = hn::LoadU(u, from);
    if (cuts.offset == nullptr) {
        return value;
    }
    return hn::Add(value, hn::Set(u, static_cast<std::uint64_t>(cuts.offset[integer])));
}

HWY_INLINE Side left_side(const CutSums& cuts, const SumFormat& format, const ScanColumn& column,
                          std::size_t i) {
    const Integers u;
    if (format.packed) {
        const IntegerVector value = load(cuts, column.place, i);
        const IntegerVector mask = hn::Set(u, (std::uint64_t{1} << format.shift) - 1);
        const IntegerVector above =
            hn::ShiftRightSame(hn::Add(value, hn::Set(u, packed_bias)), static_cast<int>(format.shift));
        return {as_double(hn::And(value, mask), 0),
                as_double(above, static_cast<double>(packed_bias >> format.shift))};
    }
    return {as_double(load(cuts, column.place, i), 0),
            as_double(hn::Add(load(cuts, column.place + 1, i), hn::Set(u, wide_bias)),
                      static_cast<double>(wide_bias))};
}

/// Numerator and denominator of S'^2 / (W_left W_right).
struct Fraction {
    DoubleVector square;
    DoubleVector product;
};

// Weights are whole, so only a product of 0 is below 1: a side without weight, whose sum is 0 (or rounding).
HWY_INLINE Fraction fraction(const Side& left, const ScanColumn& column) {
    const Doubles d;
    const DoubleVector right = hn::Sub(hn::Set(d, column.weight), left.weight);
    const DoubleVector sum = hn::Sub(left.sum, hn::Mul(hn::Set(d, column.excess), left.weight));
    return {hn::Mul(sum, sum), hn::Max(hn::Mul(left.weight, right), hn::Set(d, 1.0))};
}

/// Of one column, a cut is compared by multiplication; the division is done for better ones only.
class OneColumn {
public:
    OneColumn(const CutSums& cuts, const SumFormat& format, const ScanColumn& column)
        : cuts_(cuts), format_(format), column_(column) {}

    HWY_INLINE hn::Mask<Doubles> above(std::size_t i, double fall) {
        const Doubles d;
        at_ = fraction(left_side(cuts_, format_, column_, i), column_);
        return hn::Gt(at_.square, hn::Mul(hn::Set(d, fall / column_.factor), at_.product));
    }
    /// Of the vector that `above` looked at last.
    [[nodiscard]] HWY_INLINE DoubleVector falls() const {
        return hn::Mul(hn::Div(at_.square, at_.product), hn::Set(Doubles(), column_.factor));
    }

private:
    const CutSums& cuts_;
    const SumFormat& format_;
    const ScanColumn& column_;
    Fraction at_{};
};

class ManyColumns {
public:
    ManyColumns(const CutSums& cuts, const SumFormat& format, const std::vector<ScanColumn>& columns)
        : cuts_(cuts), format_(format), columns_(columns) {}

    HWY_INLINE hn::Mask<Doubles> above(std::size_t i, double fall) {
        const Doubles d;
        falls_ = hn::Zero(d);
        for (const ScanColumn& column : columns_) {
            const Fraction f = fraction(left_side(cuts_, format_, column, i), column);
            const DoubleVector part = hn::Mul(hn::Div(f.square, f.product), hn::Set(d, column.factor));
            falls_ = hn::Add(falls_, part);
        }
        return hn::Gt(falls_, hn::Set(d, fall));
    }
    [[nodiscard]] HWY_INLINE DoubleVector falls() const { return falls_; }

private:
    const CutSums& cuts_;
    const SumFormat& format_;
    const std::vector<ScanColumn>& columns_;
    DoubleVector falls_{};
};

template <class Falls>
FoundCut search(Falls falls, std::size_t begin, std::size_t end, double above, double margin) {
    const Doubles d;
    const std::size_t lanes = hn::Lanes(d);
    double best = above;
    bool found = false;
    std::size_t from = begin;
    for (std::size_t i = begin; i < end; i += lanes) {
        const auto better = hn::And(falls.above(i, best), hn::FirstN(d, end - i));
        if (!hn::AllFalse(d, better)) {
            const DoubleVector others = hn::Set(d, best);
            const double greatest =
                hn::GetLane(hn::MaxOfLanes(d, hn::IfThenElse(better, falls.falls(), others)));
            if (!found || greatest > best + margin) {
                from = i; // all before are further away than the margin
            }
            found = true;
            best = greatest;
        }
    }
    if (!found) {
        return {};
    }
    for (std::size_t i = from; i < end; i += lanes) {
        const auto near = hn::And(falls.above(i, best - margin), hn::FirstN(d, end - i));
        const auto first = hn::FindFirstTrue(d, near);
        if (first >= 0) {
            return {true, i + static_cast<std::size_t>(first), best};
        }
    }
    return {};
}

FoundCut best_cut(const CutSums& cuts, const SumFormat& format, const std::vector<ScanColumn>& columns,
                  double above, double margin) {
    return columns.size() == 1
               ? search(OneColumn(cuts, format, columns[0]), cuts.begin, cuts.end, above, margin)
               : search(ManyColumns(cuts, format, columns), cuts.begin, cuts.end, above, margin);
}

} // namespace sinter::plugins::random_forest::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sinter::plugins::random_forest {

HWY_EXPORT(best_cut);

FoundCut best_cut(const CutSums& cuts, const SumFormat& format, const std::vector<ScanColumn>& columns,
                  double above, double margin) {
    return HWY_DYNAMIC_DISPATCH(best_cut)(cuts, format, columns, above, margin);
}

} // namespace sinter::plugins::random_forest
#endif
