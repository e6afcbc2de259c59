// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/store_at.h"

#include <algorithm>
#include <set>

#include "core/check.h"
#include "service/statements.h"

namespace ruban::service {
namespace {

using namespace store;

constexpr bool kNobodyWritesHere = false;

class RecordAt final : public RecordStore {
 public:
  RecordAt(RecordStore& base, const ArchiveView& view) : base_(base), view_(view) {}

  std::optional<Checkpoint> last_checkpoint() override { return view_.published; }
  std::optional<Checkpoint> published_checkpoint() override { return view_.published; }
  std::optional<Checkpoint> published_at(Instant at) override {
    if (at >= view_.published.time) return view_.published;
    return base_.published_at(at);
  }
  std::optional<Checkpoint> published_up_to(TreeSize size) override {
    return size >= view_.published.size ? view_.published : base_.published_up_to(size);
  }
  std::vector<std::string> entries(EntryIndex from, std::size_t limit) override {
    const auto size = view_.published.size;
    if (from >= size) return {};
    return base_.entries(from, std::min<std::size_t>(limit, size - from));
  }
  std::optional<Bytes> tile(const ledger::TileId& id) override { return base_.tile(id); }

  std::optional<Fence> take_lease() override { CHECK(kNobodyWritesHere); }
  void release_lease() override { CHECK(kNobodyWritesHere); }
  std::vector<Waiting> waiting(std::size_t) override { return {}; }
  Result<void> commit(const std::optional<Checkpoint>&, Fence, const Batch&) override {
    CHECK(kNobodyWritesHere);
  }
  void mark_published(TreeSize, const store::PublishedNotes&, Instant) override { CHECK(kNobodyWritesHere); }
  void replace_derived(const std::vector<Effect>&) override { CHECK(kNobodyWritesHere); }

 private:
  RecordStore& base_;
  const ArchiveView& view_;
};

class LettersAt final : public LetterStore {
 public:
  LettersAt(Store& base, const ArchiveView& view)
      : base_(base.letters()), record_(base.record()), view_(view) {}

  std::vector<LetterRow> letters() override {
    std::vector<LetterRow> out;
    for (auto& row : base_.letters()) {
      if (sees(row)) out.push_back(then(std::move(row)));
    }
    return out;
  }
  std::optional<LetterRow> letter(const LetterId& id) override {
    auto row = base_.letter(id);
    if (!row || !sees(*row)) return std::nullopt;
    return then(*std::move(row));
  }
  std::optional<LetterRow> letter(std::string_view slug, std::optional<std::uint32_t> version) override {
    std::optional<LetterRow> found;
    for (auto& row : letters()) {
      if (row.slug != slug || (version && row.version != *version)) continue;
      if (!found || row.version > found->version) found = std::move(row);
    }
    return found;
  }
  std::map<std::string, std::string> files(std::string_view slug, std::uint32_t version) override {
    return base_.files(slug, version);
  }
  std::vector<Event> events(const LetterId& id, EntryIndex from, std::size_t limit, TreeSize size) override {
    return base_.events(id, from, limit, std::min(size, view_.published.size));
  }
  std::vector<Event> latest_events(const LetterId& id, const std::vector<std::string>& types,
                                   std::size_t limit, TreeSize size) override {
    return base_.latest_events(id, types, limit, std::min(size, view_.published.size));
  }

  Result<void> publish(const NewLetter&) override { CHECK(kNobodyWritesHere); }
  Result<void> invite(const NewInvitations&, Instant) override { CHECK(kNobodyWritesHere); }
  void close_issuing(const std::vector<LetterId>&) override { CHECK(kNobodyWritesHere); }

 private:
  bool sees(const LetterRow& row) const { return row.slug == view_.slug && row.index < view_.published.size; }

