set(SINTER_PLUGIN_MAP "${CMAKE_CURRENT_LIST_DIR}/plugin.map") # exports the entry and nothing else

# sinter_add_plugin(KIND ID SOURCES file... [ENTRY plugin.cpp] [LIBRARIES target...])
#
# Builds the plugin ID (a featurizer, learner or strategy) as the module lib/sinter/plugins/ID.so. SOURCES are also built
# as the static library sinter_plugin_ID, so that unit tests and sanitizers see them; the ENTRY file, which holds the
# SINTER_..._PLUGIN line with the exported symbol, is only in the module.
function(sinter_add_plugin kind id)
  cmake_parse_arguments(ARG "" "ENTRY" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_ENTRY)
    set(ARG_ENTRY plugin.cpp)
  endif()
  if(NOT kind MATCHES "^(featurizer|learner|strategy)$")
    message(FATAL_ERROR "sinter_add_plugin: kind is '${kind}', not featurizer, learner or strategy")
  endif()

  add_library(sinter_plugin_${id} STATIC ${ARG_SOURCES})
  target_link_libraries(sinter_plugin_${id} PUBLIC sinter::sdk ${ARG_LIBRARIES})
  target_include_directories(sinter_plugin_${id} PUBLIC "${CMAKE_SOURCE_DIR}")
  set_target_properties(sinter_plugin_${id} PROPERTIES POSITION_INDEPENDENT_CODE ON)

  add_library(sinter_module_${id} MODULE ${ARG_ENTRY})
  target_link_libraries(sinter_module_${id} PRIVATE sinter_plugin_${id})
  set_target_properties(
    sinter_module_${id}
    PROPERTIES PREFIX ""
               OUTPUT_NAME ${id}
               LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${SINTER_PLUGIN_FOLDER}"
               INSTALL_RPATH "$ORIGIN")
  # Every symbol is resolved at link time, and only the entry is exported.
  target_link_options(sinter_module_${id} PRIVATE "-Wl,--version-script=${SINTER_PLUGIN_MAP}")
  set_target_properties(sinter_module_${id} PROPERTIES LINK_DEPENDS "${SINTER_PLUGIN_MAP}")
  if(NOT SINTER_SANITIZE)
    target_link_options(sinter_module_${id} PRIVATE -Wl,-z,defs)
  endif()
  install(TARGETS sinter_module_${id} LIBRARY DESTINATION ${SINTER_PLUGIN_FOLDER})
  set_property(GLOBAL APPEND PROPERTY SINTER_PLUGIN_LIBRARIES sinter_plugin_${id})
  set_property(GLOBAL APPEND PROPERTY SINTER_PLUGIN_MODULES sinter_module_${id})
endfunction()
