// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: ledger
// What a witness is asked, and what it answers: a request that is read is written as the same bytes, and no
// answer is taken for more than it says.
#include "core/check.h"
#include "ledger/add_checkpoint.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace ruban::ledger;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto log =
      VerifierKey::parse("log.example/record+7a3e1380+Aa8Go+MpFxTk81bBnJsVzRlR7G5mYqp3vgdUfyiTgzQd");
  if (const auto request = parse_add_checkpoint(text)) {
    CHECK(format_add_checkpoint(*request) == text);
    if (const auto checkpoint = open_submission(*request, {&*log, 1})) {
      const auto from_nothing = judge_submission(*request, *checkpoint, {});
      CHECK(from_nothing || request->old_size == 0);
      static_cast<void>(judge_submission(*request, *checkpoint, {request->old_size, checkpoint->root}));
    }
  }
  for (const int status : {200, 400, 409, 422, 503}) {
    for (const std::string_view type : {"text/x.tlog.size", "text/plain"}) {
      const auto answer = read_witness_answer(status, type, text);
      CHECK(answer.lines.empty() == (answer.sort != WitnessAnswer::Sort::cosigned));
      CHECK(answer.lines.size() <= kMaxNoteSignatures);
      CHECK(answer.sort != WitnessAnswer::Sort::other_size || (status == 409 && type != "text/plain"));
    }
  }
  return 0;
}
