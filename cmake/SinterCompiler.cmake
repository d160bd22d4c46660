# Compiler settings that all targets of this project share.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(SINTER_CCACHE ccache)
if(SINTER_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Relative paths and no hash of the folder: a second checkout finds what the first one compiled.
  set(SINTER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;CCACHE_BASEDIR=${CMAKE_SOURCE_DIR};CCACHE_NOHASHDIR=1;${SINTER_CCACHE}"
  )
  set(CMAKE_C_COMPILER_LAUNCHER "${SINTER_LAUNCHER}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${SINTER_LAUNCHER}")
endif()

# -ffp-contract=off: the same bits on machines with and without fused multiply-add.
add_compile_options(-Wall -Wextra -Wshadow -Wconversion -Werror -ffp-contract=off)
if(SINTER_CCACHE)
  add_compile_options($<$<AND:$<COMPILE_LANGUAGE:CXX>,$<CXX_COMPILER_ID:GNU>>:-fpch-preprocess>)
endif()
if(SINTER_SANITIZE)
  add_compile_options(-fsanitize=${SINTER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SINTER_SANITIZE})
  # Under the sanitizers g++ 12 gives false warnings in the standard library's own headers (GCC bug 105562).
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
endif()
