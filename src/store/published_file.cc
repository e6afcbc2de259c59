// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/published_file.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "store/durable.h"

namespace ruban::store {

std::optional<std::string> PublishedFile::read() const {
  std::ifstream file(path_, std::ios::binary);
  if (!file) {
    if (!std::filesystem::exists(path_)) return std::nullopt;
    throw std::system_error(EIO, std::generic_category(), path_.string());
  }
  std::string note(std::istreambuf_iterator<char>(file), {});
  if (file.bad()) throw std::system_error(EIO, std::generic_category(), path_.string());
  return note;
}

void PublishedFile::write(const std::string& note) const {
  TemporaryFile file(path_.string() + ".part");
  file.write(as_bytes(note));
  file.replace(path_);
}

}  // namespace ruban::store