  // The row keeps what came last; what came until then is read anew.
  LetterRow then(LetterRow row) const {
    row.issuing_closed = false;  // what this server can do now is no part of the record
    if (row.end == ledger::LetterEnd::removed) return row;
    const auto size = view_.published.size;
    if (row.replaced_by) {
      const auto next = base_.letter(row.slug, *row.replaced_by);
      if (!next || next->index >= size) row.replaced_by.reset();
    }
    if (row.end) row.end = end_of(row.id);
    if (row.end_index && *row.end_index >= size) {
      row.end_index.reset();
      row.end_time.reset();
    }
    return row;
  }

  std::optional<ledger::LetterEnd> end_of(const LetterId& id) const {
    const auto ends = base_.latest_events(id, {"end"}, 1, view_.published.size);
    if (ends.empty()) return std::nullopt;
    const auto entry = ledger::parse_entry(record_.entries(ends.front().index, 1).at(0));
    CHECK(entry);
    return std::get<ledger::EndEntry>(*entry).state;
  }

  LetterStore& base_;
  RecordStore& record_;
  const ArchiveView& view_;
};

class SignaturesAt final : public SignatureStore {
 public:
  SignaturesAt(Store& base, const ArchiveView& view) : all_(base), base_(base.signatures()), view_(view) {}

  Result<void> in_letter(const LetterId&, const std::function<Result<void>(LetterTransaction&)>&) override {
    CHECK(kNobodyWritesHere);
  }
  bool on_list(const LetterId&, std::string_view, const IdentityTag&) override { return false; }
  std::optional<EntryIndex> index_of(const LetterId& letter, const PublicKey& key) override {
    const auto index = base_.index_of(letter, key);
    return index && *index < view_.published.size ? index : std::nullopt;
  }
  bool is_waiting(const LetterId&, const PublicKey&) override { return false; }
  std::optional<SignatureRow> signature(const LetterId& letter, EntryIndex index) override {
    auto rows = list(letter, index == 0 ? std::nullopt : std::optional(index - 1), 1, view_.published.size);
    if (rows.empty() || rows.front().index != index) return std::nullopt;
    return std::move(rows.front());
  }
  std::optional<OwnerTag> owner(const LetterId&, EntryIndex) override { return std::nullopt; }
  std::vector<SignatureRow> by_owner(const LetterId&, const OwnerTag&) override { return {}; }
  std::vector<Count> counts(const LetterId& letter, TreeSize size) override {
    return base_.counts(letter, std::min(size, view_.published.size));
  }
  std::vector<std::pair<std::string, std::uint64_t>> issued(const LetterId&) override { return {}; }

  std::vector<SignatureRow> list(const LetterId& letter, std::optional<EntryIndex> after, std::size_t limit,
                                 TreeSize size) override {
    auto then = base_.list(letter, after, limit, std::min(size, view_.published.size));
    if (!view_.names) {
      for (auto& row : then) row.payload.reset();
      return then;
    }
    // What was withdrawn or taken down since isn't shown, though it stood then.
    const auto last = all_.record().last_checkpoint();
    if (!last || last->size == view_.published.size) return then;
    const auto now = base_.list(letter, after, limit, last->size);
    CHECK(now.size() >= then.size());
    for (std::size_t i = 0; i < then.size(); ++i) {
      CHECK(now[i].index == then[i].index);
      if (!now[i].payload) then[i].payload.reset();
    }
    return then;
  }
  std::vector<SignatureRow> kept(const LetterId& letter, std::size_t limit, TreeSize size) override {
    auto then = base_.kept(letter, limit, std::min(size, view_.published.size));
    for (auto& row : then) {
      const auto now = view_.names ? base_.signature(letter, row.index) : std::nullopt;
      if (!now || !now->payload) row.payload.reset();
    }
    return then;
  }
  std::vector<SignatureRow> search(const LetterId&, const std::vector<std::string>&,
                                   std::optional<EntryIndex>, std::size_t, TreeSize) override {
    return {};
  }

