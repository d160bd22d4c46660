# `cpack -G DEB`: the packages sinter (program, plugins), sinter-dev (headers, sinter_add_plugin(), templates, guide) and,
# where the Python bridge is built, sinter-python (plugins in Python).

install(FILES LICENSE DESTINATION share/doc/sinter RENAME copyright)
install(FILES LICENSE DESTINATION share/doc/sinter-dev RENAME copyright COMPONENT dev)
# What is installed is read by somebody who has no source: a README of its own, and configs without the place of the
# data that holds for a source tree only.
install(FILES cmake/README.installed.md DESTINATION share/doc/sinter RENAME README.md)
install(FILES CHANGELOG.md DESTINATION share/doc/sinter)
install(DIRECTORY docs/ DESTINATION share/doc/sinter/docs PATTERN developing.md EXCLUDE)
install(DIRECTORY examples DESTINATION share/doc/sinter PATTERN build EXCLUDE PATTERN runs EXCLUDE)
function(sinter_install_example_configs)
  file(GLOB configs CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" "${CMAKE_SOURCE_DIR}/examples/*/*.toml")
  foreach(config ${configs})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${config}")
    file(READ "${CMAKE_SOURCE_DIR}/${config}" text)
    string(REPLACE [[${SINTER_DATA:-../../../shared/data}]] [[${SINTER_DATA}]] text "${text}")
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/installed/${config}" CONTENT "${text}" @ONLY)
    get_filename_component(folder ${config} DIRECTORY)
    install(FILES "${CMAKE_BINARY_DIR}/installed/${config}" DESTINATION share/doc/sinter/${folder})
  endforeach()
endfunction()
sinter_install_example_configs()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sinter)
set(CPACK_PACKAGE_CONTACT "sinter maintainers <maintainers@sinter.invalid>")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
# Whatever the umask: a plugin in a folder that others may write to is refused.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_COMPONENTS_ALL program dev)
if(TARGET sinter_python_bridge)
  list(APPEND CPACK_COMPONENTS_ALL python)
  install(FILES LICENSE DESTINATION share/doc/sinter-python RENAME copyright COMPONENT python)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME sinter)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "sinter-dev, sinter-python")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
    "Joins a property with few labels and related ones with many into one model.
A study is a TOML file; featurizers, learners and strategies are plugins.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME sinter-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS
    "sinter (= ${PROJECT_VERSION}), libeigen3-dev (>= 3.4), g++ | c++-compiler, cmake (>= 3.19), make")
set(CPACK_COMPONENT_DEV_DESCRIPTION
    "Headers and templates: what it takes to write a featurizer, a learner or a
transfer strategy. sinter new-plugin, sinter build-plugin, find_package(sinter).")

set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME sinter-python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "sinter (= ${PROJECT_VERSION}), python3-numpy")
set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS python3-sklearn)
set(CPACK_COMPONENT_PYTHON_DESCRIPTION
    "Plugins written in Python: learners, scikit-learn's estimators, featurizers and
transfer strategies, by an embedded CPython.")

include(CPack)
