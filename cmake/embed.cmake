# SPDX-License-Identifier: AGPL-3.0-or-later
# Puts files into the executable.
#   ruban_embed(ruban_static FILES a.css b.svg)
# makes the library ruban_static with the header <embedded/ruban_static.h> and the function
# ruban::embedded::ruban_static(), a span of {name, sha256, bytes} in the order of FILES.
function(ruban_embed target)
  cmake_parse_arguments(EMBED "" "" "FILES" ${ARGN})
  set(folder ${CMAKE_BINARY_DIR}/generated)
  set(source ${folder}/embedded/${target}.cc)
  set(header ${folder}/embedded/${target}.h)
  string(REPLACE ";" "|" files "${EMBED_FILES}")
  add_custom_command(
    OUTPUT ${source} ${header}
    COMMAND ${CMAKE_COMMAND} -DTARGET=${target} -DSOURCE=${source} -DHEADER=${header} "-DFILES=${files}"
            -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${EMBED_FILES} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  add_library(${target} STATIC ${source} ${header})
  target_link_libraries(${target} PRIVATE ruban_flags)
  target_include_directories(${target} SYSTEM PUBLIC ${folder})
endfunction()
