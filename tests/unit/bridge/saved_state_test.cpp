// SPDX-License-Identifier: Apache-2.0
//
// What is written is read again, and what was not written is refused with a text that says where.
#include <sinter/saved_state.hpp>
#include <sinter/unknown.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using namespace sinter;
using Catch::Matchers::Message;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes written(const std::function<void(StateWriter&)>& write) {
    Bytes bytes;
    StateWriter writer(
        [&](Span<std::uint8_t> piece) { bytes.insert(bytes.end(), piece.begin(), piece.end()); });
    write(writer);
    writer.flush();
    return bytes;
}
/// What reading these bytes throws.
std::string refusal(const Bytes& bytes, const std::function<void(StateReader&)>& read) {
    StateReader reader(bytes);
    try {
        read(reader);
    } catch (const Error& e) {
        CHECK(e.code() == SINTER_INVALID_ARGUMENT);
        return e.what();
    }
    return "";
}

} // namespace

TEST_CASE("what is written in an order is read in it, bit for bit") {
    const RowMatrix matrix = (RowMatrix(2, 3) << 1, 2, 3, 4, 5, 6).finished();
    const Bytes bytes = written([&](StateWriter& w) {
        w.begin("mine", 3);
        w.boolean(true);
        w.integer(-7);
        w.count(2);
        w.real(unknown);
        w.text("Fe\u2082O\u2083");
        w.numbers(std::vector<std::int32_t>{1, -2});
        w.numbers(std::vector<float>{0.5F});
        w.vector(Eigen::VectorXd::LinSpaced(3, 1, 3));
        w.matrix(matrix);
        w.matrix(during_call(Eigen::MatrixXd(matrix))); // columns together: the same bytes
        w.matrix(during_call(RowMatrix(4, 0)));
    });
    StateReader r(bytes);
    CHECK(r.begin("mine", 1, 3) == 3);
    CHECK(r.boolean("flag"));
    CHECK(r.integer("whole") == -7);
    CHECK(r.count("count", 8) == 2);
    CHECK(std::isnan(r.real("nan")));
    CHECK(r.text("text") == "Fe\u2082O\u2083");
    CHECK(r.numbers<std::int32_t>("integers") == std::vector<std::int32_t>{1, -2});
    CHECK(r.numbers<float>("floats", 1) == std::vector<float>{0.5F});
    CHECK(r.vector("vector", 3) == Eigen::VectorXd::LinSpaced(3, 1, 3));
    CHECK(r.matrix("matrix", 2, 3) == matrix);
    CHECK(r.matrix("matrix") == matrix);
    CHECK(r.matrix("empty").rows() == 4);
    r.finish();
}

TEST_CASE("a state is little-endian on every machine") {
    const Bytes bytes = written([](StateWriter& w) {
        w.begin("m", 2);
        w.integer(-2);
        w.real(1);
        w.numbers(std::vector<std::uint16_t>{0x1234});
    });
    CHECK(bytes == Bytes{1, 0, 0, 0, 'm', 2,    0,    0, 0, 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0,
                         0, 0, 0, 0, 0,   0xF0, 0x3F, 1, 0, 0,    0,    0,    0,    0,    0,    0x34, 0x12});
}

TEST_CASE("a state of another plugin or format is refused") {
    const Bytes ridge = written([](StateWriter& w) { w.begin("ridge", 2); });
    const auto begin = [](const char* plugin, std::uint32_t oldest, std::uint32_t newest) {
        return [=](StateReader& r) { r.begin(plugin, oldest, newest); };
    };
    CHECK(refusal(ridge, begin("ridge", 1, 2)).empty());
    CHECK(refusal(ridge, begin("ridge", 1, 1)) ==
          "ridge: the state has the format 2, this version of 'ridge' reads 1");
    CHECK(refusal(ridge, begin("ridge", 3, 5)) ==
          "ridge: the state has the format 2, this version of 'ridge' reads 3 to 5");
    CHECK(refusal(ridge, begin("rigid", 1, 2)) == "rigid: this is no state of 'rigid': it begins otherwise");
    CHECK(refusal(ridge, begin("ridges", 1, 2)) ==
          "ridges: this is no state of 'ridges': it begins otherwise");
    CHECK(refusal({}, begin("ridge", 1, 2)) == "ridge: the state is empty");
    CHECK(refusal({5}, begin("ridge", 1, 2)) == "ridge: this is no state of 'ridge': it begins otherwise");
}

