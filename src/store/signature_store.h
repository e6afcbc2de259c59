// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures: accepting them (once per identity and per key), counting, listing, searching, erasing.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/ids.h"
#include "core/time.h"
#include "ledger/entry.h"
#include "store/document_store.h"
#include "store/mailing_store.h"
#include "store/recipient_store.h"
#include "store/visit_store.h"

namespace ruban::store {

using OwnerTag =
    Fixed<struct OwnerTagTag, 32>;  // keyed hash of the address that a named signature was made with

// The public text of a named signature, which can be erased.
struct Payload {
  std::string text;  // docs/formats/payload.md
  Salt salt;
  bool operator==(const Payload&) const = default;
};

struct NewSignature {
  PublicKey key;
  std::string lines;  // the `sign` entry without `epoch`
  std::optional<Payload> payload;
  std::optional<OwnerTag> owner;
  std::vector<std::string> search_words;  // of the name, folded
};

enum class SignatureState { valid, withdrawn, taken_down };

struct SignatureRow {
  EntryIndex index = 0;
  std::string issuer;
  ledger::Mode mode = ledger::Mode::named;
  ledger::Via via = ledger::Via::server;
  PublicKey key;
  Instant epoch;
  SignatureState state = SignatureState::valid;
  Hash leaf;
  std::optional<EntryIndex>
      kept;  // the entry by which it said that the pledge is kept; also of one that left
  std::optional<Payload> payload;  // absent if anonymous or erased, or if the state isn't valid
};

// One issuer's tally.
struct Count {
  std::string issuer;
  std::uint64_t named = 0, anon = 0;  // standing
  std::uint64_t withdrawn = 0, taken_down = 0;
  std::uint64_t kept = 0;  // of the standing named ones, those that said that the pledge is kept
  bool operator==(const Count&) const = default;
};

enum class Issued { first, same_request, other_request };

// What can be done to one letter inside one durable transaction.
class LetterTransaction {
 public:
  virtual ~LetterTransaction() = default;
  // False once the letter has ended, was replaced, or issuing was closed.
  virtual bool issuing_open() = 0;
  // Uses up the right of `tag` in this letter for a credential of `issuer` over this blinded value. Counts it
  // for `issuer` if it is the first; another issuer is another request.
  virtual Issued issue(std::string_view issuer, const IdentityTag& tag, const Hash& blinded) = 0;
  virtual bool on_list(std::string_view issuer, const IdentityTag& tag) = 0;
  // The entry of the signature by this key: as it is in the record, or without its last line while it waits.
  virtual std::optional<std::string> text_by(const PublicKey& key) = 0;
  // Kind::conflict if the key has signed this letter, or waits to.
  virtual Result<void> accept(const NewSignature& signature) = 0;
  // Puts another entry into the pool (without its last line). Kind::conflict if the same lines wait already.
  virtual Result<void> enqueue(const std::string& lines) = 0;
  // Documents of one type: those in the record first, then those that wait, each in their order.
  virtual std::vector<DocumentRow> documents(std::string_view type) = 0;
  // Keeps a document and its files, and puts its entry into the pool. Kind::conflict if this letter has this
  // very document already; Kind::gone if it, or one of its files, was taken down.
  virtual Result<void> keep_document(const NewDocument& document) = 0;
  // MailingStore::begin() with the rest: what is kept is told, and nothing else.
  virtual bool begin_mailing(Topic topic, std::uint64_t number) = 0;
  // A mailing of this one mail, which waits from `now` on.
  virtual void mail_delivery(std::uint64_t number, const mail::NewMail& mail, Instant now) = 0;
  // Uses a recipient's link of this letter up for this document. Kind::gone if it was used, revoked, or is
  // past its date.
  virtual Result<void> use_link(const LinkHash& hash, const Hash& document, Instant now) = 0;
  // Deletes payload, salt, search words, owner's tag and statements at once. False if there was no payload.
  virtual bool erase(EntryIndex signature) = 0;
  // MailingStore::unsubscribe() with the rest.
  virtual bool unsubscribe(const SubscriberTag& tag) = 0;
  // VisitStore::save() with the rest: a signer's key is never acknowledged apart from the signature.
  virtual void keep_visit(const VisitId& visit, const Bytes& box, Instant forget) = 0;
};

class SignatureStore {
 public:
  virtual ~SignatureStore() = default;

  // Runs `work` inside one durable transaction; an Error returned by it, or an exception, rolls everything
  // back. Everybody's transactions wait for `work`: it is short, and calls nothing of the store but its
  // argument. It may be run again from the start; the last run counts. Kind::not_found if the letter isn't in
  // the record; Kind::busy if nothing can be stored now.
  virtual Result<void> in_letter(const LetterId& letter,
                                 const std::function<Result<void>(LetterTransaction&)>& work) = 0;

  // LetterTransaction::on_list() as of now, without a transaction.
  virtual bool on_list(const LetterId& letter, std::string_view issuer, const IdentityTag& tag) = 0;

  // Place in the record of the signature by this key, once it has one.
  virtual std::optional<EntryIndex> index_of(const LetterId& letter, const PublicKey& key) = 0;
  // True while it waits in the pool.
  virtual bool is_waiting(const LetterId& letter, const PublicKey& key) = 0;
  virtual std::optional<SignatureRow> signature(const LetterId& letter, EntryIndex index) = 0;
  // Of the address that a signature was made with; none if it was erased, or made without one.
  virtual std::optional<OwnerTag> owner(const LetterId& letter, EntryIndex index) = 0;
  // Standing signatures made with this address.
  virtual std::vector<SignatureRow> by_owner(const LetterId& letter, const OwnerTag& owner) = 0;

  // Tallies as of `size`, which is that of a checkpoint, in the order of the labels; issuers without a
  // signature are absent.
  virtual std::vector<Count> counts(const LetterId& letter, TreeSize size) = 0;
  // Credentials issued so far, per label. Private: only coarse totals are ever published.
  virtual std::vector<std::pair<std::string, std::uint64_t>> issued(const LetterId& letter) = 0;

  // Signatures with index > after (nullopt: from the start) and < size, ascending, of every state as of
  // `size`.
  virtual std::vector<SignatureRow> list(const LetterId& letter, std::optional<EntryIndex> after,
                                         std::size_t limit, TreeSize size) = 0;
  // Those that stand at `size` and have said below it that the pledge is kept; who said so last comes first.
  virtual std::vector<SignatureRow> kept(const LetterId& letter, std::size_t limit, TreeSize size) = 0;
  // Only standing named ones of which each of `words` begins a word of the name. None if there is no word;
  // after the fifth they aren't looked at.
  virtual std::vector<SignatureRow> search(const LetterId& letter, const std::vector<std::string>& words,
                                           std::optional<EntryIndex> after, std::size_t limit,
                                           TreeSize size) = 0;
};

}  // namespace ruban::store
