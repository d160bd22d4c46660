// SPDX-License-Identifier: Apache-2.0
//
// A folder of the test's own that only its owner can write to; removed at the end.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace sinter::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "sinter-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error("cannot make " + name);
        }
        path_ = std::filesystem::canonical(name);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

    /// A file with this content and mode 0644.
    std::filesystem::path write(const std::string& name, const std::string& content) const {
        auto file = path_ / name;
        std::ofstream(file, std::ios::binary) << content;
        make_safe(file);
        return file;
    }
    /// A copy with mode 0644, whatever the umask was where the original was built.
    std::filesystem::path copy(const std::filesystem::path& from, const std::string& name) const {
        auto file = path_ / name;
        std::filesystem::copy_file(from, file, std::filesystem::copy_options::overwrite_existing);
        make_safe(file);
        return file;
    }

private:
    static void make_safe(const std::filesystem::path& file) {
        using std::filesystem::perms;
        std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::group_read |
                                               perms::others_read);
    }
    std::filesystem::path path_;
};

} // namespace sinter::tests
