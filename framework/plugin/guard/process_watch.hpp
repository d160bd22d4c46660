// SPDX-License-Identifier: Apache-2.0
//
// What all threads of the process share and no plugin may change: the locale, the working directory, the
// umask, what signals do, and the files that the host has open.
#pragma once

#include <csignal>
#include <cstdint>
#include <string>
#include <sys/types.h>
#include <vector>

namespace sinter::plugin {

/// Remembers them as they are when it is made. One thread at a time.
class ProcessWatch {
public:
    /// `descriptors`: those to be watched beside standard input, output and error. The watch holds copies of its own.
    explicit ProcessWatch(const std::vector<int>& descriptors = {});
    ~ProcessWatch();
    ProcessWatch(const ProcessWatch&) = delete;
    ProcessWatch& operator=(const ProcessWatch&) = delete;

    /// What is no longer as it was, in words; all of it is put back. What the host's own program does to
    /// signals counts as the new state, and so does that SIGINT, SIGTERM or SIGHUP end the process.
    [[nodiscard]] std::vector<std::string> put_back();

private:
    struct File {
        int descriptor = -1;
        int copy = -1;
        dev_t device = 0;
        ino_t inode = 0;
    };
    void watch(int descriptor);
    void put_back_locale(std::vector<std::string>& changes);
    void put_back_folder(std::vector<std::string>& changes) const;
    void put_back_umask(std::vector<std::string>& changes) const;
    void put_back_signals(std::vector<std::string>& changes);
    void put_back_files(std::vector<std::string>& changes) const;

    std::string locale_;                    ///< of C, all categories
    std::string cxx_locale_;                ///< the name of the global C++ locale
    File folder_;                           ///< the working directory
    int umask_ = -1;                        ///< -1: not known
    std::vector<struct sigaction> signals_; ///< by number
    std::vector<File> files_;
};

/// The names of the locale of C and of the global one of C++.
[[nodiscard]] std::string c_locale_name();
[[nodiscard]] std::string cxx_locale_name();
void set_locales(const std::string& of_c, const std::string& of_cxx);

} // namespace sinter::plugin
