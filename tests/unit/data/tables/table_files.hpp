// SPDX-License-Identifier: Apache-2.0
//
// Small tables on disk and the specs that read them.
#pragma once

#include "framework/data/join/load_dataset.hpp"
#include "framework/data/tables/dataset.hpp"
#include "framework/diagnostics/diagnostic.hpp"
#include "framework/threads/plain_workers.hpp"
#include "framework/threads/workers.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace sinter::tests {

/// A folder of its own that goes away with it.
class TableFiles {
public:
    TableFiles() {
        static std::atomic<int> count{0};
        folder_ = std::filesystem::temp_directory_path() /
                  ("sinter-data-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(folder_);
    }
    TableFiles(const TableFiles&) = delete;
    TableFiles& operator=(const TableFiles&) = delete;
    ~TableFiles() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
        return path(name);
    }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }

private:
    std::filesystem::path folder_;
};

inline diagnostics::Located<std::string> at(std::string text, std::uint32_t line) {
    return {std::move(text), {"study.toml", line, 1}};
}

/// A table of formulas in the column `formula`.
inline data::TableSpec formula_table(const std::string& path) {
    data::TableSpec table;
    table.file = at(path, 2);
    table.material.formula = at("formula", 3);
    return table;
}

inline data::LabelSpec number_label(const std::string& name, const std::string& column,
                                    const std::string& unit) {
    data::LabelSpec label;
    label.name = at(name, 4);
    label.column = at(column, 4);
    label.unit = at(unit, 4);
    return label;
}

/// Loads, and requires that nothing is wrong.
inline data::Dataset load(const std::vector<data::TableSpec>& tables) {
    const auto workers = threads::make_plain_workers(2);
    diagnostics::Diagnostics diagnostics;
    auto dataset = data::load_dataset(tables, *workers, diagnostics);
    for (const auto& d : diagnostics.all()) {
        UNSCOPED_INFO(format(d));
    }
    REQUIRE(dataset);
    return std::move(*dataset);
}

/// Loads what must not load; all messages in order, one per line with the hints behind.
inline std::string load_errors(const std::vector<data::TableSpec>& tables) {
    const auto workers = threads::make_plain_workers(2);
    diagnostics::Diagnostics diagnostics;
    const auto dataset = data::load_dataset(tables, *workers, diagnostics);
    CHECK_FALSE(dataset);
    std::string text;
    for (const auto& d : diagnostics.sorted()) {
        text += format(d) + "\n";
    }
    return text;
}

} // namespace sinter::tests
