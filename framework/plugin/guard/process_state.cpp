// SPDX-License-Identifier: Apache-2.0
#include "framework/plugin/guard/process_state.hpp"

#include "framework/plugin/files/hostile_text.hpp"
#include "framework/plugin/files/refusal.hpp"
#include "framework/plugin/guard/process_watch.hpp"

#include <fmt/format.h>

#include <cfenv>
#include <limits>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

namespace sinter::plugin {
namespace {

/// volatile: the arithmetic must happen now, not at compile time.
bool keeps_denormals() {
    volatile double smallest = std::numeric_limits<double>::min();
    volatile double half = smallest * 0.5;
    volatile double again = half * 2.0;
    return half != 0 && again == smallest;
}

#if defined(__x86_64__)
constexpr std::uint32_t mxcsr_status = 0x3F; // sticky flags of past operations; not a setting
#endif

} // namespace

ProcessState ProcessState::now() {
    ProcessState state;
#if defined(__x86_64__)
    state.floating_point_.control = _mm_getcsr() & ~mxcsr_status;
    std::fenv_t environment{};
    std::fegetenv(&environment);
    state.floating_point_.x87 = environment.__control_word;
    std::fesetenv(&environment); // fegetenv masks all x87 exceptions
#endif
    state.floating_point_.rounding = std::fegetround();
    state.floating_point_.denormals = keeps_denormals();
    state.locale_ = c_locale_name();
    state.cxx_locale_ = cxx_locale_name();
    return state;
}

void ProcessState::restore() const {
    std::fenv_t environment{};
    std::fegetenv(&environment);
#if defined(__x86_64__)
    environment.__control_word = static_cast<unsigned short>(floating_point_.x87);
    environment.__mxcsr = floating_point_.control;
    std::fesetenv(&environment);
#else
    std::fesetenv(FE_DFL_ENV);
    std::fesetround(floating_point_.rounding);
#endif
    set_locales(locale_, cxx_locale_);
}

void ProcessState::require_same_floating_point(const ProcessState& after,
                                               const std::filesystem::path& file) const {
    const auto& a = floating_point_;
    const auto& b = after.floating_point_;
    if (a.control == b.control && a.x87 == b.x87 && a.rounding == b.rounding && a.denormals == b.denormals) {
        return;
    }
    constexpr const char* needed =
        "a library that leaves the floating-point state alone, so that results do not "
        "depend on which plugins are loaded";
    if (a.denormals && !b.denormals) {
        throw Refused(
            {RefusalKind::floating_point_changed, file,
             "it was linked with -ffast-math (it turned denormal numbers off for the whole process)", needed,
             "link it, and the libraries that it brings, without -ffast-math and -Ofast; compiling "
             "with them does no harm here, linking does"});
    }
    throw Refused(
        {RefusalKind::floating_point_changed, file,
         fmt::format("loading it changed the floating-point state (control {:#x} to {:#x}, x87 {:#x} "
                     "to {:#x}, rounding {} to {})",
                     a.control, b.control, a.x87, b.x87, a.rounding, b.rounding),
         needed, "find the static constructor that does so, in the plugin or in a library of its"});
}

void ProcessState::require_same_locale(const ProcessState& after, const std::filesystem::path& file) const {
    if (locale_ == after.locale_ && cxx_locale_ == after.cxx_locale_) {
        return;
    }
    throw Refused({RefusalKind::locale_changed, file,
                   fmt::format("loading it changed the locale from \"{}\" to \"{}\"", shown(locale_),
                               shown(locale_ == after.locale_ ? after.cxx_locale_ : after.locale_)),
                   "a library that leaves the locale alone (numbers would be written with commas)",
                   "find the static constructor that calls setlocale or std::locale::global"});
}

} // namespace sinter::plugin
