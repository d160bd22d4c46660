# sinter_add_plugin(NAME KIND featurizer|learner|strategy SOURCES file...
#                   [ENTRY file] [LIBRARIES target...] [CHECK_OPTIONS option...] [NO_CHECKS])
#
# Builds the plugin NAME as the module NAME.so: C++17 or later, nothing exported but the entry, every symbol resolved at
# link time, libraries beside it found by $ORIGIN. The manifest comes from the SINTER_..._PLUGIN line of the sources.
#
# ENTRY       the file with the SINTER_..._PLUGIN line, by default plugin.cpp where there is one. It is only in the
#             module; SOURCES are then also the static library sinter_plugin_NAME, so that tests can link them. Without
#             an ENTRY the line stands in one of SOURCES.
# LIBRARIES   what SOURCES need beside the SDK.
# CHECK_OPTIONS  what else to say to `sinter plugins check`, which is made a CTest test of the module (label sinter).
# NO_CHECKS   leaves that test out.
#
# The module's target is sinter_module_NAME. It is written to CMAKE_LIBRARY_OUTPUT_DIRECTORY, else to the top of the build
# folder, so that `--plugin-dir build` finds it, and installed to lib/sinter/plugins. Files may include each other by
# their path from the project's root. -ffast-math and its like are refused.

set(SINTER_PLUGIN_MAP "${CMAKE_CURRENT_LIST_DIR}/plugin.map") # exports the entry and nothing else

# What may switch denormal numbers off in the host's process, or lets the compiler forget that there is NaN. `sinter
# build-plugin` refuses the same flags.
set_property(GLOBAL PROPERTY SINTER_FAST_MATH_FLAGS -ffast-math -Ofast -funsafe-math-optimizations -ffinite-math-only
                             -ffp-model=fast -mdaz-ftz)

function(sinter_add_plugin name)
  cmake_parse_arguments(ARG "NO_CHECKS" "KIND;ENTRY" "SOURCES;LIBRARIES;CHECK_OPTIONS" ${ARGN})
  sinter_require_sound_arguments()

  set(module sinter_module_${name})
  if(ARG_ENTRY)
    add_library(sinter_plugin_${name} STATIC ${ARG_SOURCES})
    sinter_set_up_sources(sinter_plugin_${name} PUBLIC)
    add_library(${module} MODULE ${ARG_ENTRY})
    target_link_libraries(${module} PRIVATE sinter_plugin_${name})
    set_property(GLOBAL APPEND PROPERTY SINTER_PLUGIN_LIBRARIES sinter_plugin_${name})
  else()
    add_library(${module} MODULE ${ARG_SOURCES})
    sinter_set_up_sources(${module} PRIVATE)
  endif()
  set_property(GLOBAL APPEND PROPERTY SINTER_PLUGIN_MODULES ${module})
  sinter_set_up_module()

  # At the end of the folder's CMakeLists.txt, when all options that it adds are known.
  cmake_language(EVAL CODE "cmake_language(DEFER CALL sinter_refuse_fast_math [[${name}]])")
endfunction()

# The following are parts of sinter_add_plugin() and use its variables.

macro(sinter_require_sound_arguments)
  if(NOT ARG_KIND MATCHES "^(featurizer|learner|strategy)$")
    message(FATAL_ERROR "sinter_add_plugin(${name}): KIND is '${ARG_KIND}', not featurizer, learner or strategy")
  endif()
  if(NOT name MATCHES "^[a-z][a-z0-9_]*$")
    message(FATAL_ERROR "sinter_add_plugin(${name}): a name is a-z, then a-z, 0-9 and _")
  endif()
  if(ARG_UNPARSED_ARGUMENTS OR ARG_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "sinter_add_plugin(${name}): cannot use '${ARG_UNPARSED_ARGUMENTS}${ARG_KEYWORDS_MISSING_VALUES}';"
                        " usage: sinter_add_plugin(NAME KIND kind SOURCES file... [ENTRY file] [LIBRARIES target...])")
  endif()
  if(NOT ARG_SOURCES)
    message(FATAL_ERROR "sinter_add_plugin(${name}): there are no SOURCES")
  endif()
  if(NOT ARG_ENTRY
     AND EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/plugin.cpp"
     AND NOT "plugin.cpp" IN_LIST ARG_SOURCES)
    set(ARG_ENTRY plugin.cpp)
  endif()
endmacro()