 private:
  Store& all_;
  SignatureStore& base_;
  const ArchiveView& view_;
};

class QuotesAt final : public QuoteStore {
 public:
  QuotesAt(QuoteStore& base, const ArchiveView& view) : base_(base), view_(view) {}

  Result<void> propose(const NewQuote&, std::size_t) override { CHECK(kNobodyWritesHere); }
  Result<void> approve(const LetterId&, const Commitment&) override { CHECK(kNobodyWritesHere); }
  bool drop(const LetterId&, const Commitment&) override { CHECK(kNobodyWritesHere); }
  std::vector<QuoteRow> proposed(const LetterId&, std::size_t) override { return {}; }
  std::vector<QuoteRow> published(const LetterId& letter, TreeSize size, std::size_t limit) override {
    if (!view_.names) return {};
    return base_.published(letter, std::min(size, view_.published.size), limit);
  }
  std::size_t forget_expired(Instant) override { CHECK(kNobodyWritesHere); }

 private:
  QuoteStore& base_;
  const ArchiveView& view_;
};

class DocumentsAt final : public DocumentStore {
 public:
  DocumentsAt(Store& base, LettersAt& letters, const ArchiveView& view)
      : base_(base.documents()), view_(view) {
    if (view.names) return;
    // A delivered letter is printed with its names.
    for (const auto& row : letters.letters()) {
      for (const auto& said : statements(documents(row.id, kMostDocuments, view.published.size))) {
        if (said.kind != letter::DocumentKind::delivery) continue;
        for (const auto& [language, wordings] : said.wordings) {
          for (const auto& wording : wordings) hide_attachments(wording);
        }
      }
    }
  }

  std::vector<DocumentRow> documents(const LetterId& letter, std::size_t limit, TreeSize size) override {
    return base_.documents(letter, limit, std::min(size, view_.published.size));
  }
  std::optional<PublicFile> file(const Hash& sha256, TreeSize size) override {
    if (hidden_.contains(sha256)) return std::nullopt;
    return base_.file(sha256, std::min(size, view_.published.size));
  }
  bool is_public(const Hash& sha256, TreeSize size) override {
    return !hidden_.contains(sha256) && base_.is_public(sha256, std::min(size, view_.published.size));
  }
  bool take_down(const Hash&) override { CHECK(kNobodyWritesHere); }

 private:
  void hide_attachments(const Wording& wording) {
    if (!wording.document) return;
    for (const auto& file : wording.document->attachments) hidden_.insert(file.sha256);
  }

  DocumentStore& base_;
  const ArchiveView& view_;
  std::set<Hash> hidden_;
};

}  // namespace

struct StoreAt::Rooms {
  Rooms(Store& base, const ArchiveView& view)
      : record(base.record(), view),
        letters(base, view),
        signatures(base, view),
        quotes(base.quotes(), view),
        documents(base, letters, view) {}
  RecordAt record;
  LettersAt letters;
  SignaturesAt signatures;
  QuotesAt quotes;
  DocumentsAt documents;
};

StoreAt::StoreAt(Store& base, ArchiveView view)
    : base_(base), view_(std::move(view)), rooms_(std::make_unique<Rooms>(base_, view_)) {}
StoreAt::~StoreAt() = default;

RecordStore& StoreAt::record() { return rooms_->record; }
LetterStore& StoreAt::letters() { return rooms_->letters; }
SignatureStore& StoreAt::signatures() { return rooms_->signatures; }
QuoteStore& StoreAt::quotes() { return rooms_->quotes; }
DocumentStore& StoreAt::documents() { return rooms_->documents; }

Result<void> StoreAt::backup(const std::filesystem::path&) { CHECK(kNobodyWritesHere); }
void StoreAt::finish_restore() { CHECK(kNobodyWritesHere); }
void StoreAt::set_doubt(const std::optional<std::string>&) { CHECK(kNobodyWritesHere); }
bool StoreAt::scrub() { CHECK(kNobodyWritesHere); }

}  // namespace ruban::service
