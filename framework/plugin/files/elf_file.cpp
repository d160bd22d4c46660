// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/files/elf_file.hpp"

#include "framework/bytes/counted.hpp"
#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sinter::plugin {
namespace {

constexpr std::uint64_t most_name_bytes = 1U << 20U;   // of all section names together
constexpr std::uint64_t most_symbol_bytes = 1U << 26U; // of a symbol or string table

#if defined(__x86_64__)
constexpr std::uint16_t own_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr std::uint16_t own_machine = EM_AARCH64;
#else
constexpr std::uint16_t own_machine = EM_NONE;
#endif

constexpr const char* needed = "a plugin library for this machine (64-bit ELF)";
constexpr const char* build_again = "build the plugin again with sinter_add_plugin() and copy the .so file";

[[noreturn]] void refuse(RefusalKind kind, const std::filesystem::path& file, std::string found,
                         std::string remedy = build_again) {
    throw Refused({kind, file, std::move(found), needed, std::move(remedy)});
}

/// The bytes as a T, whatever their alignment.
template <class T>
T as(std::string_view bytes, std::size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

std::string machine_name(std::uint16_t machine) {
    switch (machine) {
    case EM_X86_64:
        return "x86-64";
    case EM_AARCH64:
        return "64-bit ARM";
    case EM_386:
        return "32-bit x86";
    case EM_ARM:
        return "32-bit ARM";
    case EM_PPC64:
        return "64-bit POWER";
    case EM_RISCV:
        return "RISC-V";
    default:
        return fmt::format("machine number {}", machine);
    }
}

bool looks_like_text(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 || c == '\n' || c == '\r' || c == '\t';
    });
}

/// What a file without the ELF magic is, from its first bytes.
std::string what_it_is(std::string_view head) {
    if (head.substr(0, 2) == "#!") {
        return "it is a script";
    }
    if (head.substr(0, 2) == "MZ") {
        return "it is a Windows program or DLL";
    }
    if (head.substr(0, 4) == "\xCF\xFA\xED\xFE") {
        return "it is a macOS library";
    }
    if (head.substr(0, 8) == "!<arch>\n") {
        return "it is a static library (an ar archive)";
    }
    if (looks_like_text(head)) {
        const auto line = head.substr(0, std::min(head.find('\n'), std::size_t{40}));
        return fmt::format("it is a text file (it starts with \"{}\")", shown(line));
    }
    return "it is not an ELF file";
}

/// The text that starts at `offset` and ends with a NUL.
std::string_view text_at(std::string_view table, std::uint64_t offset) {
    if (offset >= table.size()) {
        return {};
    }
    const auto rest = table.substr(static_cast<std::size_t>(offset));
    return rest.substr(0, std::min(rest.find('\0'), rest.size()));
}

void require_own_machine(const Elf64_Ehdr& header, const std::filesystem::path& file) {
    if (header.e_ident[EI_CLASS] != ELFCLASS64) {
        refuse(RefusalKind::other_machine, file, "it is a 32-bit library");
    }
    if (header.e_ident[EI_DATA] != ELFDATA2LSB) {
        refuse(RefusalKind::other_machine, file, "it is a library for a big-endian machine");
    }
    if (header.e_machine != own_machine) {
        refuse(RefusalKind::other_machine, file,
               fmt::format("it is built for {}, this host runs on {}", machine_name(header.e_machine),
                           machine_name(own_machine)));
    }
    if (header.e_type == ET_REL) {
        refuse(RefusalKind::not_a_shared_library, file, "it is an object file (.o), not a shared library");
    }
    if (header.e_type != ET_DYN) {
        refuse(RefusalKind::not_a_shared_library, file, "it is an ELF file, but not a shared library");
    }
}

} // namespace

ElfFile::ElfFile(const std::filesystem::path& file) : file_(file) {
    // Non-blocking: opening a named pipe would wait for a writer.
    descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor_ < 0) {
        const int why = errno;
        refuse(why == ENOENT ? RefusalKind::missing_file : RefusalKind::unreadable, file,
               fmt::format("it cannot be opened: {}", std::generic_category().message(why)),
               "check the path and its permissions");
    }
    try {
        read_headers();
    } catch (...) {
        ::close(descriptor_); // the destructor of a half-made object does not run
        throw;
    }
}

ElfFile::~ElfFile() { ::close(descriptor_); }

