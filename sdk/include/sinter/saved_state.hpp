// SPDX-License-Identifier: Apache-2.0
//
// A model's state as bytes: fixed widths, little-endian, the same on every machine. What is written in some
// order is read in the same order, and reading trusts nothing: it stays within the bytes, allocates no more
// than they hold, and says what is wrong with them.
#pragma once

#include <sinter/error.hpp>
#include <sinter/views.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace sinter {

namespace state_bytes {

/// Brings the bytes of numbers from the machine's order to lowest first, or back.
template <class T>
void reorder(std::uint8_t* bytes, std::size_t numbers) { // NOLINT: written to where it reorders
    static_assert(std::is_arithmetic_v<T> && sizeof(T) <= 8 && !std::is_same_v<T, bool>,
                  "numbers of a fixed width: std::int32_t, std::uint64_t, float, double ...");
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    for (std::size_t i = 0; i < numbers; ++i) {
        std::reverse(bytes + i * sizeof(T), bytes + (i + 1) * sizeof(T));
    }
#else
    static_cast<void>(bytes);
    static_cast<void>(numbers);
#endif
}

} // namespace state_bytes

/// Writes a state, piece by piece, to where it goes. One thread.
class StateWriter {
public:
    using Sink = std::function<void(Span<std::uint8_t>)>;
    /// `sink` gets the bytes in their order; what it throws comes out of the functions below.
    explicit StateWriter(Sink sink) : sink_(std::move(sink)) {}
    StateWriter(const StateWriter&) = delete;
    StateWriter& operator=(const StateWriter&) = delete;

    /// First of all: whose state it is, the plugin's id, and the version of its format. Raise that whenever
    /// what follows changes.
    void begin(std::string_view plugin, std::uint32_t version) {
        text(plugin);
        one(version);
    }

    void boolean(bool value) { one(static_cast<std::uint8_t>(value ? 1 : 0)); }
    void integer(std::int64_t value) { one(value); }
    void count(std::size_t value) { one(static_cast<std::uint64_t>(value)); }
    void real(double value) { one(value); }
    void text(std::string_view value) {
        one(static_cast<std::uint32_t>(value.size()));
        raw({reinterpret_cast<const std::uint8_t*>(value.data()), value.size()}); // NOLINT: chars are bytes
    }
    /// Numbers of one width, with their count.
    template <class T>
    void numbers(const std::vector<T>& values) {
        count(values.size());
        run(values.data(), values.size());
    }
    void vector(const Eigen::VectorXd& values) {
        count(static_cast<std::size_t>(values.size()));
        run(values.data(), static_cast<std::size_t>(values.size()));
    }
    /// With its shape; row by row.
    void matrix(MatrixView values) {
        integer(values.rows());
        integer(values.columns());
        for (Index row = 0; row < values.rows(); ++row) {
            for (Index column = 0; column < values.columns(); ++column) {
                one(values(row, column));
            }
        }
    }
    /// Bytes as they are, without their number.
    void raw(Span<std::uint8_t> bytes) {
        if (bytes.size() >= at_once) {
            flush();
            sink_(bytes);
            return;
        }
        buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
        flush_if_full();
    }

    /// Last of all, by who made the writer: hands over what is still here.
    void flush() {
        if (!buffer_.empty()) {
            sink_(buffer_);
            buffer_.clear();
        }
    }

private:
    static constexpr std::size_t at_once = std::size_t{1} << 16U;

    template <class T>
    void one(T value) {
        run(&value, 1);
    }
    template <class T>
    void run(const T* values, std::size_t size) {
        constexpr std::size_t most = at_once / sizeof(T);
        for (std::size_t first = 0; first < size; first += most) {
            const std::size_t count = std::min(most, size - first);
            const std::size_t place = buffer_.size();
            buffer_.resize(place + count * sizeof(T));
            std::memcpy(buffer_.data() + place, values + first, count * sizeof(T));
            state_bytes::reorder<T>(buffer_.data() + place, count);
            flush_if_full();
        }
    }
    void flush_if_full() {
        if (buffer_.size() >= at_once) {
            flush();
        }
    }

    Sink sink_;
    std::vector<std::uint8_t> buffer_;
};

/// Reads a state that may be damaged. `name`s are for messages: "ridge: the state ends within
/// 'coefficients'". Throws Error (SINTER_INVALID_ARGUMENT). One thread.
class StateReader {
public:
    /// A view; the bytes must outlive the reader.
    explicit StateReader(Span<std::uint8_t> state) : next_(state.data()), left_(state.size()) {}
    StateReader(const StateReader&) = delete;
    StateReader& operator=(const StateReader&) = delete;

    /// The version of the format, from `oldest` to `newest`: those that the reader knows.
    std::uint32_t begin(std::string_view plugin, std::uint32_t oldest, std::uint32_t newest) {
        plugin_ = std::string(plugin);
        if (left_ == 0) {
            refuse("the state is empty");
        }
        const bool named = left_ >= sizeof(std::uint32_t) + plugin.size() &&
                           one<std::uint32_t>("plugin") == plugin.size() &&
                           std::memcmp(take(plugin.size()), plugin.data(), plugin.size()) == 0;
        if (!named) {
            refuse("this is no state of '" + plugin_ + "': it begins otherwise");
        }
        const auto version = one<std::uint32_t>("version");
        if (version < oldest || version > newest) {
            refuse("the state has the format " + std::to_string(version) + ", this version of '" + plugin_ +
                   "' reads " + range(oldest, newest));
        }
        return version;
    }

