// SPDX-License-Identifier: Apache-2.0
//
// Matbench's folds beside those of the scikit-learn that is installed, at many sizes.
#include "framework/evaluation/protocols/matbench_folds.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

using namespace sinter;

namespace {

constexpr const char* python = "/usr/bin/python3"; // Debian's: python3-sklearn is not seen by another one

/// Prints for n = 5 .. 300 the fold of each row; then the same for classes (i * i + i / 4) % 6.
constexpr const char* program = R"(
import warnings
import numpy
from sklearn.model_selection import KFold, StratifiedKFold
warnings.simplefilter("ignore")
def show(kind, labels):
    folds = numpy.empty(len(labels), int)
    splits = kind(n_splits=5, shuffle=True, random_state=18012019).split(numpy.zeros(len(labels)), labels)
    for number, (_, test) in enumerate(splits):
        folds[test] = number
    print("".join(map(str, folds)))
for n in range(5, 301):
    show(KFold, numpy.zeros(n))
for n in range(40, 301):
    show(StratifiedKFold, [(i * i + i // 4) % 6 for i in range(n)])
)";

std::string digits(const std::vector<evaluation::Split>& splits) {
    std::string text;
    for (const auto& split : splits) {
        text.resize(split.training.size() + split.test.size(), '-');
        for (const auto row : split.test) {
            text[static_cast<std::size_t>(row)] = static_cast<char>('0' + split.fold);
        }
    }
    return text;
}

std::vector<std::int64_t> classes_of(std::int64_t rows) {
    std::vector<std::int64_t> classes;
    for (std::int64_t i = 0; i < rows; ++i) {
        classes.push_back((i * i + i / 4) % 6);
    }
    return classes;
}

} // namespace

TEST_CASE("Matbench's folds are those of the scikit-learn that is installed") {
    if (std::system((std::string(python) + " -c 'import sklearn' 2>/dev/null").c_str()) != 0) {
        WARN("skipped: no scikit-learn for " << python);
        return;
    }
    const tests::TemporaryFolder folder;
    const auto script = folder.write("folds.py", program);
    const auto output = folder.path() / "folds.txt";
    const std::string command =
        std::string(python) + " '" + script.string() + "' > '" + output.string() + "'";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream lines(output);
    std::string line;
    for (std::size_t rows = 5; rows <= 300; ++rows) {
        REQUIRE(std::getline(lines, line));
        INFO(rows);
        CHECK(digits(evaluation::matbench_folds(rows)) == line);
    }
    for (std::int64_t rows = 40; rows <= 300; ++rows) {
        REQUIRE(std::getline(lines, line));
        INFO(rows);
        CHECK(digits(evaluation::stratified_matbench_folds(classes_of(rows))) == line);
    }
}
