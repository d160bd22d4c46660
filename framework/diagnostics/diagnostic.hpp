// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with an input, where, and what to do about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace sinter::diagnostics {

/// Which exit code an error leads to; of several, the lowest counts. `machine`: nothing is wrong with the
/// input, but the disk is full, a right is missing, the memory is used up, or another run is at work.
enum class ErrorKind : std::uint8_t { config = 2, data = 3, plugin = 4, machine = 6 };

enum class Severity : std::uint8_t { warning, error };

/// A place in a file. Line and column start at 1 and count bytes; 0: not known.
struct Position {
    std::string file;
    std::uint32_t line = 0;
    std::uint32_t column = 0;
};

/// A value and where it was written.
template <class T>
struct Located {
    T value{};
    Position where;
};

struct Diagnostic {
    Severity severity = Severity::error;
    ErrorKind kind = ErrorKind::config;
    Position where;
    std::string message;            ///< one line: what was found and what was expected
    std::vector<std::string> hints; ///< further lines: the valid names, did you mean, what to do
    std::vector<Position> also{};   ///< further places of which the same holds (Diagnostics::merged)
};

/// Collects all that is wrong, so that it can be reported at once: the first `most_kept` errors and as many
/// warnings; what comes behind them is counted. Not for several threads.
class Diagnostics {
public:
    static constexpr std::size_t most_kept = 100;

    void add(Diagnostic diagnostic);
    void error(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints = {});
    void warning(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints = {});

    [[nodiscard]] bool has_errors() const noexcept { return errors_ > 0; }
    [[nodiscard]] std::size_t error_count() const noexcept { return errors_; }
    /// "and 999900 more errors"; empty where all are kept.
    [[nodiscard]] std::string not_kept() const;
    [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }
    /// The lowest code among the errors' kinds; 0 when there are none.
    [[nodiscard]] int exit_code() const noexcept;
    /// By file (in order of first mention), line and column; the order of adding breaks ties.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;
    /// The same, equal ones (all but the place) as one that names every place: what is wrong once is said once.
    [[nodiscard]] std::vector<Diagnostic> merged() const;

private:
    std::vector<Diagnostic> all_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
    int least_code_ = 0; ///< among the kinds of all errors, kept or not
};

/// `file:line:column error: message`, then the further places (at most ten) and the hints, indented. Nothing
/// in it can act on a terminal (bytes::shown_text).
[[nodiscard]] std::string format(const Diagnostic& diagnostic);

/// Thrown at the point where one can't go on; carries everything found so far.
class InputError : public std::runtime_error {
public:
    explicit InputError(Diagnostics diagnostics);
    InputError(ErrorKind kind, Position where, std::string message, std::vector<std::string> hints = {});
    [[nodiscard]] const Diagnostics& diagnostics() const noexcept { return diagnostics_; }

private:
    Diagnostics diagnostics_;
};

} // namespace sinter::diagnostics
