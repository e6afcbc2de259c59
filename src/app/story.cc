// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <stdexcept>
#include <thread>

#include "app/client_release.h"
#include "app/mailing.h"
#include "app/signatories.h"
#include "cli/said_file.h"
#include "embedded/ruban_letters_coders.h"
#include "embedded/ruban_letters_employees.h"
#include "embedded/ruban_letters_said.h"
#include "mail/code_mail.h"
#include "mail/courier.h"
#include "service/accept_signature.h"
#include "service/confirm_code.h"
#include "service/issue_credential.h"
#include "service/keep_pledge.h"
#include "service/piece.h"
#include "service/propose_quote.h"
#include "service/put_on_record.h"
#include "service/sign_letter.h"
#include "service/signer.h"
#include "service/withdraw_signature.h"
#include "signature/payload.h"
#include "signature/quote.h"
#include "signature/seed.h"
#include "signature/statement.h"

namespace ruban::app {
namespace {

using std::chrono::minutes;

template <class T>
T must(Result<T> result) {
  if (!result)
    throw std::runtime_error(
        fmt::format("the story failed: {} {}", result.error().message, result.error().field));
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

// Mail that only the story reads.
class StoryPost final : public mail::Transport {
 public:
  mail::Outcome send(const mail::Envelope& envelope) override {
    if (auto read = mail::read(envelope.message)) codes_[envelope.to.text()] = mail::find_code(read->text);
    return {};
  }
  const std::string& code_of(const std::string& address) const { return codes_.at(address); }

 private:
  std::map<std::string, std::string> codes_;
};

struct Signer {
  Instant at;
  service::LetterPointer letter;
  service::Visit visit;
  service::VisitKeys keys;
  bool anonymous = false;
  Secret<crypto::Seed> seed{};  // of theirs, once they have signed so
};

letter::Folder folder_of(std::span<const embedded::File> files) {
  letter::Folder out;
  for (const auto& file : files) out.files.emplace(file.name, file.bytes);
  return out;
}

// Runs work(i) for all i < count, so that what the store writes for several shares a commit.
template <class Work>
void in_parallel(std::size_t count, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex mutex;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        try {
          for (std::size_t n; (n = next++) < count;) work(n);
        } catch (...) {
          std::lock_guard lock(mutex);
          failure = std::current_exception();
        }
      });
    }
  }
  if (failure) std::rethrow_exception(failure);
}

std::string file_said(std::string_view file) {
  for (const auto& one : embedded::ruban_letters_said()) {
    if (one.name == file) return std::string(one.bytes);
  }
  throw std::runtime_error(fmt::format("the story failed: there is no {}", file));
}

