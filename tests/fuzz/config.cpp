// SPDX-License-Identifier: Apache-2.0
//
// A config of any bytes is read, or refused with messages that can be shown. The first line of the input is a
// change from the command line (`key=value`; none where it is empty), the rest is the file.
#include "framework/study/config/config.hpp"

#include "framework/bytes/utf8.hpp"
#include "framework/study/config/read_config.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/target.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace sinter;
using fuzz::require;

void require_messages(const diagnostics::Diagnostics& diagnostics) {
    require(diagnostics.has_errors() && diagnostics.exit_code() != 0, "what is refused has an error");
    for (const auto& d : diagnostics.merged()) {
        require(!d.message.empty(), "an error has words");
        require(!diagnostics::format(d).empty(), "an error can be shown");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const fuzz::InputFile file("study.toml");
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto line = input.find('\n');
    std::vector<std::string> overrides;
    if (line != 0) {
        overrides.emplace_back(input.substr(0, line));
    }
    file.write(line == std::string_view::npos ? std::string_view() : input.substr(line + 1));
    for (const auto use : {study::ConfigUse::study, study::ConfigUse::featurize}) {
        diagnostics::Diagnostics diagnostics;
        try {
            const auto config = study::read_config(file.path(), overrides, use, diagnostics);
            if (diagnostics.has_errors()) {
                require_messages(diagnostics);
            } else {
                require(!config.tables.empty() && !config.featurizers.empty(),
                        "a config without an error has tables and featurizers");
            }
        } catch (const diagnostics::InputError& error) {
            require_messages(error.diagnostics());
        }
    }
    return 0;
}
