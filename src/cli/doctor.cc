// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>
#include <sys/timex.h>

#include <boost/json.hpp>

#include "cli/commands.h"
#include "ledger/checkpoint.h"
#include "ledger/tree.h"
#include "service/check_entries.h"
#include "service/compare_seen.h"
#include "service/store_tiles.h"
#include "store/failure.h"
#include "store/published_file.h"

namespace ruban::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

enum class Health { ok, warn, bad };

std::string_view word(Health health) {
  switch (health) {
    case Health::ok:
      return "ok";
    case Health::warn:
      return "warn";
    case Health::bad:
      return "bad";
  }
  return {};
}

struct Line {
  Health health = Health::ok;
  std::string what;
  std::string advice;  // empty if nothing is to be done
};

constexpr std::uintmax_t kMiB = 1024 * 1024;
constexpr std::uintmax_t kLittleSpace = 1024 * kMiB, kNoSpace = 100 * kMiB;
constexpr std::chrono::minutes kMailSlow{5}, kMailStuck{30}, kClockSlack{5};

// Looks at one thing after the other, and changes none.
class Examination {
 public:
  Examination(const Place& place, const Doors& doors) : place_(place), doors_(doors) {}

  std::vector<Line> run() {
    look_at_folder();
    if (auto opened = doors_.open(place_.data, place_.flags)) {
      ok("The configuration can be read, and the keys and the store can be opened.");
      instance_ = std::move(*opened);
      look_at_address();
      look_at_clock();
      look_at_record();
      look_at_published_file();
      look_at_witnesses();
      look_at_letters();
      look_at_mail();
    } else {
      for (const auto& trouble : opened.error()) {
        bad(fmt::format("{}{}{}", trouble.where, trouble.where.empty() ? "" : ": ", trouble.what),
            "Put this right; the rest can't be looked at before.");
      }
    }
    return std::move(lines_);
  }

 private:
  void ok(std::string what) { lines_.push_back({Health::ok, std::move(what), {}}); }
  void warn(std::string what, std::string advice) {
    lines_.push_back({Health::warn, std::move(what), std::move(advice)});
  }
  void bad(std::string what, std::string advice) {
    lines_.push_back({Health::bad, std::move(what), std::move(advice)});
  }
  store::Store& store() { return instance_->registry().instance().store; }
  Instant now() { return instance_->registry().instance().clock.now(); }

  void look_at_folder() {
    std::error_code error;
    const auto status = fs::status(place_.data, error);
    if (error || !fs::is_directory(status)) return;  // opening it says so
    constexpr auto kOthers = fs::perms::group_all | fs::perms::others_all;
    if ((status.permissions() & kOthers) != fs::perms::none) {
      warn("Others on this machine may look into the instance's folder.",
           fmt::format("chmod 700 {}", place_.data.string()));
    } else {
      ok("Only their owner may look at the instance's files.");
    }
    const auto space = fs::space(place_.data, error);
    if (error) return bad("The disk doesn't say how much room is left.", "Look at the disk.");
    const auto left = fmt::format("{} MiB are left on the disk.", space.available / kMiB);
    if (space.available < kNoSpace)
      bad(left, "Make room at once: without it no signature can be stored.");
    else if (space.available < kLittleSpace)
      warn(left, "Make room.");
    else
      ok(left);
  }

  void look_at_address() {
    const auto& url = instance_->url();
    const bool here = url.starts_with("http://localhost") || url.starts_with("http://127.0.0.1");
    if (url.starts_with("https://"))
      ok("The address is " + url + ".");
    else if (here)
      warn("The address is " + url + ": only this machine can use it.", "Good for trying; else set url.");
    else
      bad("The address is " + url + ", without encryption.",
          "Put a proxy with a certificate before it, and set url to https.");
  }

  void look_at_clock() {
    struct timex state {};
    if (::adjtimex(&state) == TIME_ERROR) {
      warn("The machine's clock isn't kept right by a time server.",
           "Install one, as systemd-timesyncd or chrony.");
    } else {
      ok("The clock is kept right by a time server.");
    }
    const auto last = store().record().last_checkpoint();
    if (last && now() + kClockSlack < last->time) {
      bad("The clock lies behind the record's last checkpoint.",
          "Set the clock right; until then nothing is recorded.");
    }
  }

  void look_at_record() {
    const auto last = store().record().last_checkpoint();
    if (!last) return ok("The record is empty.");
    const auto opened = ledger::open_checkpoint(last->note, instance_->registry().sequencer().verifier());
    service::StoreTiles tiles(store().record());
    const auto tree = ledger::Tree::load(last->size, tiles);
    if (!opened || opened->checkpoint.size != last->size || !tree || tree->root() != last->root ||
        opened->checkpoint.root != last->root) {
      return bad("The record doesn't fit its own checkpoint.", "Stop the server and restore a backup.");
    }
    if (const auto altered = service::first_altered(store().record(), 0, last->size)) {
      return bad(
          fmt::format("Entry {} in the store isn't what the record's checkpoint was signed for.", *altered),
          "Stop the server and restore a backup.");
    }
    ok(fmt::format("The record of {} entries fits its checkpoint.", last->size));
  }