macro(sinter_set_up_sources target scope)
  target_link_libraries(${target} ${scope} sinter::sdk ${ARG_LIBRARIES})
  target_include_directories(${target} ${scope} "${PROJECT_SOURCE_DIR}")
  # The same bits on machines with and without fused multiply-add, unless the project has chosen.
  get_directory_property(options COMPILE_OPTIONS)
  if(NOT "${options} ${CMAKE_CXX_FLAGS}" MATCHES "-ffp-contract=")
    target_compile_options(${target} PRIVATE -ffp-contract=off)
  endif()
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET
                                             hidden VISIBILITY_INLINES_HIDDEN ON)
endmacro()

macro(sinter_set_up_module)
  set_target_properties(
    ${module}
    PROPERTIES PREFIX ""
               OUTPUT_NAME ${name}
               POSITION_INDEPENDENT_CODE ON
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON
               BUILD_WITH_INSTALL_RPATH ON # the other way ends with an empty path: the working directory
               INSTALL_RPATH "$ORIGIN"
               LINK_DEPENDS "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map")
  if(SINTER_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${module} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${SINTER_PLUGIN_OUTPUT_DIRECTORY}")
  elseif(NOT CMAKE_LIBRARY_OUTPUT_DIRECTORY)
    set_target_properties(${module} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
  endif()
  target_link_options(${module} PRIVATE "-Wl,--version-script=${CMAKE_CURRENT_FUNCTION_LIST_DIR}/plugin.map")
  # A sanitizer's own symbols are resolved by the program.
  if(NOT SINTER_SANITIZE AND NOT "${CMAKE_CXX_FLAGS} ${CMAKE_MODULE_LINKER_FLAGS}" MATCHES "-fsanitize")
    target_link_options(${module} PRIVATE -Wl,-z,defs)
  endif()
  install(TARGETS ${module} LIBRARY DESTINATION lib/sinter/plugins)

  if(TARGET sinter::program AND NOT ARG_NO_CHECKS)
    # The host refuses files that others than their owner may write to, which is what a umask of 002 leaves.
    add_custom_command(TARGET ${module} POST_BUILD COMMAND chmod go-w "$<TARGET_FILE:${module}>"
                                                           "$<TARGET_FILE_DIR:${module}>" VERBATIM)
    add_test(NAME "sinter plugins check ${name}" COMMAND sinter::program plugins check "$<TARGET_FILE:${module}>"
                                                         ${ARG_CHECK_OPTIONS})
    set_tests_properties("sinter plugins check ${name}" PROPERTIES LABELS sinter TIMEOUT 600)
  endif()
endmacro()

# sinter_refuse_fast_math(NAME): stops where the plugin would be built with such a flag.
function(sinter_refuse_fast_math name)
  foreach(variable CMAKE_C_FLAGS CMAKE_CXX_FLAGS CMAKE_MODULE_LINKER_FLAGS)
    sinter_refuse_flags(${name} ${variable} "${${variable}}")
    foreach(config ${CMAKE_BUILD_TYPE} ${CMAKE_CONFIGURATION_TYPES})
      string(TOUPPER "${variable}_${config}" variable_of_config)
      sinter_refuse_flags(${name} ${variable_of_config} "${${variable_of_config}}")
    endforeach()
  endforeach()
  foreach(target sinter_plugin_${name} sinter_module_${name})
    if(TARGET ${target})
      foreach(property COMPILE_OPTIONS COMPILE_FLAGS LINK_OPTIONS LINK_FLAGS)
        get_target_property(flags ${target} ${property})
        sinter_refuse_flags(${name} "${property} of its target or folder" "${flags}")
      endforeach()
      get_target_property(sources ${target} SOURCES)
      foreach(source ${sources})
        foreach(property COMPILE_OPTIONS COMPILE_FLAGS)
          get_source_file_property(flags "${source}" ${property})
          sinter_refuse_flags(${name} "${property} of ${source}" "${flags}")
        endforeach()
      endforeach()
    endif()
  endforeach()
endfunction()

function(sinter_refuse_flags name where flags)
  get_property(refused GLOBAL PROPERTY SINTER_FAST_MATH_FLAGS)
  list(JOIN refused "|" any_refused)
  if(flags MATCHES "(^|[ ;:])(${any_refused})($|[ ;>])")
    message(
      FATAL_ERROR
        "sinter_add_plugin(${name}): ${CMAKE_MATCH_2} is in ${where}.\n"
        "It lets the compiler forget that there is NaN, which is how sinter marks a missing value, and may switch"
        " denormal numbers off in the whole program, which refuses such a plugin. Take it out; -O3 and -march=native"
        " may stay.")
  endif()
endfunction()