// What letters/said/NAME.html would be if it had been captured at that moment. Neither page nor server exist:
// their names and address are those that are kept for examples.
service::ForTheRecord captured(std::string_view name, Instant at) {
  const auto page = file_said(fmt::format("{}.html", name));
  fetch::Exchange exchange;
  exchange.url = "https://www.company.example/cloud-for-government";
  exchange.address = must(fetch::IpAddress::parse("192.0.2.80"));
  exchange.at = at;
  exchange.request = "GET /cloud-for-government HTTP/1.1\r\nHost: www.company.example\r\n\r\n";
  exchange.head = fmt::format(
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n", page.size());
  exchange.body = page;
  exchange.status = 200;
  auto piece = service::captured_piece({{std::move(exchange)}});
  service::ForTheRecord out;
  out.kind = letter::DocumentKind::evidence;
  out.source = piece.source;
  out.date = piece.date;
  out.files.push_back(std::move(piece.file));
  return out;
}

class Teller {
 public:
  Teller(cli::OpenInstance& opened, StoryClock& clock, crypto::Random& random)
      : opened_(opened),
        registry_(opened.registry()),
        instance_(registry_.instance()),
        clock_(clock),
        sender_{"Ruban", must(mail::Address::parse("ruban@localhost"))},
        request_(instance_, code_mail_writer(sender_, random), Secret(random.fixed<Hash>())),
        confirm_(instance_),
        sign_(instance_, registry_.keys()),
        withdraw_(instance_, registry_.keys()),
        issue_(instance_, registry_.keys()),
        sets_(instance_),
        accept_(instance_, sets_),
        courier_(instance_.store.outbox(), post_, clock,
                 {.from = sender_.address, .per_second_and_domain = 1'000'000}) {}

  service::LetterPointer publish(std::span<const embedded::File> files, Instant at) {
    clock_.set(at);
    service::PublishLetter publish(instance_, registry_.letters(), registry_.keys());
    auto published = must(publish({folder_of(files), {}, opened_.key_bits()}));
    sequence();
    return must(registry_.letters().find(published.slug));
  }

  // People of one class, who come between `from` and `to`: many at first, then fewer and fewer. Three in ten
  // sign without their name, where the letter takes that.
  void expect(const service::LetterPointer& letter, const std::string& label, std::string_view signer_class,
              std::size_t count, const std::string& domain, Instant from, Instant to, std::uint64_t seed) {
    const auto people = invent(count, signer_class, seed);
    for (std::size_t i = 0; i < count; ++i) {
      const double share = static_cast<double>(i + 1) / static_cast<double>(count + 1);
      const auto after = std::chrono::seconds(
          static_cast<std::int64_t>(std::pow(share, 2.2) * static_cast<double>((to - from).count())));
      service::Visit visit;
      visit.slug = letter->row.slug;
      visit.version = letter->row.version;
      visit.language = people[i].language;
      visit.email = fmt::format("{}.{}@{}", signer_class, i + 1, domain);
      visit.issuer = label;
      visit.name = people[i].name;
      visit.role = people[i].role;
      visit.comment = people[i].comment;
      const bool anonymous =
          letter->entry.allows(ledger::Mode::anon) && (i % 10 == 2 || i % 10 == 5 || i % 10 == 8);
      if (anonymous) visit.purpose = service::Purpose::issue;
      expected_.push_back(
          {from + after,
           letter,
           std::move(visit),
           {instance_.random.fixed<store::VisitId>(), Secret(instance_.random.fixed<crypto::BoxKey>())},
           anonymous});
    }
  }

  // Lets everybody sign who comes before `until`, in batches of half an hour.
  void go_on_until(Instant until) {
    std::stable_sort(expected_.begin(), expected_.end(),
                     [](const auto& a, const auto& b) { return a.at < b.at; });
    auto first = expected_.begin();
    while (first != expected_.end() && first->at < until) {
      const auto end_of_batch = std::min(until, first->at + minutes(30));
      const auto last =
          std::find_if(first, expected_.end(), [&](const auto& s) { return s.at >= end_of_batch; });
      clock_.set(std::prev(last)->at);
      sign({first, last});
      first = last;
    }
    expected_.erase(expected_.begin(), first);
    clock_.set(until);
    sequence();
  }

  // One of those who signed thinks better of it, with the key file that was handed over.
  void withdraw(const service::LetterPointer& letter, std::string_view email) {
    service::Visit visit;
    visit.purpose = service::Purpose::withdraw;
    visit.uploaded_key_file = key_files_.at(std::string(email));
    const auto found = must(withdraw_.find(*letter, visit));
    must(withdraw_(*letter, visit, {found.at(0).index}, true));
    sequence();
  }

  // One of those who signed without a name leaves a word to the press, and the organisers publish it.
  void quote(const service::LetterPointer& letter, std::string_view email, std::string_view words) {
    const auto key = signature::signing_key(seeds_.at(std::string(email)));
    const auto index = instance_.store.signatures().index_of(letter->id(), key.public_key()).value();
    const store::Payload text{signature::format_quote(must(signature::Comment::parse(words))),
                              instance_.random.fixed<Salt>()};
    const auto commit = signature::commit(text.salt, text.text);
    const auto entry = signature::quote_statement(key, letter->id(), index, commit);
    must(service::propose_quote(instance_, *letter, ledger::without_time(entry), text));
    must(instance_.store.quotes().approve(letter->id(), commit));
    sequence();
  }

  // The organisers put on record what letters/said/NAME.{en,fr}.md hold.
  void say(const service::LetterPointer& letter, std::string_view name, service::ForTheRecord what,
           Instant at) {
    clock_.set(at);
    std::vector<letter::Fault> faults;
    for (const auto language : letter::kLanguages) {
      const auto said = cli::read_said(said_in(name, language), what.kind, language, name, faults);
      if (!said) throw std::runtime_error(fmt::format("the story failed: {}", faults.front().what));
      what.words.push_back({language, said->title, said->markdown, said->said});
      if (said->by) what.by = said->by;
      if (said->source) what.source = said->source;
      if (!what.date) what.date = said->date.value_or(at);
    }
    must(service::put_on_record(instance_, *letter, what, faults));
    sequence();
  }

  // So many of those who signed by name have done what they pledged.
  void keep_pledge(const service::LetterPointer& letter, std::string_view signer_class, std::size_t count,
                   Instant from) {
    std::size_t kept = 0;
    for (const auto& [email, key_file] : key_files_) {
      if (!email.starts_with(signer_class) || kept == count) continue;
      clock_.set(from + minutes(kept++));
      must(service::keep_pledge_with(instance_, *letter, key_file));
    }
    sequence();
  }

 private:
  static std::string said_in(std::string_view name, letter::Language language) {
    return file_said(fmt::format("{}.{}.md", name, letter::code(language)));
  }

  void sign(std::span<Signer> signers) {
    in_parallel(signers.size(), [&](std::size_t i) {
      auto& s = signers[i];
      const auto faults = request_(*s.letter, s.keys, s.visit);
      if (!faults.empty()) {
        throw std::runtime_error(
            fmt::format("the story failed: {} ({})", faults.front().message, s.visit.name));
      }
    });
    while (courier_.step()) {
    }
    in_parallel(signers.size(), [&](std::size_t i) {
      auto& s = signers[i];
      s.visit = must(confirm_(s.keys, post_.code_of(s.visit.email)));
      if (s.anonymous) return sign_anonymously(s);
      const auto outcome = must(sign_(*s.letter, s.keys, s.visit));
      if (outcome != service::SignLetter::Outcome::accepted)
        throw std::runtime_error("the story failed: signed twice");
      instance_.store.visits().forget(s.keys.id);
    });
    for (auto& s : signers) {
      if (s.anonymous)
        seeds_.insert_or_assign(s.visit.email, std::move(s.seed));
      else
        key_files_[s.visit.email] = s.visit.key_file;
    }
    sequence();
  }

  // With a program of one's own, as `ruban sign --anonymous` is one.
  void sign_anonymously(Signer& s) {
    const auto& label = s.visit.issuer;
    s.seed = Secret(instance_.random.fixed<crypto::Seed>());
    const auto& seed = s.seed;
    const auto& key = s.letter->entry.find_issuer(label)->key;
    const auto request = must(service::request_credential(key, s.letter->id(), label, seed));
    const auto answer = must(issue_(*s.letter, s.keys, label, request.blinding.blinded));
    const auto cred = must(service::finish_credential(key, request, answer));
    must(accept_(*s.letter, service::sign_anonymously(s.letter->id(), label, cred, seed)));
    instance_.store.visits().forget(s.keys.id);
  }

  void sequence() {
    must(registry_.sequencer().step());
    must(registry_.sequencer().publish());
  }

  cli::OpenInstance& opened_;
  service::Registry& registry_;
  service::Instance instance_;
  StoryClock& clock_;
  mail::Sender sender_;
  StoryPost post_;
  service::RequestCode request_;
  service::ConfirmCode confirm_;
  service::SignLetter sign_;
  service::WithdrawSignature withdraw_;
  service::IssueCredential issue_;
  service::AnonymitySets sets_;
  service::AcceptSignature accept_;
  mail::Courier courier_;
  std::vector<Signer> expected_;
  std::map<std::string, std::string> key_files_;
  std::map<std::string, Secret<crypto::Seed>> seeds_;  // of those who signed without a name
};

Instant at(std::string_view minute) { return parse_minute(minute).value(); }

service::ForTheRecord answer() {
  service::ForTheRecord out;
  out.kind = letter::DocumentKind::response;
  out.answer_by = ledger::ResponseBy::organisers;
  return out;
}

service::ForTheRecord refused(std::uint64_t demand) {
  service::ForTheRecord out;
  out.kind = letter::DocumentKind::demand;
  out.number = demand;
  out.state = letter::DemandState::refused;
  return out;
}

}  // namespace

