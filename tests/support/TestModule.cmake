# sinter_add_test_module(NAME SOURCE FOLDER): a library that a test loads as a plugin; built like sinter_add_plugin()
# does, but into a folder of the tests, not installed, and with symbols allowed to stay unresolved.
include_guard()

function(sinter_add_test_module name source folder)
  add_library(test_module_${name} MODULE ${source})
  target_link_libraries(test_module_${name} PRIVATE sinter::sdk)
  target_include_directories(test_module_${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  set_target_properties(test_module_${name} PROPERTIES PREFIX "" OUTPUT_NAME ${name} LIBRARY_OUTPUT_DIRECTORY "${folder}"
                                                       SKIP_BUILD_RPATH ON CXX_STANDARD 17 DEFINE_SYMBOL "")
  target_link_options(test_module_${name} PRIVATE "-Wl,--version-script=${SINTER_PLUGIN_MAP}")
endfunction()
