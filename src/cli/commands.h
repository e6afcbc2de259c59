// SPDX-License-Identifier: AGPL-3.0-or-later
// The commands, each with what it is given; each lives in the file of its name. An Error is printed by run(),
// with the exit code of its kind.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/doors.h"
#include "cli/exit_code.h"
#include "cli/terminal.h"
#include "letter/public_document.h"

namespace ruban::cli {

using Outcome = Result<ExitCode>;

// Which instance, and the settings given as flags.
struct Place {
  std::filesystem::path data = ".";
  Flags flags;
};

// letter check FOLDER: every fault of a letter's folder.
struct LetterCheck {
  std::filesystem::path folder;
  bool json = false;
};
Outcome letter_check(const LetterCheck& command, Terminal& terminal);

// letter publish FOLDER: freezes the folder and puts the letter into the record.
struct LetterPublish {
  std::filesystem::path folder;
  std::vector<std::string> lists;  // "LABEL=FILE"
};
Outcome letter_publish(const LetterPublish& command, OpenInstance& instance, Terminal& terminal);

// letter invite SLUG: gives a code to everybody on a list.
struct LetterInvite {
  std::string slug;
  std::optional<std::uint64_t> version;  // the newest one if none is named
  std::optional<std::string> issuer;     // label; may be left out where one issuer invites
  // One of them: a list of people, or how many.
  std::optional<std::filesystem::path> roster;
  std::optional<std::size_t> count;
  // One of them: how the codes go out.
  bool mail = false;
  std::optional<std::filesystem::path> sheets, codes;
  std::optional<std::string> language;  // of mails and sheets; the letter's first
  bool add = false;                     // to people who weren't invited with the others
};
Outcome letter_invite(const LetterInvite& command, OpenInstance& instance, Terminal& terminal);

// letter list: the published letters with their counts.
struct LetterList {
  bool json = false;
};
Outcome letter_list(const LetterList& command, OpenInstance& instance, Terminal& terminal);

// letter quotes SLUG: the statements that signatories have left for the press; publishes or deletes one.
struct LetterQuotes {
  std::string slug;
  std::optional<std::uint64_t> version;      // the newest one if none is named
  std::optional<std::string> publish, drop;  // ids as listed
  bool json = false;
};
Outcome letter_quotes(const LetterQuotes& command, OpenInstance& instance, Terminal& terminal);

// letter demand SLUG N STATE, letter answer SLUG, letter update SLUG: puts on record what was said or done.
struct LetterSay {
  letter::DocumentKind kind = letter::DocumentKind::update;
  std::string slug;
  std::optional<std::uint64_t> version;  // the newest one if none is named
  std::optional<std::uint64_t> demand;   // its number
  std::optional<std::string> state;      // of the demand
  std::vector<std::string> reasons;      // [LANG=]TEXT: one line in each language
  std::vector<std::string> texts;        // [LANG=]FILE
  std::optional<std::string> date;       // RFC 3339
  std::optional<std::string> by, source;
  std::vector<std::uint64_t> evidence;
  std::optional<std::uint64_t> corrects;  // number of what this takes the place of
  bool no_mail = false;                   // of news: subscribers aren't told
  bool json = false;
};
Outcome letter_say(const LetterSay& command, OpenInstance& instance, Terminal& terminal);

// letter deliver SLUG: prints the letter with its signatories, and records that it was handed over.
struct LetterDeliver {
  std::string slug;
  std::optional<std::uint64_t> version;         // the newest one if none is named
  std::string to;                               // one line: to whom
  std::optional<std::string> date;              // when (now)
  std::optional<std::filesystem::path> folder;  // copies of the PDFs
  std::optional<std::string> mail;              // address that they are sent to
  std::optional<std::string> language;          // of the mail (the letter's first one)
};
Outcome letter_deliver(const LetterDeliver& command, OpenInstance& instance, Terminal& terminal);

// letter statements SLUG: what is on record of a letter, with the numbers that other commands take.
struct LetterStatements {
  std::string slug;
  std::optional<std::uint64_t> version;
  bool json = false;
};
Outcome letter_statements(const LetterStatements& command, OpenInstance& instance, Terminal& terminal);

// letter mails SLUG: how far the mails to those who asked for news are; or ends those of one address.
struct LetterMails {
  std::string slug;
  std::optional<std::uint64_t> version;
  std::optional<std::string> forget;  // address
  bool json = false;
};
Outcome letter_mails(const LetterMails& command, OpenInstance& instance, Terminal& terminal);

// What all commands have that put evidence on record.
struct PieceWords {
  std::string slug;
  std::optional<std::uint64_t> version;  // the newest one if none is named
  std::vector<std::string> titles;       // [LANG=]TEXT
  std::vector<std::string> texts;        // [LANG=]FILE
};

// evidence capture SLUG URL: fetches a page and puts it on record.
struct EvidenceCapture {
  PieceWords words;
  std::string url;
};
Outcome evidence_capture(const EvidenceCapture& command, OpenInstance& instance, Terminal& terminal);

// evidence watch SLUG [URL]: has the server capture a page again when it changes; lists what it watches.
struct EvidenceWatch {
  PieceWords words;
  std::optional<std::string> url;
  int hours = 24;
  bool stop = false;
};
Outcome evidence_watch(const EvidenceWatch& command, OpenInstance& instance, Terminal& terminal);

// evidence add SLUG FILE: puts a PDF, a WARC, an HTML file or plain text on record.
struct EvidenceAdd {
  PieceWords words;
  std::filesystem::path file;
  std::optional<std::string> source, date;
};
Outcome evidence_add(const EvidenceAdd& command, OpenInstance& instance, Terminal& terminal);

// evidence cover PICTURE --into FOLDER, evidence cover FOLDER: hides the faces in a picture, for somebody to
// look at before it is published.
struct EvidenceCover {
  std::filesystem::path picture;
  std::optional<std::filesystem::path> into;
};
Outcome evidence_cover(const EvidenceCover& command, Terminal& terminal);

// evidence publish SLUG FOLDER: puts a covered picture on record that somebody has looked at.
struct EvidencePublish {
  PieceWords words;
  std::filesystem::path folder;
  bool looked = false;
  std::optional<std::string> source, date;
};
Outcome evidence_publish(const EvidencePublish& command, OpenInstance& instance, Terminal& terminal);

// evidence compare SLUG [BEFORE] AFTER: what changed between two captures.
struct EvidenceCompare {
  std::string slug;
  std::optional<std::uint64_t> version;
  std::vector<std::uint64_t> numbers;  // one or two
};
Outcome evidence_compare(const EvidenceCompare& command, OpenInstance& instance, Terminal& terminal);

// recipient verify SLUG: has the recipient prove its domain, and gives it a link to answer with.
struct RecipientVerify {
  std::string slug;
  std::optional<std::uint64_t> version;   // the newest one if none is named
  bool check = false;                     // look also at the first run
  bool revoke = false;                    // the link that was given doesn't work any more
  std::optional<std::uint64_t> corrects;  // number of the answer that the link is to correct
  std::optional<std::string> language;    // of the link's page; the letter's first
  bool json = false;
  // Where it looks instead of where the machine would.
  std::optional<std::string> nameserver, connect_to;  // ADDRESS:PORT
  std::optional<std::filesystem::path> ca_file;
};
Outcome recipient_verify(const RecipientVerify& command, OpenInstance& instance, Terminal& terminal);

// letter takedown-file SHA256: deletes a document, or a file that goes with one.
struct LetterTakedownFile {
  std::string sha256;  // in hex, as pages show it
};
Outcome letter_takedown_file(const LetterTakedownFile& command, OpenInstance& instance, Terminal& terminal);

// letter close SLUG: ends a letter.
struct LetterClose {
  std::string slug;
  std::optional<std::uint64_t> version;  // the newest one if none is named
  std::string state = "closed";          // closed, withdrawn, removed
  std::vector<std::string> reason;       // [LANG=]TEXT, one at most
};
Outcome letter_close(const LetterClose& command, OpenInstance& instance, Terminal& terminal);

// letter takedown SLUG INDEX: takes a signature down, with a public reason.
struct LetterTakedown {
  std::string slug;
  EntryIndex index = 0;
  std::string reason;  // owner, court, abuse, test
};
Outcome letter_takedown(const LetterTakedown& command, OpenInstance& instance, Terminal& terminal);

// audit URL|FOLDER: recounts a record and compares it with what its server says.
struct Audit {
  std::string source;
  bool json = false;
  std::optional<std::filesystem::path> policy;
  bool allow_unwitnessed = false;
  std::optional<std::uint64_t> at;             // a size to recount at, too
  std::optional<std::filesystem::path> since;  // an earlier checkpoint
  std::optional<std::filesystem::path> state;  // instead of the usual place
  bool watch = false;
  unsigned every = 60;   // seconds
  unsigned threads = 0;  // that verify; 0: one for each core
};
Outcome audit(const Audit& command, Terminal& terminal);

// sign URL: signs a letter, of any Ruban, with a key that never leaves this machine.
struct Sign {
  std::string url;
  std::optional<std::filesystem::path> credential;  // the key file; SLUG.ruban-key if none is named
  bool issue_only = false;                          // stop with the credential
  bool redeem = false;                              // begin with the credential
  bool anonymous = false;                           // without a name
  bool news = false;                                // has mails sent of what becomes of the letter
  bool drop_if_few = false;                         // rather than to be published among few at the end
  bool withdraw = false;                            // takes back the signature of the key file
  bool kept = false;                                // says that the pledge is kept
  std::optional<std::filesystem::path> quote;       // leaves a statement for the press; "-": what is typed
  std::optional<std::string> socks5;                // HOST:PORT
  std::optional<std::filesystem::path> policy;
  bool allow_unwitnessed = false;
  std::string language;                                   // of the letter and the mail: "en", "fr"
  std::optional<std::string> as;                          // label of the issuer
  std::optional<std::string> email, name, role, comment;  // asked for unless given
  std::optional<std::filesystem::path> code_file;         // "-": the next line that is typed
  bool yes = false;                                       // asks nothing that can be left out
};
Outcome sign(const Sign& command, Terminal& terminal);

// verify FILE…: receipts, key files and payloads. verify --missing FILE --site URL: an entry that the record
// should hold.
struct Verify {
  std::vector<std::filesystem::path> files;
  std::optional<std::filesystem::path> missing;
  std::string site;  // of `missing`: an address of the site or of a letter, or a folder with a copy
  std::optional<std::filesystem::path> policy;
  bool json = false;
};
Outcome verify(const Verify& command, Terminal& terminal);

// init: makes an instance.
Outcome init(const Place& place, const Doors& doors, Terminal& terminal);

// backup FILE, restore FILE.
Outcome backup(const std::filesystem::path& file, OpenInstance& instance, Terminal& terminal);
Outcome restore(const std::filesystem::path& file, const Place& place, const Doors& doors,
                Terminal& terminal);

// rebuild: recomputes from the record what is derived from it.
Outcome rebuild(OpenInstance& instance, Terminal& terminal);

// export SLUG: a letter as a folder that needs no server.
struct Export {
  std::string slug;
  std::filesystem::path to;
  std::optional<TreeSize> at;  // the last published size if none is named
  bool without_names = false;
};
Outcome export_letter(const Export& command, OpenInstance& instance, const Doors& doors, Terminal& terminal);

// doctor: whether the instance is sound.
struct Doctor {
  Place place;
  bool json = false;
};
Outcome doctor(const Doctor& command, const Doors& doors, Terminal& terminal);

// witness init, add-log, show, serve.
struct WitnessAddLog {
  std::filesystem::path data = ".";
  std::string vkey, url;
};
struct WitnessShow {
  std::filesystem::path data = ".";
  bool json = false;
};
// Makes the witness that `made` describes if its folder has none and `made` has an address, adds what isn't
// watched of `logs`, and serves until a signal.
struct WitnessServe {
  WitnessSettings made;
  std::vector<std::pair<std::string, std::string>> logs;  // verifier key, address
};
Outcome witness_init(const WitnessSettings& settings, const WitnessDoors& doors, Terminal& terminal);
Outcome witness_add_log(const WitnessAddLog& command, const WitnessDoors& doors, Terminal& terminal);
Outcome witness_show(const WitnessShow& command, const WitnessDoors& doors, Terminal& terminal);
Outcome witness_serve(const WitnessServe& command, const WitnessDoors& doors, Terminal& terminal);

// version
struct Version {
  bool json = false;
};
Outcome version(const Version& command, Terminal& terminal);

}  // namespace ruban::cli
