// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/command_line.h"

#include "cli/grammar.h"

namespace ruban::cli {
namespace {

constexpr char kSettingsGroup[] = "Settings (also in ruban.toml, and as variables: RUBAN_MAIL_FROM)";
constexpr char kSettingsFooter[] = "Every setting that `ruban serve --help` lists can be given here, too.";

struct Nothing {};

}  // namespace

Grammar::Grammar(const Doors& doors, Terminal& terminal) : doors_(doors), terminal_(terminal) {
  app_.name("ruban");
  app_.set_version_flag("--version", "ruban " RUBAN_VERSION);
  app_.require_subcommand(1);
  add_serve();
  add_demo();
  add_init();
  add_letter();
  add_evidence();
  add_recipient();
  add_sign();
  add_audit();
  add_verify();
  add_backup();
  add_restore();
  add_rebuild();
  add_export();
  add_doctor();
  add_witness();
  add_version();
  app_.footer("ruban COMMAND --help tells more of each.");  // not passed on to them
}

tl::expected<Command, ExitCode> Grammar::read(const std::vector<std::string>& arguments) {
  try {
    std::vector<std::string> backwards(arguments.rbegin(), arguments.rend());
    app_.parse(std::move(backwards));
  } catch (const CLI::RequiredError& e) {
    if (std::string_view(e.what()).starts_with("A subcommand")) {
      terminal_.err << "ruban: Name one of the commands that ruban --help lists.\n";
    } else {
      app_.exit(e, terminal_.out, terminal_.err);
    }
    return tl::unexpected(ExitCode::usage);
  } catch (const CLI::ParseError& e) {
    const bool asked = app_.exit(e, terminal_.out, terminal_.err) == 0;
    return tl::unexpected(asked ? ExitCode::done : ExitCode::usage);
  }
  return chosen_;
}

void Grammar::add_place(CLI::App& app, const std::shared_ptr<Place>& place, bool shows_settings) {
  app.add_option("--data", place->data, "the instance's folder")
      ->envname("RUBAN_DATA")
      ->type_name("DIR")
      ->capture_default_str();
  for (const auto& setting : doors_.settings) {
    auto set = [place, name = setting.name](const std::string& value) { place->flags[name] = value; };
    auto* option = app.add_option_function<std::string>("--" + setting.name, set, setting.help);
    option->type_name("VALUE")->group(shows_settings ? kSettingsGroup : "");
  }
  if (!shows_settings) app.footer(kSettingsFooter);
}

ExitCode Grammar::report(const std::vector<Trouble>& troubles) {
  for (const auto& trouble : troubles) {
    terminal_.err << "ruban: " << trouble.where << (trouble.where.empty() ? "" : ": ") << trouble.what
                  << '\n';
  }
  return ExitCode::refused;
}

void Grammar::add_serve() {
  auto [app, place] =
      command<Place>(app_, "serve", "serve the letters of an instance until a signal",
                     [this](const Place& p) -> Outcome { return ExitCode{doors_.serve(p.data, p.flags)}; });
  add_place(*app, place, true);
}

void Grammar::add_demo() {
  auto [app, port] =
      command<std::uint16_t>(app_, "demo", "serve the demonstration, in a folder that goes with it",
                             [this](std::uint16_t p) -> Outcome { return ExitCode{doors_.demo(p)}; });
  *port = 8080;
  app->add_option("--port", *port, "where it listens on this machine")
      ->check(CLI::Range(1, 65535))
      ->capture_default_str();
}

void Grammar::add_init() {
  auto [app, place] = command<Place>(app_, "init", "make an instance: folder, ruban.toml, keys and database",
                                     [this](const Place& p) { return init(p, doors_, terminal_); });
  add_place(*app, place, true);
  if (auto* url = app->get_option_no_throw("--url")) url->required()->group("Options");
}

void Grammar::add_audit() {
  auto [app, input] =
      command<Audit>(app_, "audit", "recount a whole record and compare it with what its server says",
                     [this](const Audit& c) { return audit(c, terminal_); });
  app->add_option("URL|FOLDER", input->source, "https://HOST, or a folder with a copy of the record")
      ->required();
  app->add_flag("--json", input->json, kJson);
  app->add_option("--policy", input->policy, kPolicy)->type_name("FILE");
  app->add_flag("--allow-unwitnessed", input->allow_unwitnessed,
                "accept a checkpoint that too few witnesses cosigned");
  auto* at = app->add_option(
      "--at", input->at, "recount at this size of the record, too: the size that a count or a proof names");
  at->type_name("SIZE");
  auto* since =
      app->add_option("--since", input->since,
                      "check only what came after this checkpoint, a file as served at /log/checkpoint");
  since->type_name("CHECKPOINT")->excludes(at);
  app->add_option("--state", input->state,
                  "keep here what has been checked; an audit that was interrupted goes on from it")
      ->type_name("FILE");
  app->add_option("--threads", input->threads, "how many verify (one for each core)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  auto* watch = app->add_flag("--watch", input->watch, "go on for good, and end with an alarm");
  watch->excludes(since)->excludes(at);
  app->add_option("--every", input->every, "seconds between two looks")
      ->needs(watch)
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  app->footer("Addresses keep their state in the user's state folder; folders only with --state.");
}

void Grammar::add_sign() {
  auto [app, input] = command<Sign>(app_, "sign", "sign a letter with a key that stays on this machine",
                                    [this](const Sign& c) { return sign(c, terminal_); });
  app->add_option("URL", input->url, "the letter's page: https://HOST/letters/SLUG")->required();
  app->add_option("--credential", input->credential,
                  "the key file to make, or to go on with (SLUG.ruban-key)")
      ->type_name("FILE");
  auto* issue = app->add_flag("--issue-only", input->issue_only, "get the credential, and sign later");
  auto* redeem =
      app->add_flag("--redeem", input->redeem, "sign with the credential in the key file; proves no address");
  redeem->excludes(issue);
  auto* anonymous = app->add_flag("--anonymous", input->anonymous,
                                  "sign without a name: only that somebody who belongs has signed");
  app->add_flag("--drop-if-few", input->drop_if_few,
                "have an anonymous signature dropped, not published, if too few have come when the letter "
                "ends")
      ->needs(anonymous);
  auto* news =
      app->add_flag("--news", input->news,
                    "get mails of what becomes of the letter; the server then keeps the address that "
                    "was proved, beside the letter and no signature");
  auto* withdraw = app->add_flag("--withdraw", input->withdraw, "take the signature of the key file back");
  news->excludes(redeem);
  withdraw->excludes(anonymous)->excludes(issue)->excludes(news);
  auto* kept =
      app->add_flag("--kept", input->kept,
                    "say in public, by the signature of the key file, that you have done what the letter "
                    "pledges");
  kept->excludes(anonymous)->excludes(issue)->excludes(withdraw)->excludes(news);
  app->add_option("--quote", input->quote,
                  "leave a statement for the press, by the signature of the key file; - for what is typed")
      ->type_name("FILE")
      ->excludes(anonymous)
      ->excludes(issue)
      ->excludes(withdraw)
      ->excludes(news)
      ->excludes(kept);
  app->add_option("--socks5", input->socks5, "go through this proxy, as 127.0.0.1:9050 for Tor")
      ->type_name("HOST:PORT");
  app->add_option("--as", input->as, "the group that you belong to, where the letter has several")
      ->type_name("LABEL");
  app->add_option("--email", input->email, "the address to prove");
  app->add_option("--code-file", input->code_file,
                  "read the code of the mail or of the invitation from here; - for what is typed")
      ->type_name("FILE");
  app->add_option("--name", input->name, "your name, as it will be printed");
  app->add_option("--role", input->role, "what you do, as it will be printed");
  app->add_option("--comment", input->comment, "a few lines, where the letter takes them");
  app->add_option("--lang", input->language, "which language to show, and to write the mail in")
      ->check(CLI::IsMember({"en", "fr"}));
  app->add_option("--policy", input->policy, kPolicy)->type_name("FILE");
  app->add_flag("--allow-unwitnessed", input->allow_unwitnessed,
                "sign although too few witnesses have cosigned the record");
  app->add_flag("--yes", input->yes, "sign without asking again; role and comment are left out");
  app->footer(
      "Interrupted, it goes on from the key file. Who loses that file after the credential was issued "
      "can't be issued another.");
}

void Grammar::add_verify() {
  auto [app, input] = command<Verify>(
      app_, "verify", "verify receipts (.tlog-proof), key files and payloads; or that an entry is missing",
      [this](const Verify& c) { return verify(c, terminal_); });
  auto* what = app->add_option_group("what")->require_option(1);
  what->add_option("FILE", input->files, "files to verify, together");
  auto* missing =
      what->add_option("--missing", input->missing,
                       "show that this entry (.ruban-entry) is good, late, and not in the record");
  missing->type_name("FILE");
  auto* site = app->add_option("--site", input->site,
                               "with --missing: https://HOST, the letter's address, or a folder with a copy");
  site->type_name("URL|FOLDER")->needs(missing);
  missing->needs(site);
  app->add_option("--policy", input->policy, kPolicy)->type_name("FILE");
  app->add_flag("--json", input->json, kJson);
  app->footer(
      "Without --policy the record's key is fetched from its address and pinned when it is first met.");
}

void Grammar::add_backup() {
  auto [app, file] = instance_command<std::filesystem::path>(
      app_, "backup", "copy the instance's store into a file, also while it is served", backup);
  app->add_option("FILE", *file, "a file that doesn't exist yet")->required();
}

void Grammar::add_restore() {
  auto place = std::make_shared<Place>();
  auto [app, file] = command<std::filesystem::path>(
      app_, "restore", "put a backup into an instance's folder that has no store",
      [this, place](const std::filesystem::path& f) { return restore(f, *place, doors_, terminal_); });
  app->add_option("FILE", *file, "what ruban backup wrote")->required();
  app->add_option("--data", place->data, "the instance's folder")
      ->envname("RUBAN_DATA")
      ->type_name("DIR")
      ->capture_default_str();
}

void Grammar::add_rebuild() {
  instance_command<Nothing>(app_, "rebuild", "recompute every figure and state from the record",
                            [](const Nothing&, OpenInstance& i, Terminal& t) { return rebuild(i, t); });
}

void Grammar::add_doctor() {
  auto place = std::make_shared<Place>();
  auto [app, input] = command<Doctor>(app_, "doctor", "say whether an instance is sound, and what to do",
                                      [this, place](const Doctor& c) {
                                        return doctor({*place, c.json}, doors_, terminal_);
                                      });
  add_place(*app, place, false);
  app->add_flag("--json", input->json, kJson);
}

void Grammar::add_version() {
  auto [app, input] = command<Version>(app_, "version", "print the version",
                                       [this](const Version& c) { return version(c, terminal_); });
  app->add_flag("--json", input->json, kJson);
}

tl::expected<Command, ExitCode> read_command_line(const std::vector<std::string>& arguments,
                                                  const Doors& doors, Terminal& terminal) {
  // The command lives on with what the grammar filled.
  auto grammar = std::make_shared<Grammar>(doors, terminal);
  return grammar->read(arguments).map([grammar](Command command) -> Command {
    return [grammar, command = std::move(command)] { return command(); };
  });
}

}  // namespace ruban::cli
