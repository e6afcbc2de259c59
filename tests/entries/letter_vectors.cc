// SPDX-License-Identifier: AGPL-3.0-or-later
// The rules of "What is valid" for letters, their totals and their ends.
#include "vector_letter.h"

namespace ruban::audit {
namespace {

void letters(const std::filesystem::path& folder) {
  Letter letter;
  {
    VectorFile file(
        folder, "letter-first",
        "The first letter entry for a slug and a version is the letter; a later one is void, and an alarm.");
    file.add("valid", "version 1", Entry(letter.entry));
    auto other_text = letter_entry("letter", {issuer_line(2)});
    other_text.text_sha256 = crypto::sha256("another text");
    file.add("second_letter", "version 1 again, with another text and key", Entry(other_text));
    file.add("second_letter", "the very same entry again", Entry(letter.entry));
    auto second = letter_entry("letter", {issuer_line(3)});
    second.version = 2;
    file.add("valid", "version 2", Entry(second));
    file.add("valid", "a signature of version 1", Entry(letter.sign(1)));
    file.add("unknown_letter", "a signature of the void entry",
             Entry(sign_entry(id_of(other_text), issuer_key(2), signer_key(2))));
    file.counts("letter 1 employee-email 1 0 0 0");
    file.counts("letter 2 employee-email 0 0 0 0");
  }
  {
    VectorFile file(folder, "letter-issuer-keys", "No issuer's key is that of another letter's issuer.");
    file.add("valid", "a letter", Entry(letter.entry));
    file.add("issuer_key_reused", "another one with one of its keys, under another label",
             Entry(letter_entry("other", {issuer_line(5), issuer_line(1, "member")})));
    file.add("valid", "the same with a key of its own",
             Entry(letter_entry("other", {issuer_line(5), issuer_line(6, "member")})));
  }
  {
    VectorFile file(folder, "letter-follows",
                    "What a letter follows is an earlier letter of the same slug, which ends there.");
    file.add("valid", "version 1", Entry(letter.entry));
    file.add("valid", "a signature of it", Entry(letter.sign(1)));
    auto other = letter_entry("other", {issuer_line(2)});
    other.follows = letter.id;
    file.add("follows_no_version", "a letter of another slug follows it", Entry(other));
    auto second = letter_entry("letter", {issuer_line(3)});
    second.version = 2;
    second.follows = LetterId{kDoc.bytes};
    file.add("follows_no_version", "version 2 follows an unknown letter", Entry(second));
    second.follows = letter.id;
    file.add("valid", "version 2 follows version 1", Entry(second));
    file.add("letter_ended", "a signature of version 1, too late", Entry(letter.sign(2)));
    file.add("valid", "a signature of version 2",
             Entry(sign_entry(id_of(second), issuer_key(3), signer_key(2))));
    file.add("valid", "one of version 1 is withdrawn",
             Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("ended_before", "version 1 is closed, which it is",
             Entry(ledger::EndEntry{letter.id, ledger::LetterEnd::closed, false, {}, kTime}));
    file.counts("letter 1 employee-email 0 0 1 0");
    file.counts("letter 2 employee-email 1 0 0 0");
    file.shortfall(4);
  }
  {
    VectorFile file(folder, "letter-known",
                    "Every entry but letter and client is about a letter that precedes it.");
    const auto unknown = LetterId{kDoc.bytes};
    file.add("unknown_letter", "a signature before its letter", Entry(letter.sign(1)));
    file.add("unknown_letter", "an end before it",
             Entry(ledger::EndEntry{letter.id, ledger::LetterEnd::closed, false, {}, letter.entry.time}));
    file.add("valid", "a client", Entry(ledger::ClientEntry{"1.0", kDoc, letter.entry.time}));
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "the same signature after it", Entry(letter.sign(1)));
    const auto add_both = [&](std::string_view name, auto entry) {
      entry.letter = letter.id;
      file.add("valid", name, Entry(entry));
      entry.letter = unknown;
      file.add("unknown_letter", std::string(name) + " of no letter", Entry(entry));
    };
    add_both("response",
             ledger::ResponseEntry{{}, 1, ledger::ResponseBy::recipient, "example.org", kDoc, kTime});
    add_both("demand", ledger::DemandEntry{{}, 1, ledger::DemandState::promised, kDoc, kTime});
    add_both("update", ledger::NumberedDocumentEntry{ledger::DocumentKind::update, {}, 1, kDoc, kTime});
    add_both("evidence", ledger::NumberedDocumentEntry{ledger::DocumentKind::evidence, {}, 1, kDoc, kTime});
    add_both("delivery", ledger::NumberedDocumentEntry{ledger::DocumentKind::delivery, {}, 1, kDoc, kTime});
    add_both("issued", ledger::IssuedEntry{{}, "employee-email", 50, kTime});
    add_both("tally", ledger::TallyEntry{
                          {}, 1, {{"employee-email", 0, 0, 0, 0}, {"supporter-email", 0, 0, 0, 0}}, kTime});
    add_both("end", ledger::EndEntry{{}, ledger::LetterEnd::closed, false, {}, kTime});
    file.counts("letter 1 employee-email 1 0 0 0");
  }
}

void totals(const std::filesystem::path& folder) {
  Letter letter;
  using ledger::IssuedEntry, ledger::TallyEntry, ledger::EndEntry, ledger::LetterEnd;
  {
    VectorFile file(folder, "issued",
                    "The issued totals of an issuer never shrink, and are at least its accepted signatures: "
                    "at every issued "
                    "entry, and when the letter has ended. Else there is an alarm.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "nothing issued yet", Entry(IssuedEntry{letter.id, "employee-email", 0, kTime}));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "another", Entry(letter.sign(2)));
    file.add("valid", "one by the other issuer", Entry(letter.support(3)));
    file.add("issued_too_few", "one issued, two accepted",
             Entry(IssuedEntry{letter.id, "employee-email", 1, kTime}));
    file.add("valid", "two issued, two accepted", Entry(IssuedEntry{letter.id, "employee-email", 2, kTime}));
    file.add("valid", "more issued", Entry(IssuedEntry{letter.id, "employee-email", 52, kTime}));
    file.add("issued_shrinks", "fewer than before",
             Entry(IssuedEntry{letter.id, "employee-email", 51, kTime}));
    file.add("valid", "as before", Entry(IssuedEntry{letter.id, "employee-email", 52, kTime}));
    file.add("unknown_issuer", "by no issuer of the letter",
             Entry(IssuedEntry{letter.id, "employee-oidc", 5, kTime}));
    file.add("valid", "the end, with nothing said of supporter-email",
             Entry(EndEntry{letter.id, LetterEnd::closed, false, {}, kTime}));
    file.counts("letter 1 employee-email 2 0 0 0");
    file.counts("letter 1 supporter-email 1 0 0 0");
    file.shortfall(11);
  }
  {
    VectorFile file(folder, "issued-after-end", "The last issued total of a letter may follow its end.");
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "the end", Entry(EndEntry{letter.id, LetterEnd::closed, true, {}, kTime}));
    file.add("issued_too_few", "too few after the end",
             Entry(IssuedEntry{letter.id, "employee-email", 0, kTime}));
    file.add("valid", "the total", Entry(IssuedEntry{letter.id, "employee-email", 1, kTime}));
    file.counts("letter 1 employee-email 1 0 0 0");
  }
  {
    VectorFile file(folder, "tally",
                    "A tally has one line per issuer in the letter's order, its size is at most its own "
                    "index, and its counts "
                    "are those over the entries below that size. Else there is an alarm.");
    const auto tally = [&](TreeSize size, std::uint64_t named, std::uint64_t anon, std::uint64_t withdrawn,
                           std::uint64_t taken_down, std::uint64_t supporters) {
      return Entry(TallyEntry{
          letter.id,
          size,
          {{"employee-email", named, anon, withdrawn, taken_down}, {"supporter-email", supporters, 0, 0, 0}},
          kTime});
    };
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "an anonymous one", Entry(letter.sign(2, Mode::anon)));
    file.add("valid", "one by the other issuer", Entry(letter.support(3)));
    file.add("valid", "one that will be taken down", Entry(letter.sign(4)));
    file.add("valid", "withdrawn", Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("valid", "taken down",
             Entry(ledger::TakedownEntry{letter.id, 4, ledger::TakedownReason::test, kTime}));
    file.add("valid", "at size 0", tally(0, 0, 0, 0, 0, 0));
    file.add("valid", "at size 2", tally(2, 1, 0, 0, 0, 0));
    file.add("valid", "at size 5", tally(5, 2, 1, 0, 0, 1));
    file.add("valid", "at size 6, after the withdrawal", tally(6, 1, 1, 1, 0, 1));
    file.add("valid", "at its own index", tally(11, 0, 1, 1, 1, 1));
    file.add("tally_ahead", "beyond its own index", tally(13, 0, 1, 1, 1, 1));
    file.add("tally_wrong", "one named too many", tally(11, 1, 1, 1, 1, 1));
    file.add("tally_wrong", "one anonymous too few", tally(11, 0, 0, 1, 1, 1));
    file.add("tally_wrong", "the withdrawal left out", tally(11, 0, 1, 0, 1, 1));
    file.add("tally_wrong", "the takedown left out", tally(11, 0, 1, 1, 0, 1));
    file.add("tally_wrong", "supporters added", tally(11, 0, 1, 1, 1, 2));
    file.add("tally_wrong", "the count of another size", tally(5, 0, 1, 1, 1, 1));
    file.add("tally_other_issuers", "an issuer left out",
             Entry(TallyEntry{letter.id, 11, {{"employee-email", 0, 1, 1, 1}}, kTime}));
    file.add("tally_other_issuers", "in another order",
             Entry(TallyEntry{
                 letter.id, 11, {{"supporter-email", 1, 0, 0, 0}, {"employee-email", 0, 1, 1, 1}}, kTime}));
    file.counts("letter 1 employee-email 0 1 1 1");
    file.counts("letter 1 supporter-email 1 0 0 0");
  }
  {
    VectorFile file(
        folder, "end",
        "After an end nobody signs, but everybody may withdraw. A letter is closed, withdrawn or removed; a "
        "closed "
        "one may still be withdrawn or removed, a withdrawn one removed; no other end follows an end.");
    const auto end = [&](LetterEnd state) { return Entry(EndEntry{letter.id, state, false, {}, kTime}); };
    file.add("valid", "the letter", Entry(letter.entry));
    file.add("valid", "a signature", Entry(letter.sign(1)));
    file.add("valid", "another", Entry(letter.sign(2)));
    file.add("valid", "closed", end(LetterEnd::closed));
    file.add("letter_ended", "a signature after the end", Entry(letter.sign(3)));
    file.add("valid", "a withdrawal after the end",
             Entry(by_signer<ledger::WithdrawEntry>(letter.id, 1, signer_key(1))));
    file.add("ended_before", "closed twice", end(LetterEnd::closed));
    file.add("valid", "withdrawn", end(LetterEnd::withdrawn));
    file.add("ended_before", "closed after it was withdrawn", end(LetterEnd::closed));
    file.add("ended_before", "withdrawn twice", end(LetterEnd::withdrawn));
    file.add("valid", "removed", end(LetterEnd::removed));
    file.add("ended_before", "withdrawn after it was removed", end(LetterEnd::withdrawn));
    file.add("valid", "a total of issued credentials",
             Entry(IssuedEntry{letter.id, "employee-email", 2, kTime}));
    file.counts("letter 1 employee-email 1 0 1 0");
  }
  {
    VectorFile file(folder, "time",
                    "The epochs of signatures never run backwards, nor do the times of other entries: what "
                    "is before an earlier "
                    "one counts, and is reported.");
    file.add("valid", "the letter", Entry(letter.entry));
    const auto sign = [&](std::uint32_t signer, std::string_view epoch) {
      auto entry = letter.sign(signer);
      entry.epoch = minute(epoch);
      return Entry(entry);
    };
    const auto update = [&](std::string_view time) {
      return Entry(
          ledger::NumberedDocumentEntry{ledger::DocumentKind::update, letter.id, 1, kDoc, minute(time)});
    };
    file.add("valid", "13:00", sign(1, "2018-06-19T13:00Z"));
    file.add("valid", "13:00 again", sign(2, "2018-06-19T13:00Z"));
    file.add("valid, remark: epoch_backwards", "12:59", sign(3, "2018-06-19T12:59Z"));
    file.add("valid", "13:01", sign(4, "2018-06-19T13:01Z"));
    file.add("valid", "an entry of 13:30", update("2018-06-19T13:30Z"));
    file.add("valid", "an entry of 13:30", update("2018-06-19T13:30Z"));
    file.add("valid, remark: time_backwards", "an entry of 13:29", update("2018-06-19T13:29Z"));
    file.add("valid, remark: time_backwards", "an entry of 13:29", update("2018-06-19T13:29Z"));
    file.add("valid", "an entry of 13:31", update("2018-06-19T13:31Z"));
    file.counts("letter 1 employee-email 4 0 0 0");
  }
}

}  // namespace

void write_letter_vectors(const std::filesystem::path& folder) {
  letters(folder);
  totals(folder);
}

}  // namespace ruban::audit