void tell_story(cli::OpenInstance& instance, StoryClock& clock, crypto::Random& random) {
  clock.set(at("2018-06-19T13:55Z"));
  must(instance.registry().sequencer().start());
  Teller teller(instance, clock, random);

  // 19 June: the first letter, from inside the company.
  const auto employees = teller.publish(embedded::ruban_letters_employees(), at("2018-06-19T13:55Z"));
  // What the page of the company said, and for a day didn't say.
  struct Look {
    std::string_view name, page, seen;
  };
  for (const auto& look : {Look{"page-january", "page-with-passage", "2018-01-24T17:00Z"},
                           Look{"page-edited", "page-without-passage", "2018-06-18T14:10Z"},
                           Look{"page-returned", "page-with-passage", "2018-06-18T21:30Z"}})
    teller.say(employees, look.name, captured(look.page, at(look.seen)), at("2018-06-19T13:56Z"));
  teller.expect(employees, "employee-email", "employee", 314, "microsoft.example", at("2018-06-19T14:00Z"),
                at("2018-06-22T20:00Z"), 1);
  teller.expect(employees, "supporter-email", "supporter", 40, "mail.example", at("2018-06-19T15:00Z"),
                at("2018-06-22T20:00Z"), 2);
  teller.go_on_until(at("2018-06-20T15:00Z"));

  // 20 June: the answer, on record within hours.
  teller.say(employees, "answer", answer(), at("2018-06-20T15:00Z"));
  teller.go_on_until(at("2018-06-21T12:00Z"));

  // 21 June: the second one, from those who build on the company's code forge.
  const auto coders = teller.publish(embedded::ruban_letters_coders(), at("2018-06-21T12:00Z"));
  teller.expect(coders, "coder-email", "coder", 112, "code.example", coders->letter.opens,
                at("2018-06-22T18:00Z"), 3);
  teller.go_on_until(at("2018-06-22T08:00Z"));
  teller.say(employees, "news", {}, at("2018-06-22T08:00Z"));
  teller.go_on_until(at("2018-06-22T10:00Z"));
  teller.quote(employees, "employee.13@microsoft.example",
               "The answer was warm, and it was words. The contract stands as it stood on Monday.");
  teller.quote(employees, "employee.26@microsoft.example",
               "Je ne donne pas mon nom, parce que j’ai un visa et un crédit. Je suis là quand même.");
  teller.withdraw(employees, "employee.40@microsoft.example");
  teller.go_on_until(at("2018-06-22T21:00Z"));
  teller.withdraw(employees, "employee.201@microsoft.example");
  auto refusal = refused(1);
  refusal.evidence = {3};
  teller.say(employees, "employees-1", refusal, at("2018-06-22T21:00Z"));
  teller.say(coders, "coders-1", refused(1), at("2018-06-22T21:00Z"));
  teller.keep_pledge(coders, "coder", 31, at("2018-06-22T21:01Z"));
  // A last tally, a minute later, and the scripts of the pages that will show all this.
  release_client(instance.registry().instance());
  teller.go_on_until(at("2018-06-22T21:40Z"));
}

}  // namespace ruban::app
