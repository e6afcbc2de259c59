// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unistd.h>

#include <array>
#include <cerrno>
#include <new>

#include "picture/confine.h"
#include "picture/job_text.h"
#include "picture/refusal.h"

namespace ruban::picture {
namespace {

constexpr int kDone = 0, kCantWork = 3;
constexpr std::size_t kMostQuestion = kMostFileBytes + 40'000;

// Everything up to the end, or nothing if it is too much.
std::optional<Bytes> read_all(std::size_t most) {
  Bytes out;
  out.reserve(most);
  std::array<std::uint8_t, 65536> piece;
  for (;;) {
    const auto got = ::read(0, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) return out;
    if (got < 0 || out.size() + static_cast<std::size_t>(got) > most) return {};
    out.insert(out.end(), piece.begin(), piece.begin() + got);
  }
}

bool write_all(ByteView bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(1, bytes.data(), bytes.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

Result<Prepared> answer(const FaceFinder& finder) {
  try {
    const auto bytes = read_all(kMostQuestion);
    if (!bytes) return refuse(Refusal::file_too_large);
    const auto question = parse_question(*bytes);
    if (!question) return refuse(Refusal::broke);
    return question->is_prepare ? prepare(finder, question->file) : cover(question->file, question->regions);
  } catch (const std::bad_alloc&) {
    return refuse(Refusal::too_costly);
  }
}

}  // namespace

void answer_and_exit(const std::filesystem::path& folder) {
  const auto finder = FaceFinder::load(folder);
  if (!finder || !confine({})) ::_exit(kCantWork);
  // No destructor and no handler of the rest of the program runs: it has nothing here to put in order.
  ::_exit(write_all(format_answer(answer(*finder))) ? kDone : kCantWork);
}

}  // namespace ruban::picture
