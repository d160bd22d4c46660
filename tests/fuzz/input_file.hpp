// SPDX-License-Identifier: Apache-2.0
//
// A file with the bytes of one input, for targets that read files.
#pragma once

#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace sinter::fuzz {

class InputFile {
public:
    explicit InputFile(const std::string& name) : path_(folder_.write(name, "")) {}

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    void write(std::string_view bytes) const {
        std::ofstream stream(path_, std::ios::binary | std::ios::trunc);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }

private:
    tests::TemporaryFolder folder_;
    std::filesystem::path path_;
};

} // namespace sinter::fuzz
