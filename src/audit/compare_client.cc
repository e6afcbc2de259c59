// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/compare.h"
#include "audit/page_scripts.h"
#include "crypto/sha256.h"
#include "ledger/client_manifest.h"

namespace ruban::audit {
namespace {

using State = ClientReport::State;
using Weight = Problem::Weight;

constexpr std::size_t kMostEarlier = 100;  // releases that are asked for
constexpr std::size_t kMostPages = 20;     // of letters, that are asked for

std::string kept_at(const Hash& sha256) { return fmt::format("/client/{}", to_hex(sha256.view())); }

class Comparison {
 public:
  Comparison(Source& source, const Replayed& replayed, bool is_copy, std::vector<Problem>& problems)
      : source_(source), replayed_(replayed), is_copy_(is_copy), problems_(problems) {}

  ClientReport run() {
    if (replayed_.clients.empty()) return {};
    const auto& newest = replayed_.clients.back();
    report_.state = State::fits;
    report_.index = newest.index;
    report_.version = newest.version;
    report_.manifest_sha256 = newest.manifest_sha256;
    if (const auto manifest = look_at_manifest(newest.manifest_sha256)) {
      look_at_kept(*manifest);
      for (const auto& file : manifest->files()) look_at_script(file);
      look_at_pages(*manifest);
    }
    const auto of_newest = report_.state;
    look_at_earlier();
    report_.state = of_newest;  // that an earlier one isn't kept says nothing of what pages load
    return report_;
  }

 private:
  void tell(Weight weight, std::string_view what, std::string where) {
    problems_.push_back({weight, what, std::move(where)});
    if (weight == Weight::wrong) report_.state = State::differs;
    if (weight == Weight::not_compared && report_.state == State::fits) report_.state = State::not_looked_at;
  }

  // What wasn't copied says nothing, and neither does a server that is away.
  bool says_nothing(const Error& error) const {
    return error.kind == Kind::busy || (error.kind == Kind::not_found && is_copy_);
  }

  // What is kept under this hash, if it is the manifest.
  std::optional<ledger::ClientManifest> look_at_manifest(const Hash& sha256) {
    const auto text = source_.client_file(sha256);
    const auto where = kept_at(sha256);
    if (!text && says_nothing(text.error())) {
      tell(Weight::not_compared,
           "A release of the client scripts isn't there to compare, so it was not looked at.", where);
      return std::nullopt;
    }
    if (!text) {
      tell(Weight::wrong,
           "The list of client scripts that the record names isn't served. Without it nobody can tell which "
           "scripts signers' browsers were meant to run. Ask the operator in public to bring it back; until "
           "then sign with ruban sign.",
           where);
      return std::nullopt;
    }
    const bool is_it = crypto::sha256(*text) == sha256;
    auto manifest = ledger::ClientManifest::parse(*text);
    if (!is_it || !manifest) {
      tell(Weight::wrong,
           is_it
               ? "The record names a list of client scripts that isn't one, so nobody can tell which scripts "
                 "are meant. Ask the operator in public what it is."
               : "The list of client scripts that is served isn't the one that the record names: it was "
                 "changed after it was recorded. Keep what is served now, and ask the operator in public.",
           where);
      return std::nullopt;
    }
    return *std::move(manifest);
  }

  // Whether all its scripts are kept as well.
  bool look_at_kept(const ledger::ClientManifest& manifest) {
    bool whole = true;
    for (const auto& file : manifest.files()) whole = is_kept(file.sha256) && whole;
    return whole;
  }

  bool is_kept(const Hash& sha256) {
    const auto [known, is_new] = kept_.try_emplace(sha256, false);
    if (!is_new) return known->second;
    const auto bytes = source_.client_file(sha256);
    if (!bytes && says_nothing(bytes.error())) {
      tell(Weight::not_compared, "A client script isn't there to compare, so it was not looked at.",
           kept_at(sha256));
    } else if (!bytes) {
      tell(Weight::wrong,
           "A client script that the record names isn't kept any more, so nobody can read what signers' "
           "browsers ran. Ask the operator in public to bring it back.",
           kept_at(sha256));
    } else if (crypto::sha256(*bytes) != sha256) {
      tell(
          Weight::wrong,
          "A client script isn't kept as the record names it: it was changed afterwards. Keep what is served "
          "now, and ask the operator in public.",
          kept_at(sha256));
    } else {
      known->second = true;
    }
    return known->second;
  }

