// SPDX-License-Identifier: AGPL-3.0-or-later
// page_samples FOLDER: writes every sample page and the static files, to be looked at in a browser.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "web/pages/samples/samples.h"
#include "web/pages/static_files.h"

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: page_samples FOLDER\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  for (const auto lang : ruban::i18n::kLangs) {
    for (const auto& sample : ruban::web::samples(lang)) {
      write(folder / ruban::i18n::tag(lang) / (sample.name + ".html"), sample.html);
    }
  }
  for (const auto& file : ruban::web::static_files()) write(folder / file.path.substr(1), file.bytes);
  return 0;
}
