# find_package(sinter [VERSION] [REQUIRED] [COMPONENTS sdk program testkit])
#
# sdk       sinter::sdk, the headers of a plugin (with Eigen), and sinter_add_plugin(); always there
# program   sinter::program, the program that this SDK was installed with; needed for the checks as CTest tests
# testkit   sinter::testkit, the headers that run the checks from a test program
#
# Without COMPONENTS: sdk, and the others where they are. SINTER_PREFIX is the folder that it is all installed in. What a
# plugin's project says is three lines:
#
#   find_package(sinter REQUIRED)
#   enable_testing()
#   sinter_add_plugin(my_plugin KIND strategy SOURCES my_plugin.cpp)

if(CMAKE_VERSION VERSION_LESS 3.19)
  set(sinter_FOUND FALSE)
  set(sinter_NOT_FOUND_MESSAGE "sinter needs CMake 3.19 or newer, this is ${CMAKE_VERSION}")
  return()
endif()

# Whatever the project that asks is content with.
cmake_policy(PUSH)
cmake_policy(VERSION 3.19)

# The real path: /lib may be a link to /usr/lib.
get_filename_component(SINTER_PREFIX "${CMAKE_CURRENT_LIST_DIR}" REALPATH)
get_filename_component(SINTER_PREFIX "${SINTER_PREFIX}/../../.." ABSOLUTE)

include(CMakeFindDependencyMacro)
find_dependency(Eigen3 3.4 NO_MODULE)

set(sinter_sdk_FOUND TRUE)
if(NOT TARGET sinter::sdk)
  add_library(sinter::sdk INTERFACE IMPORTED)
  set_target_properties(sinter::sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${SINTER_PREFIX}/include"
                                               INTERFACE_LINK_LIBRARIES Eigen3::Eigen INTERFACE_COMPILE_FEATURES cxx_std_17)
endif()

set(sinter_program_FOUND FALSE)
if(EXISTS "${SINTER_PREFIX}/bin/sinter")
  set(sinter_program_FOUND TRUE)
  if(NOT TARGET sinter::program)
    add_executable(sinter::program IMPORTED)
    set_target_properties(sinter::program PROPERTIES IMPORTED_LOCATION "${SINTER_PREFIX}/bin/sinter")
  endif()
endif()

set(sinter_testkit_FOUND FALSE)
if(EXISTS "${SINTER_PREFIX}/include/sinter/testkit")
  set(sinter_testkit_FOUND TRUE)
  find_dependency(Threads)
  if(NOT TARGET sinter::testkit)
    add_library(sinter::testkit INTERFACE IMPORTED)
    set_target_properties(sinter::testkit PROPERTIES INTERFACE_LINK_LIBRARIES "sinter::sdk;Threads::Threads")
  endif()
endif()

include("${CMAKE_CURRENT_LIST_DIR}/SinterPlugin.cmake")

foreach(component IN LISTS sinter_FIND_COMPONENTS)
  if(NOT sinter_${component}_FOUND AND sinter_FIND_REQUIRED_${component})
    set(sinter_FOUND FALSE)
    set(sinter_NOT_FOUND_MESSAGE "sinter in ${SINTER_PREFIX} has no component ${component}; it may have sdk, program, testkit")
  endif()
endforeach()
cmake_policy(POP)