  // A reader gets it here.
  void look_at_script(const ledger::ClientManifest::File& file) {
    const auto bytes = source_.at_path(file.path);
    if (!bytes && says_nothing(bytes.error())) {
      tell(Weight::not_compared, "A script of the pages isn't there to compare, so it was not looked at.",
           file.path);
    } else if (!bytes) {
      tell(
          Weight::wrong,
          "A script that the record names isn't served where pages load it, so they load another one or "
          "none. Don't sign in a browser here until it is back; ruban sign doesn't need it. Ask the operator "
          "in public.",
          file.path);
    } else if (crypto::sha256(*bytes) != file.sha256) {
      tell(
          Weight::wrong,
          "The script that is served isn't the one in the record. Whoever changed it can read what signers "
          "type and give away who signs. Don't sign in a browser here, sign with ruban sign; keep the script "
          "with this report, and ask the operator in public.",
          file.path);
    } else {
      ++report_.scripts;
    }
  }

  // The page that checks receipts, and those that take keys: what they load is in the manifest.
  void look_at_pages(const ledger::ClientManifest& manifest) {
    look_at_page("/en/verify", manifest);
    std::size_t pages = 0, pledges = 0;
    const auto& letters = replayed_.recount.letters();
    for (auto letter = letters.rbegin(); letter != letters.rend(); ++letter) {
      const auto path = fmt::format("/en/letters/{}/v{}", letter->entry.slug, letter->entry.version);
      // That a pledge is kept is said long after a letter was closed.
      const bool hears = !letter->end || *letter->end == ledger::LetterEnd::closed;
      if (hears && pledges++ < kMostPages) look_at_page(path + "/pledge", manifest);
      if (letter->end || pages++ >= kMostPages) continue;
      look_at_page(fmt::format("/en/letters/{}/sign", letter->entry.slug), manifest);
      look_at_page(fmt::format("/en/letters/{}/withdraw", letter->entry.slug), manifest);
      look_at_page(fmt::format("/en/letters/{}/quote", letter->entry.slug), manifest);
    }
  }

  // A page that isn't there loads nothing.
  void look_at_page(const std::string& path, const ledger::ClientManifest& manifest) {
    const auto html = source_.at_path(path);
    if (!html) return;
    for (const auto script : scripts_of(*html)) {
      if (manifest.has(script)) continue;
      tell(Weight::wrong,
           "This page loads a script that isn't in the record. Such a script can read what signers type and "
           "give away who signs. Don't sign in a browser here, sign with ruban sign; keep the page with this "
           "report, and ask the operator in public.",
           path);
      return;
    }
  }

  void look_at_earlier() {
    std::set<Hash> seen{report_.manifest_sha256};
    for (auto client = replayed_.clients.rbegin(); client != replayed_.clients.rend(); ++client) {
      if (!seen.insert(client->manifest_sha256).second) continue;
      ++report_.earlier;
      if (report_.earlier > kMostEarlier) continue;
      const auto manifest = look_at_manifest(client->manifest_sha256);
      if (manifest && look_at_kept(*manifest)) ++report_.earlier_kept;
    }
    if (report_.earlier > kMostEarlier) {
      tell(Weight::not_compared,
           "The record names more than a hundred earlier releases of the client scripts: only the newest "
           "hundred were looked at.",
           {});
    }
  }

  Source& source_;
  const Replayed& replayed_;
  bool is_copy_;
  std::vector<Problem>& problems_;
  ClientReport report_;
  std::map<Hash, bool> kept_;  // of the scripts that were asked for
};

}  // namespace

ClientReport compare_client(Source& source, const Replayed& replayed, bool is_copy,
                            std::vector<Problem>& problems) {
  return Comparison(source, replayed, is_copy, problems).run();
}

}  // namespace ruban::audit
