// SPDX-License-Identifier: Apache-2.0
//
// The option that an error is about, on its way over the boundary.
#include <sinter/bridge/guard.hpp>

#include <catch2/catch.hpp>

#include <cstddef>
#include <cstring>
#include <string>

using namespace sinter;

namespace {

/// The Error that `function` throws, after a way over the boundary.
template <class Function>
Error carried(Function&& function) {
    sinter_error error = bridge::no_error();
    const std::int32_t status = bridge::guard(&error, function);
    try {
        bridge::check(status, error);
    } catch (const Error& e) {
        return e;
    }
    return {SINTER_OK, "no error"};
}

} // namespace

TEST_CASE("an error about an option arrives with the option's name") {
    const Error there = carried([] { fail_option("trees", "there are no half trees"); });
    CHECK(there.code() == SINTER_INVALID_ARGUMENT);
    CHECK(std::string(there.what()) == "there are no half trees");
    CHECK(there.option() == "trees");
    CHECK(carried([] { fail_invalid("too few rows"); }).option().empty());
}

TEST_CASE("what is thrown while an option is read is about it, unless it names another") {
    const auto reading = [](auto&& throwing) { return [=] { about_option("file", throwing); }; };
    CHECK(carried(reading([] { fail_numerical("a value is NaN"); })).option() == "file");
    CHECK(carried(reading([] { fail_numerical("a value is NaN"); })).code() == SINTER_NUMERICAL);
    CHECK(carried(reading([] { fail_option("column", "there is none"); })).option() == "column");
    CHECK(about_option("file", [] { return 3; }) == 3);
}

TEST_CASE("a name that does not fit is left out, one that just fits is not") {
    const std::string longest(SINTER_ERROR_OPTION_SIZE - 1, 'n');
    CHECK(carried([&] { fail_option(longest, "refused"); }).option() == longest);
    const Error cut = carried([&] { fail_option(longest + "n", "refused"); });
    CHECK(cut.option().empty());
    CHECK(std::string(cut.what()) == "refused");
}

TEST_CASE("a caller of before errors named options gets code and text, and nothing beyond its struct") {
    sinter_error error = bridge::no_error();
    error.struct_size = offsetof(sinter_error, option);
    std::memset(error.option, 'x', sizeof error.option);
    CHECK(bridge::guard(&error, [] { fail_option("trees", "there are no half trees"); }) ==
          SINTER_INVALID_ARGUMENT);
    CHECK(error.code == SINTER_INVALID_ARGUMENT);
    CHECK(std::string(error.text) == "there are no half trees");
    CHECK(std::string(error.option, sizeof error.option) == std::string(sizeof error.option, 'x'));
}

TEST_CASE("a callee that does not terminate the option's name is read to the end of its place") {
    sinter_error error = bridge::no_error();
    std::strcpy(error.text, "refused");
    std::memset(error.option, 'x', sizeof error.option);
    try {
        bridge::check(SINTER_INVALID_ARGUMENT, error);
        FAIL("no error");
    } catch (const Error& e) {
        CHECK(e.option() == std::string(sizeof error.option, 'x'));
    }
}
