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

# Most of a compilation is reading headers. So the files of a folder are compiled in batches, and what nearly all files
# include is read once for all targets. clang-tidy reads each file by itself (preset lint), which keeps their own includes
# complete.
# Headers of this project are never among the shared ones. ccache may answer a precompilation with one in which a comment
# was another, and g++ then includes a header with #pragma once again, because its bytes are not those that it noted.
option(SINTER_BATCHES "Compile the files of a folder in batches" ON)
set(CMAKE_UNITY_BUILD ${SINTER_BATCHES})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 8)
set(SINTER_COMMON_HEADERS
    <Eigen/Core> <algorithm> <array> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory> <optional> <set>
    <span> <string> <string_view> <utility> <vector>)

# sinter_batch_by_folder(TARGET): files of different folders never share a batch.
function(sinter_batch_by_folder target)
  get_target_property(files ${target} SOURCES)
  set(last "none")
  foreach(file ${files})
    get_filename_component(folder "${file}" DIRECTORY)
    if(NOT folder STREQUAL last)
      set(count 0)
      string(REPLACE "${PROJECT_SOURCE_DIR}/" "" name "${folder}")
      string(MAKE_C_IDENTIFIER "${name}" name)
      set(last "${folder}")
    endif()
    math(EXPR batch "${count} / ${CMAKE_UNITY_BUILD_BATCH_SIZE}")
    set_source_files_properties("${file}" PROPERTIES UNITY_GROUP "${name}_${batch}")
    math(EXPR count "${count} + 1")
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
endfunction()

# sinter_share_headers(OWNER TARGET...): they take the headers that OWNER has read. A precompiled header holds for one kind
# of code, so programs are made of the code of libraries; a target with an optimisation of its own reads them itself.
function(sinter_share_headers owner)
  foreach(target ${ARGN})
    get_target_property(options ${target} COMPILE_OPTIONS)
    if(options MATCHES "-O")
      continue()
    endif()
    get_target_property(type ${target} TYPE)
    if(type STREQUAL EXECUTABLE)
      set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
      target_compile_options(${target} PRIVATE -fPIC)
    endif()
    target_precompile_headers(${target} REUSE_FROM ${owner})
  endforeach()
endfunction()