std::string ElfFile::read(std::uint64_t offset, std::uint64_t size) const {
    if (offset > size_ || size > size_ - offset) {
        refuse(RefusalKind::truncated, file_,
               fmt::format("it is cut off: its headers speak of {} at offset {}, the file has {}",
                           bytes::counted(size, "byte"), offset, size_));
    }
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto got =
            ::pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            refuse(RefusalKind::unreadable, file_, "it cannot be read to its end",
                   "check the file system, or copy the file again");
        }
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

void ElfFile::read_headers() {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
        refuse(RefusalKind::not_a_regular_file, file_,
               S_ISDIR(status.st_mode) ? "it is a directory" : "it is not a regular file",
               "give the path of the .so file");
    }
    size_ = static_cast<std::uint64_t>(status.st_size);
    if (size_ == 0) {
        refuse(RefusalKind::empty_file, file_, "it is empty");
    }
    const auto head = read(0, std::min<std::uint64_t>(size_, sizeof(Elf64_Ehdr)));
    if (head.substr(0, SELFMAG) != ELFMAG) {
        refuse(RefusalKind::not_elf, file_, what_it_is(head));
    }
    if (head.size() < sizeof(Elf64_Ehdr)) {
        refuse(
            RefusalKind::truncated, file_,
            fmt::format("it is cut off: it has {}, less than an ELF header", bytes::counted(size_, "byte")));
    }
    const auto header = as<Elf64_Ehdr>(head, 0);
    require_own_machine(header, file_);
    if (header.e_shnum == 0) {
        return;
    } // no sections: no manifest
    if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shstrndx >= header.e_shnum) {
        refuse(RefusalKind::truncated, file_, "it is damaged: its section table makes no sense");
    }
    const auto table = read(header.e_shoff, std::uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
    const auto names_header = as<Elf64_Shdr>(table, header.e_shstrndx * sizeof(Elf64_Shdr));
    if (names_header.sh_size > most_name_bytes) {
        refuse(RefusalKind::truncated, file_, "it is damaged: its section names take more than a megabyte");
    }
    const auto names = read(names_header.sh_offset, names_header.sh_size);
    for (std::size_t i = 0; i < header.e_shnum; ++i) {
        const auto s = as<Elf64_Shdr>(table, i * sizeof(Elf64_Shdr));
        sections_.push_back({std::string(text_at(names, s.sh_name)), s.sh_type, s.sh_flags, s.sh_offset,
                             s.sh_size, s.sh_link});
    }
}

std::optional<std::string> ElfFile::section(std::string_view name, std::uint64_t most) const {
    const auto named = [&](const Section& s) { return s.name == name; };
    const auto found = std::find_if(sections_.begin(), sections_.end(), named);
    if (found == sections_.end()) {
        return std::nullopt;
    }
    const auto bad = [&](const std::string& why) {
        refuse(RefusalKind::bad_manifest, file_, fmt::format("its section {} {}", name, why));
    };
    if (std::count_if(sections_.begin(), sections_.end(), named) > 1) {
        bad("stands there twice");
    }
    if (found->type == SHT_NOBITS) {
        bad("has no bytes");
    }
    if ((found->flags & SHF_COMPRESSED) != 0) {
        bad("is compressed");
    }
    if (found->size > most) {
        bad(fmt::format("has {} bytes, at most {} are read", found->size, most));
    }
    return read(found->offset, found->size);
}

std::vector<std::string> ElfFile::exported_symbols() const {
    std::vector<std::string> symbols;
    for (const auto& section : sections_) {
        if (section.type != SHT_DYNSYM) {
            continue;
        }
        if (section.link >= sections_.size() || section.size > most_symbol_bytes ||
            sections_[section.link].size > most_symbol_bytes) {
            refuse(RefusalKind::truncated, file_, "it is damaged: its symbol table makes no sense");
        }
        const auto table = read(section.offset, section.size);
        const auto names = read(sections_[section.link].offset, sections_[section.link].size);
        for (std::size_t at = 0; at + sizeof(Elf64_Sym) <= table.size(); at += sizeof(Elf64_Sym)) {
            const auto symbol = as<Elf64_Sym>(table, at);
            const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
            const bool defined = symbol.st_shndx != SHN_UNDEF;
            const bool visible = visibility == STV_DEFAULT || visibility == STV_PROTECTED;
            if (defined && visible && ELF64_ST_BIND(symbol.st_info) != STB_LOCAL) {
                symbols.emplace_back(text_at(names, symbol.st_name));
            }
        }
    }
    std::sort(symbols.begin(), symbols.end());
    return symbols;
}

} // namespace sinter::plugin
