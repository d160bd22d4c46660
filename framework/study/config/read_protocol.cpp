// SPDX-License-Identifier: Apache-2.0
#include "framework/study/config/read_protocol.hpp"

#include "framework/study/config/config_limits.hpp"
#include "framework/study/config/expand_variables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace sinter::study {
namespace {

using diagnostics::Diagnostics;

/// In the order of ProtocolKind.
constexpr std::array<std::string_view, 8> kinds{
    "k_fold", "holdout",   "predefined", "leave_one_group_out", "leave_one_cluster_out",
    "nested", "from_file", "matbench"};

int count(ConfigSection& section, std::string_view key, std::int64_t least, int otherwise) {
    const auto number = section.integer(key, least, most_folds);
    return number ? static_cast<int>(number->value) : otherwise;
}

void require_share(ConfigSection& section, std::string_view key, const Located<double>& share, bool one_too) {
    if (share.value > 0 && (share.value < 1 || (one_too && share.value == 1))) {
        return;
    }
    section.error(share.where, fmt::format("[protocol] {} is {}, expected a number {}", key, share.value,
                                           one_too ? "above 0, up to 1" : "between 0 and 1"));
}

std::vector<double> read_learning_curve(ConfigSection& section) {
    const ConfigNode* node = section.any("learning_curve");
    if (node == nullptr) {
        return {1.0};
    }
    std::vector<double> shares;
    const auto is_number = [](const ConfigNode& item) {
        return item.kind == ConfigNode::Kind::integer || item.kind == ConfigNode::Kind::real;
    };
    if (node->kind != ConfigNode::Kind::list ||
        !std::all_of(node->items.begin(), node->items.end(), is_number) || node->items.empty()) {
        section.error(node->where,
                      fmt::format("learning_curve is {}, expected a list of numbers", describe(*node)),
                      {"write learning_curve = [0.25, 0.5, 1.0]: shares of the training groups"});
        return {1.0};
    }
    const std::size_t count = section.bounded(most_sizes, *node, "learning_curve");
    for (std::size_t i = 0; i < count; ++i) {
        const auto& item = node->items[i];
        const double share =
            item.kind == ConfigNode::Kind::integer ? static_cast<double>(item.integer) : item.real;
        require_share(section, "learning_curve", {share, item.where}, true);
        shares.push_back(share);
    }
    std::sort(shares.begin(), shares.end());
    if (std::adjacent_find(shares.begin(), shares.end()) != shares.end()) {
        section.error(node->where, "learning_curve holds the same share twice");
    }
    return shares;
}

/// The keys that only some kinds take; where another kind has them, finish() names them as unknown.
void read_keys_of_kind(ConfigSection& section, ProtocolChoice& protocol) {
    using K = ProtocolKind;
    const K kind = protocol.kind;
    if (kind == K::k_fold || kind == K::nested) {
        protocol.folds = count(section, "folds", 2, protocol.folds);
    }
    if (kind == K::k_fold || kind == K::nested || kind == K::holdout) {
        protocol.repeats = count(section, "repeats", 1, protocol.repeats);
    }
    if (kind == K::nested) {
        protocol.inner_folds = count(section, "inner_folds", 2, protocol.inner_folds);
    }
    if (kind == K::leave_one_cluster_out) {
        protocol.clusters = count(section, "clusters", 2, protocol.clusters);
    }
    if (kind == K::holdout) {
        if (const auto fraction = section.number("test_fraction")) {
            require_share(section, "test_fraction", *fraction, false);
            protocol.test_fraction = fraction->value;
        }
    }
    if (kind == K::k_fold || kind == K::holdout) {
        if (const ConfigNode* node = section.any("stratify")) {
            protocol.stratify = node->boolean;
            if (node->kind != ConfigNode::Kind::boolean) {
                section.error(node->where,
                              fmt::format("stratify is {}, expected true or false", describe(*node)));
            }
        }
    }
    if (kind != K::nested) {
        protocol.learning_curve = read_learning_curve(section);
    }
}

void read_group_by(ConfigSection& section, ProtocolChoice& protocol) {
    protocol.group_by.key.where = protocol.where;
    if (protocol.kind == ProtocolKind::leave_one_cluster_out) {
        return; // the clusters are the groups
    }
    if (protocol.kind == ProtocolKind::matbench) {
        protocol.group_by.key.value = GroupBy::record;
        return;
    }
    if (const auto key = section.text("group_by")) {
        protocol.group_by.key = *key;
    } else if (protocol.kind == ProtocolKind::leave_one_group_out) {
        section.error(protocol.where, "[protocol] kind = \"leave_one_group_out\" lacks `group_by`",
                      {"name the input whose values are the groups, e.g. group_by = \"metal\""});
    }
}

void read_file(ConfigSection& section, const std::filesystem::path& folder, ProtocolChoice& protocol,
               Diagnostics& diagnostics) {
    protocol.file = section.required_text("file");
    try {
        const std::filesystem::path expanded = expand_variables(protocol.file);
        if (!expanded.empty()) {
            protocol.file.value =
                (expanded.is_absolute() ? expanded : folder / expanded).lexically_normal().string();
        }
    } catch (const diagnostics::InputError& error) {
        for (const auto& d : error.diagnostics().all()) {
            diagnostics.add(d);
        }
    }
}

} // namespace

std::string_view name_of(ProtocolKind kind) { return kinds[static_cast<std::size_t>(kind)]; }

ProtocolChoice read_protocol(ConfigSection& root, const std::filesystem::path& folder,
                             Diagnostics& diagnostics) {
    ProtocolChoice protocol;
    const ConfigNode* node = root.table("protocol");
    if (node == nullptr) {
        root.error(root.where(), "there is no [protocol] section",
                   {"it says how rows are held out: [protocol] kind = \"k_fold\""});
        return protocol;
    }
    ConfigSection section(*node, "[protocol]", diagnostics);
    protocol.where = node->where;
    const auto kind = section.choice("kind", {kinds.begin(), kinds.end()});
    if (!kind && node->find("kind") == nullptr) {
        section.error(node->where, "[protocol] lacks `kind`");
    }
    protocol.kind = kind ? static_cast<ProtocolKind>(kind->value) : ProtocolKind::k_fold;
    read_keys_of_kind(section, protocol);
    read_group_by(section, protocol);
    if (protocol.kind == ProtocolKind::from_file) {
        read_file(section, folder, protocol, diagnostics);
    }
    section.finish();
    return protocol;
}

} // namespace sinter::study
