# SPDX-License-Identifier: AGPL-3.0-or-later
# Run by ruban_embed() at build time: writes SOURCE and HEADER that hold FILES (separated by |).
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(SHA256 ${file} hash)
  file(READ ${file} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR size "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "const unsigned char kFile${number}[] = {\n${bytes}0};\n")
  string(APPEND rows
    "    {\"${name}\", \"${hash}\", {reinterpret_cast<const char*>(kFile${number}), ${size}}},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${HEADER} "// Made by cmake/embed_files.cmake.
#pragma once
#include <span>
#include <string_view>
#ifndef RUBAN_EMBEDDED_FILE
#define RUBAN_EMBEDDED_FILE
namespace ruban::embedded {
struct File {
  std::string_view name;    // without its folder
  std::string_view sha256;  // hex
  std::string_view bytes;
};
}  // namespace ruban::embedded
#endif
namespace ruban::embedded {
std::span<const File> ${TARGET}();
}  // namespace ruban::embedded
")
file(WRITE ${SOURCE} "// Made by cmake/embed_files.cmake.
#include \"embedded/${TARGET}.h\"
namespace ruban::embedded {
namespace {
${arrays}
const File kFiles[] = {
${rows}};
}  // namespace
std::span<const File> ${TARGET}() { return kFiles; }
}  // namespace ruban::embedded
")
