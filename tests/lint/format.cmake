# SPDX-License-Identifier: AGPL-3.0-or-later
# Fails and shows where, if clang-format would write a source differently.
set(sources "")
foreach(folder IN ITEMS src fuzz bench tests)
  file(GLOB_RECURSE found ${SOURCE}/${folder}/*.cc ${SOURCE}/${folder}/*.h)
  list(FILTER found EXCLUDE REGEX "/node_modules/")
  list(APPEND sources ${found})
endforeach()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${sources} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "Run clang-format-14 -i on the files above.")
endif()