TEST_CASE("every truncation of a state is refused where it is noticed") {
    const auto write = [](StateWriter& w) {
        w.begin("mine", 1);
        w.text("abc");
        w.numbers(std::vector<double>(3));
        w.matrix(during_call(RowMatrix(RowMatrix::Zero(2, 2))));
    };
    const auto read = [](StateReader& r) {
        r.begin("mine", 1, 1);
        static_cast<void>(r.text("name"));
        static_cast<void>(r.numbers<double>("coefficients"));
        static_cast<void>(r.matrix("directions"));
        r.finish();
    };
    const Bytes whole = written(write);
    CHECK(refusal(whole, read).empty());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK_FALSE(
            refusal(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), read).empty());
    }
    Bytes longer = whole;
    longer.insert(longer.end(), 2, 0);
    CHECK(refusal(longer, read) == "mine: 2 bytes too many stand at the end of the state");
    Bytes shorter = whole;
    shorter.pop_back();
    CHECK(refusal(shorter, read) == "mine: the state ends within 'directions'");
}

TEST_CASE("a count that the bytes do not justify is refused before anything is allocated") {
    for (const std::uint64_t count : {std::uint64_t{2}, std::uint64_t{1} << 40U, ~std::uint64_t{0}}) {
        const Bytes bytes = written([&](StateWriter& w) {
            w.integer(static_cast<std::int64_t>(count));
            w.real(1);
        });
        CHECK(refusal(bytes, [](StateReader& r) { static_cast<void>(r.numbers<double>("leaves")); }) ==
              "the state ends within 'leaves'");
        CHECK(refusal(bytes, [](StateReader& r) { static_cast<void>(r.count("trees", 5)); }) ==
              "the state ends within 'trees'");
    }
    const Bytes square = written([](StateWriter& w) {
        w.integer(1 << 30);
        w.integer(1 << 30);
    });
    CHECK(refusal(square, [](StateReader& r) { static_cast<void>(r.matrix("square")); }) ==
          "the state ends within 'square'");
}

TEST_CASE("values and sizes outside of what is expected are refused with both") {
    const auto integer = [](StateReader& r) { static_cast<void>(r.integer("depth", 3, 5)); };
    CHECK(refusal(written([](StateWriter& w) { w.integer(17); }), integer) ==
          "'depth' of the state is 17, expected 3 to 5");
    const auto real = [](StateReader& r) { static_cast<void>(r.real("share", 0, 1)); };
    CHECK(refusal(written([](StateWriter& w) { w.real(std::nan("")); }), real) ==
          "'share' of the state is nan, expected 0.000000 to 1.000000");
    CHECK(refusal(written([](StateWriter& w) { w.real(1); }), real).empty());
    const auto boolean = [](StateReader& r) { static_cast<void>(r.boolean("flag")); };
    CHECK(refusal({2}, boolean) == "'flag' of the state is 2, expected 0 or 1");
    const auto five = [](StateReader& r) { static_cast<void>(r.vector("weights", 5)); };
    CHECK(refusal(written([](StateWriter& w) { w.vector(Eigen::VectorXd::Ones(4)); }), five) ==
          "'weights' of the state holds 4 numbers, expected 5");
    const auto wide = [](StateReader& r) { static_cast<void>(r.matrix("m", 2, 1)); };
    CHECK(refusal(written([](StateWriter& w) { w.matrix(during_call(RowMatrix(RowMatrix::Ones(1, 2)))); }),
                  wide) == "'m' of the state is 1 x 2, expected 2 x 1");
}
