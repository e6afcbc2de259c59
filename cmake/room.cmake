# SPDX-License-Identifier: AGPL-3.0-or-later
# A room is a folder: every *.cc in it (and below) is its library, every *_test.cc its test program.
#   ruban_room(letter USES core crypto LINKS PkgConfig::cmark TEST_LINKS rapidcheck)
# USES names the rooms it may include; tools/lint_rooms.py holds the includes to it.
function(ruban_room name)
  cmake_parse_arguments(ROOM "" "" "USES;LINKS;TEST_LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  # A folder below with a CMakeLists.txt of its own is a room in the room, and keeps its files.
  file(GLOB inner CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*/CMakeLists.txt)
  foreach(list IN LISTS inner)
    get_filename_component(folder ${list} DIRECTORY)
    list(FILTER sources EXCLUDE REGEX "^${folder}/")
  endforeach()
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$|/main\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")

  set(uses ${ROOM_USES})
  list(TRANSFORM uses PREPEND ruban_)
  if(sources)
    add_library(ruban_${name} STATIC ${sources})
    target_link_libraries(ruban_${name} PUBLIC ruban_flags ${uses} ${ROOM_LINKS})
  else()
    add_library(ruban_${name} INTERFACE)
    target_link_libraries(ruban_${name} INTERFACE ruban_flags ${uses} ${ROOM_LINKS})
  endif()

  if(RUBAN_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ruban_${name} GTest::gmock GTest::gtest GTest::gtest_main ${ROOM_TEST_LINKS})
    target_compile_definitions(${name}_test PRIVATE RUBAN_VECTORS="${CMAKE_SOURCE_DIR}/tests/vectors")
    # Compiling a test takes longer than running it.
    target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O1>)
    gtest_discover_tests(${name}_test DISCOVERY_MODE PRE_TEST PROPERTIES LABELS ${name})
  endif()
endfunction()
