# Run after a test program is linked: writes FILE, which tells CTest about each test case of PROGRAM.
# In: PROGRAM, NAME, LAYER, FILE.
#
# Not catch_discover_tests: it loses all labels but the first (its PROPERTIES are flattened into one list), and merges a
# test case whose name holds an unpaired bracket, as in "[0, 1)", with the next one.

cmake_minimum_required(VERSION 3.25)

string(ASCII 1 open_bracket)
string(ASCII 2 close_bracket)
string(ASCII 3 semicolon)

# The test cases that `tags` select, as a list; brackets and semicolons are protected.
function(list_tests tags out)
  execute_process(
    COMMAND "${PROGRAM}" "${tags}" --list-test-names-only
    OUTPUT_VARIABLE names
    ERROR_VARIABLE errors
    RESULT_VARIABLE result)
  # The exit status is the number of tests, 255 at most.
  if(NOT result MATCHES "^[0-9]+$" OR (names STREQUAL "" AND NOT result EQUAL 0))
    message(FATAL_ERROR "${PROGRAM} could not list its tests: ${result}\n${names}${errors}")
  endif()
  string(REPLACE "[" "${open_bracket}" names "${names}")
  string(REPLACE "]" "${close_bracket}" names "${names}")
  string(REPLACE ";" "${semicolon}" names "${names}")
  string(REGEX REPLACE "\n+" ";" names "${names}")
  list(REMOVE_ITEM names "")
  set(${out} "${names}" PARENT_SCOPE)
endfunction()

set(script "")
foreach(speed quick full)
  foreach(threads no yes)
    set(tags "~[full]")
    set(labels "${speed};${LAYER}")
    if(speed STREQUAL full)
      set(tags "[full]")
    endif()
    if(threads)
      string(APPEND tags "[threads]")
      list(APPEND labels threads)
    else()
      string(APPEND tags "~[threads]")
    endif()
    list_tests("${tags}" names)
    foreach(name IN LISTS names)
      string(REPLACE "${open_bracket}" "[" name "${name}")
      string(REPLACE "${close_bracket}" "]" name "${name}")
      string(REPLACE "${semicolon}" ";" name "${name}")
      # What the test specification of Catch2 would read as syntax.
      string(REGEX REPLACE "([],\\\"[])" "\\\\\\1" spec "${name}")
      string(APPEND script
             "add_test([==[${NAME}: ${name}]==] [==[${PROGRAM}]==] [==[${spec}]==] --warn NoTests)\n"
             "set_tests_properties([==[${NAME}: ${name}]==] PROPERTIES LABELS \"${labels}\" TIMEOUT 1200)\n")
    endforeach()
  endforeach()
endforeach()

if(script STREQUAL "")
  message(FATAL_ERROR "${PROGRAM} has no test case")
endif()
file(WRITE "${FILE}" "${script}")
