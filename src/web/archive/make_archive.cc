// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/archive/make_archive.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <deque>
#include <map>

#include "core/check.h"
#include "crypto/sha256.h"
#include "ledger/client_manifest.h"
#include "service/statements.h"
#include "web/archive/file_name.h"
#include "web/archive/links.h"
#include "web/pages/paths.h"

namespace ruban::web {
namespace {

constexpr unsigned kSignaturesInJson = 1000;
constexpr std::size_t kEntriesAtOnce = 1000;

struct Page {
  std::string name;
  std::string html;  // as served
};

class Archiving {
 public:
  Archiving(const Site& site, const Router& router, service::LetterPointer newest, const ArchiveSink& sink)
      : site_(site),
        router_(router),
        newest_(std::move(newest)),
        letter_{newest_->row.slug, newest_->row.version},
        sink_(sink),
        published_(*site.instance.store.record().published_checkpoint()) {}

  Result<Archived> run() {
    take_pages();
    for (const auto& letter : site_.letters.all()) take_letter(*letter);
    take("/api/v1/letters");
    take_record();
    take_clients();
    write_sums();
    if (fault_) return tl::unexpected(*fault_);
    return done_;
  }

 private:
  static bool is_page(const Response& response) { return response.content_type.starts_with("text/html"); }

  Response ask(std::string_view target) const {
    auto request = parse_target(Method::get, target);
    CHECK(request);  // of ours
    return router_.answer(*std::move(request));
  }

  void write(const std::string& name, std::string_view bytes) {
    if (fault_ || !written_.emplace(name, crypto::sha256(bytes)).second) return;
    ++done_.files;
    if (auto wrote = sink_(name, bytes); !wrote) fault_ = wrote.error();
  }

  // The list that sha256sum --check takes.
  void write_sums() {
    std::string sums;
    for (const auto& [name, hash] : written_) sums += to_hex(hash.view()) + "  " + name + "\n";
    done_.sums = crypto::sha256(sums);
    write("SHA256SUMS", sums);
  }

  // Has the archive hold what this address gives. The name of its file; nothing if it isn't part of it.
  std::optional<std::string> take(std::string_view target) {
    if (const auto known = known_.find(target); known != known_.end()) return known->second;
    auto name = look_up(target);
    known_.emplace(target, name);
    return name;
  }

  std::optional<std::string> look_up(std::string_view target) {
    auto request = parse_target(Method::get, target);
    if (!request) return std::nullopt;
    auto name = file_name(*request, letter_);
    if (!name) return name;
    const bool is_later_part = name->ends_with(".html") && request->query.has("after");
    if (!is_later_part && written_.contains(*name)) return name;
    const bool is_document = name->starts_with("api/v1/documents/");
    const std::string last = request->segments.back();
    const auto response = router_.answer(*std::move(request));
    if (is_page(response)) {
      // A page says itself that its letter is gone. One with a form can't do without its server.
      const bool stands = response.status == 200 || response.status == 410;
      if (!stands || response.body.view().find("<form") != std::string_view::npos) return std::nullopt;
      if (is_later_part) name = name_of_part(*name, ++parts_[*name] + 1);
      pages_.push_back({*name, std::string(response.body.view())});
      return name;
    }
    if (response.status != 200) return std::nullopt;
    if (is_document) name = name_of_document(last, response.content_type);
    write(*name, response.body.view());
    return name;
  }

  // What is to stand in the page `from` for a link of the site.
  std::string link(const std::string& from, std::string_view target) {
    const auto hash = target.find('#');
    const auto fragment = hash == std::string_view::npos ? std::string_view() : target.substr(hash);
    const auto name = take(target.substr(0, hash));
    // What isn't here is where the letter lives.
    if (!name) return site_.url + std::string(target);
    return relative_link(from, *name).append(fragment);
  }

  void write_page(const std::string& name, std::string_view html) {
    ++done_.pages;
    write(name, with_links(html, [&](std::string_view target) { return link(name, target); }));
  }

  void take_pages() {
    for (const auto lang : i18n::kLangs) {
      for (const auto rest : {"/", "/about", "/verify"}) take(path_in(lang, rest));
      take(letter_path(lang, {letter_.slug, std::nullopt}));
      for (const auto& letter : site_.letters.all()) {
        if (letter->row.version != letter_.newest)
          take(letter_path(lang, {letter_.slug, letter->row.version}));
      }
    }
    const bool french = newest_->letter.languages.front() == letter::Language::fr;
    const auto first = path_in(french ? i18n::Lang::fr : i18n::Lang::en, "/");
    write_page("index.html", ask(first).body.view());
    while (!pages_.empty() && !fault_) {
      const auto page = std::move(pages_.front());
      pages_.pop_front();
      write_page(page.name, page.html);
    }
  }

