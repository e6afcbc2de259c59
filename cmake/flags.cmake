# SPDX-License-Identifier: AGPL-3.0-or-later
# Warnings are errors everywhere; hardening in every build that isn't a sanitizer's.
add_library(ruban_flags INTERFACE)
target_compile_options(ruban_flags INTERFACE
  -Wall -Wextra -Wshadow -Wconversion -Wnon-virtual-dtor -Werror)
target_include_directories(ruban_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)

if(RUBAN_SANITIZE)
  target_compile_options(ruban_flags INTERFACE -fsanitize=${RUBAN_SANITIZE} -fno-omit-frame-pointer -g1)
  if(RUBAN_SANITIZE MATCHES "address")
    target_compile_options(ruban_flags INTERFACE -fno-sanitize-recover=all)
  endif()
  target_link_options(ruban_flags INTERFACE -fsanitize=${RUBAN_SANITIZE})
else()
  target_compile_options(ruban_flags INTERFACE
    -fstack-protector-strong -fstack-clash-protection -fcf-protection
    $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2> -D_GLIBCXX_ASSERTIONS)
  target_link_options(ruban_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE ccache)
if(CCACHE)
  # Paths relative to the source, so that two clones share what they compiled.
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_C_COMPILER_LAUNCHER})
endif()
