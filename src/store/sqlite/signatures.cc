// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/sqlite/signatures.h"

#include <limits>

#include "store/sqlite/columns.h"
#include "store/sqlite/derived.h"
#include "store/sqlite/letter_transaction.h"
#include "store/sqlite/name_search.h"
#include "store/sqlite/signature_row.h"

namespace ruban::store::sqlite {
namespace {

// "As of now" where a size is asked for.
constexpr auto kEverything = static_cast<TreeSize>(std::numeric_limits<std::int64_t>::max());

EntryIndex first_after(std::optional<EntryIndex> after) { return after ? *after + 1 : 0; }

// The next label after `label`, in their order.
std::optional<std::string> next_label(Connection& db, EntryIndex letter, const std::string& label) {
  auto q = db.query("SELECT issuer FROM count_at WHERE letter = ? AND issuer > ? ORDER BY issuer LIMIT 1",
                    letter, label);
  return q.step() ? std::optional(q.text(0)) : std::nullopt;
}

}  // namespace

Result<void> Signatures::in_letter(const LetterId& letter,
                                   const std::function<Result<void>(LetterTransaction&)>& work) {
  return writer_.run([&](Connection& db) -> Result<void> {
    const auto place = place_of(db, letter);
    if (!place) return fail(Kind::not_found, "There is no such letter.");
    LetterWork transaction(db, *place);
    return work(transaction);
  });
}

bool Signatures::on_list(const LetterId& letter, std::string_view issuer, const IdentityTag& tag) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    return place && sqlite::on_list(db, *place, issuer, tag);
  });
}

std::optional<EntryIndex> Signatures::index_of(const LetterId& letter, const PublicKey& key) {
  return readers_.read([&](Connection& db) -> std::optional<EntryIndex> {
    auto q =
        db.query("SELECT idx FROM signature WHERE letter = (SELECT idx FROM letter WHERE id = ?) AND key = ?",
                 letter, key);
    return q.step() ? std::optional(q.number(0)) : std::nullopt;
  });
}

bool Signatures::is_waiting(const LetterId& letter, const PublicKey& key) {
  return readers_.read([&](Connection& db) {
    auto q =
        db.query("SELECT 1 FROM waiting WHERE letter = (SELECT idx FROM letter WHERE id = ?) AND key = ?",
                 letter, key);
    return q.step();
  });
}

std::optional<SignatureRow> Signatures::signature(const LetterId& letter, EntryIndex index) {
  return readers_.read([&](Connection& db) -> std::optional<SignatureRow> {
    const auto place = place_of(db, letter);
    if (!place) return std::nullopt;
    return signature_row(db, *place, index, kEverything);
  });
}

std::optional<OwnerTag> Signatures::owner(const LetterId& letter, EntryIndex index) {
  return readers_.read([&](Connection& db) -> std::optional<OwnerTag> {
    const auto place = place_of(db, letter);
    if (!place) return std::nullopt;
    auto q = db.query(
        "SELECT owner FROM payload WHERE letter = ? AND idx = ? AND erased = 0 AND owner IS NOT NULL", *place,
        index);
    return q.step() ? std::optional(q.fixed<OwnerTag>(0)) : std::nullopt;
  });
}

std::vector<SignatureRow> Signatures::by_owner(const LetterId& letter, const OwnerTag& owner) {
  return readers_.read([&](Connection& db) {
    std::vector<SignatureRow> out;
    const auto place = place_of(db, letter);
    if (!place) return out;
    auto q = db.query("SELECT idx FROM payload WHERE letter = ? AND owner = ? AND erased = 0 ORDER BY idx",
                      *place, owner);
    while (q.step()) {
      auto row = signature_row(db, *place, q.number(0), kEverything);
      if (row && row->state == SignatureState::valid) out.push_back(*std::move(row));
    }
    return out;
  });
}

std::vector<Count> Signatures::counts(const LetterId& letter, TreeSize size) {
  return readers_.read([&](Connection& db) {
    std::vector<Count> out;
    const auto place = place_of(db, letter);
    if (!place) return out;
    for (auto label = next_label(db, *place, ""); label; label = next_label(db, *place, *label)) {
      auto q = db.query(
          "SELECT named, anon, withdrawn, taken_down, kept FROM count_at WHERE letter = ? AND issuer = ?"
          " AND size <= ?"
          " ORDER BY size DESC LIMIT 1",
          *place, *label, size);
      if (q.step()) out.push_back({*label, q.number(0), q.number(1), q.number(2), q.number(3), q.number(4)});
    }
    return out;
  });
}

std::vector<std::pair<std::string, std::uint64_t>> Signatures::issued(const LetterId& letter) {
  return readers_.read([&](Connection& db) {
    std::vector<std::pair<std::string, std::uint64_t>> out;
    auto q = db.query(
        "SELECT issuer, total FROM issued WHERE letter = (SELECT idx FROM letter WHERE id = ?) ORDER BY "
        "issuer",
        letter);
    while (q.step()) out.emplace_back(q.text(0), q.number(1));
    return out;
  });
}

std::vector<SignatureRow> Signatures::list(const LetterId& letter, std::optional<EntryIndex> after,
                                           std::size_t limit, TreeSize size) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return std::vector<SignatureRow>();
    return signature_rows(db, *place, first_after(after), limit, size);
  });
}

std::vector<SignatureRow> Signatures::kept(const LetterId& letter, std::size_t limit, TreeSize size) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    return place ? kept_rows(db, *place, limit, size) : std::vector<SignatureRow>();
  });
}

std::vector<SignatureRow> Signatures::search(const LetterId& letter, const std::vector<std::string>& words,
                                             std::optional<EntryIndex> after, std::size_t limit,
                                             TreeSize size) {
  return readers_.read([&](Connection& db) {
    const auto place = place_of(db, letter);
    if (!place) return std::vector<SignatureRow>();
    NameSearch search(db, *place, words, NameSearch::frequent_among(size - *place));
    return search.find(first_after(after), limit, size);
  });
}

}  // namespace ruban::store::sqlite
