// SPDX-License-Identifier: Apache-2.0
//
// fuzz_NAME FILE|FOLDER...: a target on the files of its corpus, for builds without libFuzzer.
#include "tests/fuzz/target.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& path) {
    if (!fs::is_directory(path)) {
        return {path};
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string bytes_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    sinter::fuzz::require(stream.good(), "every file of the corpus can be read");
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& file : files_of(argv[i])) {
            const std::string bytes = bytes_of(file);
            std::fprintf(stderr, "%s\n", file.c_str()); // the last one named is the one that ends the process
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
            ++count;
        }
    }
    sinter::fuzz::require(count > 0, "there is a corpus");
    std::printf("%zu inputs\n", count);
    return 0;
}