    [[nodiscard]] bool boolean(std::string_view name) {
        const auto value = one<std::uint8_t>(name);
        if (value > 1) {
            refuse(name, std::to_string(value), "0 or 1");
        }
        return value == 1;
    }
    [[nodiscard]] std::int64_t integer(std::string_view name) { return one<std::int64_t>(name); }
    /// With bounds, both inclusive.
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t minimum, std::int64_t maximum) {
        const auto value = integer(name);
        if (value < minimum || value > maximum) {
            refuse(name, std::to_string(value), range(minimum, maximum));
        }
        return value;
    }
    /// How many of something follow, each of at least `bytes_each` bytes: no more than there is room for, so
    /// that it may be reserved.
    [[nodiscard]] std::size_t count(std::string_view name, std::size_t bytes_each) {
        const auto value = one<std::uint64_t>(name);
        require_room(value, std::max<std::size_t>(bytes_each, 1), name);
        return static_cast<std::size_t>(value);
    }
    [[nodiscard]] double real(std::string_view name) { return one<double>(name); }
    /// With bounds, both inclusive; NaN is refused.
    [[nodiscard]] double real(std::string_view name, double minimum, double maximum) {
        const double value = real(name);
        if (!(value >= minimum && value <= maximum)) {
            refuse(name, std::to_string(value), range(minimum, maximum));
        }
        return value;
    }
    [[nodiscard]] std::string text(std::string_view name) {
        const auto size = one<std::uint32_t>(name);
        require_room(size, 1, name);
        const std::uint8_t* bytes = take(size);
        return {bytes, bytes + size};
    }
    template <class T>
    [[nodiscard]] std::vector<T> numbers(std::string_view name) {
        std::vector<T> values(count(name, sizeof(T)));
        read(values.data(), values.size());
        return values;
    }
    /// As many as are expected.
    template <class T>
    [[nodiscard]] std::vector<T> numbers(std::string_view name, std::size_t size) {
        auto values = numbers<T>(name);
        require_size(name, values.size(), size);
        return values;
    }
    [[nodiscard]] Eigen::VectorXd vector(std::string_view name) {
        const std::size_t size = count(name, sizeof(double));
        Eigen::VectorXd values(static_cast<Index>(size));
        read(values.data(), size);
        return values;
    }
    [[nodiscard]] Eigen::VectorXd vector(std::string_view name, Index size) {
        Eigen::VectorXd values = vector(name);
        require_size(name, static_cast<std::size_t>(values.size()), static_cast<std::size_t>(size));
        return values;
    }
    [[nodiscard]] RowMatrix matrix(std::string_view name) {
        constexpr Index most = std::numeric_limits<std::int32_t>::max();
        const Index rows = integer(name, 0, most);
        const Index columns = integer(name, 0, most);
        const auto size = static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(columns);
        require_room(size, sizeof(double), name);
        RowMatrix values(rows, columns);
        read(values.data(), static_cast<std::size_t>(size));
        return values;
    }
    [[nodiscard]] RowMatrix matrix(std::string_view name, Index rows, Index columns) {
        RowMatrix values = matrix(name);
        if (values.rows() != rows || values.cols() != columns) {
            refuse(name, std::to_string(values.rows()) + " x " + std::to_string(values.cols()),
                   std::to_string(rows) + " x " + std::to_string(columns));
        }
        return values;
    }

    /// All that is left, as it is.
    [[nodiscard]] Span<std::uint8_t> rest() {
        const std::size_t size = left_;
        return {take(size), size};
    }
    /// Last of all, by who made the reader: refuses what is left.
    void finish() const {
        if (left_ != 0) {
            refuse(std::to_string(left_) + " bytes too many stand at the end of the state");
        }
    }
    [[nodiscard]] std::size_t left() const noexcept { return left_; }

    /// For what a learner checks itself: "ridge: " and the text.
    [[noreturn]] void refuse(const std::string& what) const {
        fail_invalid(plugin_.empty() ? what : plugin_ + ": " + what);
    }

private:
    [[noreturn]] void refuse(std::string_view name, const std::string& found,
                             const std::string& expected) const {
        refuse("'" + std::string(name) + "' of the state is " + found + ", expected " + expected);
    }
    template <class T>
    [[nodiscard]] static std::string range(T least, T most) {
        return least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
    }
    void require_size(std::string_view name, std::size_t found, std::size_t expected) const {
        if (found != expected) {
            refuse("'" + std::string(name) + "' of the state holds " + std::to_string(found) +
                   " numbers, expected " + std::to_string(expected));
        }
    }
    void require_room(std::uint64_t values, std::size_t bytes_each, std::string_view name) const {
        if (values > left_ / bytes_each) {
            refuse("the state ends within '" + std::string(name) + "'");
        }
    }
    const std::uint8_t* take(std::size_t size) {
        const std::uint8_t* bytes = next_;
        next_ += size;
        left_ -= size;
        return bytes;
    }
    template <class T>
    T one(std::string_view name) {
        require_room(1, sizeof(T), name);
        T value;
        read(&value, 1);
        return value;
    }
    /// Requires room.
    template <class T>
    void read(T* values, std::size_t size) {
        if (size > 0) {
            std::memcpy(values, take(size * sizeof(T)), size * sizeof(T));
            state_bytes::reorder<T>(reinterpret_cast<std::uint8_t*>(values), size); // NOLINT: their bytes
        }
    }

    const std::uint8_t* next_;
    std::size_t left_;
    std::string plugin_;
};

} // namespace sinter
