// SPDX-License-Identifier: AGPL-3.0-or-later
// What the commands need of the outer ring: opened in app/, where the drivers are named.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "core/result.h"
#include "fetch/address_guard.h"
#include "i18n/lang.h"
#include "mail/address.h"
#include "service/registry.h"

namespace ruban::cli {

// Settings given as flags, by name without dashes: {"port", "8081"}.
using Flags = std::map<std::string, std::string>;

struct SettingHelp {
  std::string name, help;
};

// What an invitation says beside its code.
struct InvitationText {
  std::string title;     // of the letter
  std::string address;   // of its signing page
  std::string language;  // "en" or "fr"
};
struct InvitationSlip {
  std::string person, code;
};

// What the mail of a delivery says.
struct DeliveryText {
  std::string title;                // of the letter
  std::string address;              // where it stands
  std::string language;             // "en" or "fr"
  std::uint64_t size = 0;           // of the record
  std::vector<std::string> counts;  // a line for each class
  struct File {
    std::string name, bytes, address;
  };
  std::vector<File> files;  // PDFs
};

// An instance opened by a command, for as long as the command runs.
class OpenInstance {
 public:
  virtual ~OpenInstance() = default;
  virtual service::Registry& registry() = 0;
  virtual int key_bits() const = 0;  // of new issuer keys
  virtual const std::string& url() const = 0;
  // Where pages may be fetched from.
  virtual const fetch::Policy& fetch_policy() const = 0;
  // Checkpoints of this record that are kept elsewhere: nobody writes it without having compared them.
  virtual Result<std::vector<std::string>> seen_elsewhere() const = 0;
  // A mail as it is queued; Kind::invalid if the settings say of no address that mail comes from, or of no
  // way to send it.
  virtual Result<std::string> write_invitation(const mail::Address& to, const InvitationText& text,
                                               const std::string& code) = 0;
  // The same, with the files attached; Kind::too_large if they are too large for that.
  virtual Result<std::string> write_delivery(const mail::Address& to, const DeliveryText& text) = 0;
  // A PDF to be printed.
  virtual Result<void> write_sheets(const InvitationText& text, const std::vector<InvitationSlip>& slips,
                                    std::ostream& out) const = 0;
  // A PDF of the letter and of those who stood behind it at this checkpoint, in one language; its dates are
  // `at`.
  virtual Result<void> write_letter(const service::PublishedLetter& letter,
                                    const store::Checkpoint& checkpoint, i18n::Lang lang, Instant at,
                                    std::ostream& out) = 0;
};

// One thing that stops a start, and where it was found: a line of ruban.toml, a variable, a flag, a key's
// file.
struct Trouble {
  std::string where;
  std::string what;
};

// A witness as `ruban witness init` makes it.
struct WitnessSettings {
  std::filesystem::path data = ".";
  std::string name, url, run_by, contact;
  bool recounts = false;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8090;
};

struct WitnessState {
  std::string key;              // the verifier key
  std::string policy;           // the line for a log's policy
  std::string recount_promise;  // ledger/recount_promise.h; empty: it doesn't recount
  struct Log {
    std::string origin, url;
    std::string key;  // the verifier key
    TreeSize size = 0;
    std::optional<Instant> time;  // of the last cosignature
  };
  std::vector<Log> logs;
};

struct WitnessDoors {
  std::function<bool(const std::filesystem::path& data)> is_made;
  std::function<Result<void>(const WitnessSettings&)> init;
  // The log's origin.
  std::function<Result<std::string>(const std::filesystem::path& data, const std::string& vkey,
                                    const std::string& url)>
      add_log;
  std::function<Result<WitnessState>(const std::filesystem::path& data)> show;
  std::function<int(const std::filesystem::path& data)> serve;  // exit code
};

// A letter as files (ruban export).
struct ArchiveOrder {
  std::string slug;
  std::optional<TreeSize> size;  // of a published checkpoint; the last one if none is named
  bool names = true;
};
using ArchiveSink = std::function<Result<void>(const std::string& name, std::string_view bytes)>;
struct ArchiveReport {
  TreeSize size = 0;
  Instant published;                 // when
  std::size_t pages = 0, files = 0;  // pages are files, too
  Hash sums;                         // of SHA256SUMS, the list of all others
};

struct Doors {
  std::vector<SettingHelp> settings;  // every setting is a flag of serve and of whatever opens an instance
  std::function<tl::expected<std::unique_ptr<OpenInstance>, std::vector<Trouble>>(
      const std::filesystem::path& data, const Flags& flags)>
      open;
  // Makes folder, ruban.toml, keys and database. `flags` must hold url.
  std::function<Result<void>(const std::filesystem::path& data, const Flags& flags)> init;
  // Copies a backup into an empty instance's folder.
  std::function<Result<void>(const std::filesystem::path& backup, const std::filesystem::path& data)> restore;
  // Exit codes; they serve until a signal.
  std::function<int(const std::filesystem::path& data, const Flags& flags)> serve;
  std::function<int(std::uint16_t port)> demo;
  // Gives every file to the sink. Kind::not_found for a letter, or a size, that isn't there.
  std::function<Result<ArchiveReport>(OpenInstance&, const ArchiveOrder&, const ArchiveSink&)> archive;
  WitnessDoors witness;
};

}  // namespace ruban::cli