  // Is there anything published that this store doesn't hold?
  void look_at_published_file() {
    const auto last = store().record().last_checkpoint();
    const auto note = store::PublishedFile(place_.data / "checkpoint.published").read();
    if (!note) {
      if (!last) return ok("Nothing has been published yet.");
      return bad("The file checkpoint.published is missing.",
                 "Bring it back. Without it the server can't tell a restored backup from the newest state.");
    }
    const auto seen = ledger::open_checkpoint(*note, instance_->registry().sequencer().verifier());
    if (!seen)
      return bad("checkpoint.published isn't signed by this record's key.",
                 "Look which instance it belongs to.");
    const auto& published = seen->checkpoint;
    if (!last || published.size > last->size) {
      return bad("More was published than this store holds: it is an older copy.",
                 "Restore the newest backup, or the disk that it was published from.");
    }
    service::StoreTiles tiles(store().record());
    ledger::TileHashReader hashes(last->size, tiles);
    const auto root = ledger::tree_root(published.size, hashes);
    if (!root || *root != published.root) {
      return bad("What was published isn't what this store holds.",
                 "Stop the server: two records exist under one name.");
    }
    ok(fmt::format("Everything that was published ({} entries) is in the store.", published.size));
  }

  void look_at_witnesses() {
    auto& sequencer = instance_->registry().sequencer();
    ok(fmt::format("The record's key, for its witnesses: {}", sequencer.verifier().text()));
    auto* witnesses = sequencer.witnesses();
    if (witnesses == nullptr) {
      return warn("No witness watches over the record: its checkpoints are this server's word alone.",
                  "Ask somebody whom readers trust to run ruban witness, and name them with the setting "
                  "witnesses.");
    }
    if (const auto published = store().record().published_checkpoint()) {
      const auto standing = witnesses->judge(published->note);
      const auto what = fmt::format("{} of {} witnesses have cosigned the last published checkpoint.",
                                    standing.have, standing.of);
      if (standing.quorum)
        ok(what);
      else
        warn(what, "Fewer than the policy asks for: readers see “log only”. Look whether ruban serve runs.");
    }
    for (const auto& look : witnesses->look()) look_at_witness(look);
  }

  void look_at_witness(const service::Witnesses::Look& look) {
    if (!look.seen) {
      return warn(fmt::format("The witness {} was asked what it has cosigned: {}", look.name,
                              look.seen.error().message),
                  "Tell whoever runs it, if this lasts.");
    }
    auto& registry = instance_->registry();
    const auto opened = ledger::open_checkpoint(look.seen->note, registry.sequencer().verifier());
    if (!opened || !service::compare_seen(registry.instance(), registry.sequencer().verifier(),
                                          look.seen->note, "the witness " + look.name)) {
      return bad(fmt::format("The witness {} has cosigned what this store doesn't hold.", look.name),
                 "This is an older copy of the record, or a second one: stop the server.");
    }
    ok(fmt::format("The witness {} has cosigned the record up to {} entries.", look.name,
                   opened->checkpoint.size));
  }

  void look_at_letters() {
    auto& registry = instance_->registry();
    std::size_t open = 0;
    for (const auto& letter : registry.letters().all()) {
      if (letter->row.end || letter->row.replaced_by) continue;
      const auto name = fmt::format("{} v{}", letter->row.slug, letter->row.version);
      if (letter->row.issuing_closed) {
        warn(name + " takes no more signatures, since this instance was restored from a backup.",
             "Publish a new version of it.");
        continue;
      }
      if (!letter->accepts_signatures(now())) continue;
      ++open;
      bool whole = registry.keys().identity_tag(*letter, "doctor").has_value() &&
                   registry.keys()
                       .owner_tag(*letter, *eligibility::EmailAddress::parse("doctor@example.org"))
                       .has_value();
      for (const auto& issuer : letter->entry.issuers)
        whole = whole && registry.keys().issuer(*letter, issuer.label);
      if (!whole)
        bad(name + " is open, but its keys aren't there.",
            "Bring the keys folder back, or publish a new version.");
    }
    ok(fmt::format("{} letter{} open for signatures.", open, open == 1 ? " is" : "s are"));
  }

  void look_at_mail() {
    const auto oldest = store().outbox().oldest_untried();
    if (!oldest) return ok("No mail waits.");
    const auto waits = std::chrono::duration_cast<std::chrono::minutes>(now() - *oldest);
    const auto what =
        fmt::format("The oldest mail has waited for {} minutes.", std::max<std::int64_t>(0, waits.count()));
    if (waits >= kMailStuck)
      bad(what, "Look at the mail settings, at the mail server, and whether ruban serve runs.");
    else if (waits >= kMailSlow)
      warn(what, "Look at the mail server.");
    else
      ok(what);
  }

  const Place& place_;
  const Doors& doors_;
  std::unique_ptr<OpenInstance> instance_;
  std::vector<Line> lines_;
};

}  // namespace

Outcome doctor(const Doctor& command, const Doors& doors, Terminal& terminal) {
  std::vector<Line> lines;
  try {
    lines = Examination(command.place, doors).run();
  } catch (const store::Failure&) {
    lines.push_back({Health::bad, "The store can't be read.", "Look at the disk; then restore a backup."});
  }
  bool sound = true;
  json::array list;
  for (const auto& line : lines) {
    sound = sound && line.health != Health::bad;
    list.push_back(json::object{{"health", word(line.health)}, {"what", line.what}, {"advice", line.advice}});
    if (!command.json) {
      terminal.out << fmt::format("{:<5}{}\n", word(line.health), line.what);
      if (!line.advice.empty()) terminal.out << fmt::format("     -> {}\n", line.advice);
    }
  }
  if (command.json) {
    terminal.out << json::serialize(json::object{{"sound", sound}, {"lines", std::move(list)}}) << '\n';
  }
  return sound ? ExitCode::done : ExitCode::refused;
}

}  // namespace ruban::cli