  void take_letter(const service::PublishedLetter& letter) {
    const auto version = letter.row.version;
    const auto of = [&](std::string_view what) {
      return fmt::format("/api/v1/letters/{}{}?version={}", letter_.slug, what, version);
    };
    for (const auto what : {"", "/count", "/statements", "/quotes", "/proof"}) take(of(what));
    take_signatures(of("/signatures"));
    write_csv(letter, of("/signatures.csv"));
    for (const auto lang : i18n::kLangs) {
      for (const auto file : {"curve.svg", "curve.png", "curve.csv", "curve.json", "feed.atom"}) {
        take(fmt::format("/letters/{}/{}?version={}&lang={}", letter_.slug, file, version, i18n::tag(lang)));
      }
    }
    for (const auto& [name, bytes] : site_.instance.store.letters().files(letter_.slug, version))
      take(fmt::format("/letters/{}/v{}/files/{}", letter_.slug, version, name));
    take_documents(letter);
  }

  void take_signatures(const std::string& list) {
    std::string next;
    do {
      const auto part = fmt::format("{}&limit={}{}", list, kSignaturesInJson, next);
      const auto response = ask(part);
      if (response.status != 200 || !take(part)) return;
      const auto page = boost::json::parse(response.body.view());
      const auto& after = page.as_object().at("next");
      next = after.is_null() ? "" : fmt::format("&after={}", after.to_number<std::uint64_t>());
    } while (!next.empty() && !fault_);
  }

  // The parts of the list in one file, under the head of the first.
  void write_csv(const service::PublishedLetter& letter, const std::string& list) {
    std::string csv, next;
    do {
      const auto response = ask(list + next);
      if (response.status != 200) return;
      auto part = response.body.view();
      if (!csv.empty()) part.remove_prefix(part.find("\r\n") + 2);
      csv += part;
      next.clear();
      for (const auto& [name, value] : response.headers) {
        const auto at = name == "Link" ? value.find("&after=") : std::string::npos;
        if (at != std::string::npos) next = value.substr(at, value.find('>') - at);
      }
    } while (!next.empty());
    write(fmt::format("api/v1/letters/{}/v{}/signatures.csv", letter_.slug, letter.row.version), csv);
  }

  void take_documents(const service::PublishedLetter& letter) {
    const auto take_one = [&](const Hash& sha256) { take("/api/v1/documents/" + to_hex(sha256.view())); };
    for (const auto& said : service::statements(site_.instance, letter.id(), published_.size)) {
      for (const auto& [language, wordings] : said.wordings) {
        for (const auto& wording : wordings) {
          take_one(wording.sha256);
          if (!wording.document) continue;
          for (const auto& attachment : wording.document->attachments) take_one(attachment.sha256);
        }
      }
    }
  }

  void take_record() {
    take("/log/checkpoint");
    take("/log/policy");
    for (const auto& id : ledger::tiles_of(published_.size)) take("/log/" + ledger::tile_path(id));
  }

  // The releases of the scripts that signers' browsers ran: the record names them.
  void take_clients() {
    for (EntryIndex from = 0; from < published_.size && !fault_; from += kEntriesAtOnce) {
      for (const auto& text : site_.instance.store.record().entries(from, kEntriesAtOnce)) {
        if (!text.starts_with("ruban/v1 client\n")) continue;
        const auto entry = ledger::parse_entry(text);
        if (entry && std::holds_alternative<ledger::ClientEntry>(*entry))
          take_client(std::get<ledger::ClientEntry>(*entry).manifest_sha256);
      }
    }
  }

  void take_client(const Hash& sha256) {
    take("/client/" + to_hex(sha256.view()));
    const auto kept = site_.instance.store.clients().file(sha256);
    if (!kept) return;
    const auto manifest = ledger::ClientManifest::parse(kept->bytes);
    if (!manifest) return;
    for (const auto& file : manifest->files()) {
      take("/client/" + to_hex(file.sha256.view()));
      take(file.path);
    }
  }

  const Site& site_;
  const Router& router_;
  const service::LetterPointer newest_;
  const ArchivedLetter letter_;
  const ArchiveSink& sink_;
  const store::Checkpoint published_;
  std::map<std::string, std::optional<std::string>, std::less<>> known_;  // address → file
  std::map<std::string, std::size_t> parts_;  // of a page beyond the first, by the first one's name
  std::map<std::string, Hash> written_;       // what it holds by now
  std::deque<Page> pages_;                    // whose links wait to be followed
  Archived done_;
  std::optional<Error> fault_;
};

}  // namespace

Result<Archived> make_archive(const Site& site, const Router& router, const std::string& slug,
                              const ArchiveSink& sink) {
  auto newest = TRY(site.letters.find(slug));
  if (newest->state(site.now()) == letter::LetterState::removed)
    return fail(Kind::gone, "This letter was removed, so nothing of it is handed on.", slug);
  return Archiving(site, router, std::move(newest), sink).run();
}

}  // namespace ruban::web
