// SPDX-License-Identifier: AGPL-3.0-or-later
#include "load/signer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace ruban::bench {
namespace {

constexpr std::chrono::seconds kMostForMail{60};
constexpr std::chrono::milliseconds kPause{20};
constexpr int kMostTries = 3000;

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) return {};
  text.remove_prefix(from + begin.size());
  return std::string(text.substr(0, text.find(end)));
}

}  // namespace

void SigningTimes::add(const SigningTimes& others) {
  form.add(others.form);
  ask.add(others.ask);
  mail.add(others.mail);
  prove.add(others.prove);
  preview.add(others.preview);
  press.add(others.press);
  number.add(others.number);
  refused += others.refused;
}

boost::json::object SigningTimes::json() const {
  return {{"form", form.json()},     {"ask", ask.json()},         {"mail", mail.json()},
          {"prove", prove.json()},   {"preview", preview.json()}, {"press", press.json()},
          {"number", number.json()}, {"refused", refused}};
}

// A 503 says that the server has more to do than it can.
Reply Signer::ask_again(const std::function<Reply()>& request, Times& times) {
  for (int tries = 0; tries < kMostTries; ++tries) {
    const auto began = Steady::now();
    auto reply = request();
    if (reply.status != 503) {
      times.add(Steady::now() - began);
      return reply;
    }
    ++times_.refused;
    std::this_thread::sleep_for(kPause);
  }
  throw std::runtime_error("the server answers nothing but 503");
}

void Signer::step(const std::string& path, Client::Form form, std::string_view next, Times& times) {
  form.emplace_back("csrf", csrf);
  const auto reply = ask_again([&] { return client_.post(letter_ + path, form, cookie); }, times);
  if (reply.status != 303 || !reply.location.ends_with(next))
    throw std::runtime_error(fmt::format("POST {} gave {} {}", path, reply.status, reply.location));
}

void Signer::prove(const std::string& name, const std::string& address) {
  const auto form = ask_again([&] { return client_.get(letter_ + "/sign"); }, times_.form);
  cookie = form.cookie;
  csrf = between(form.body, "name=\"csrf\" value=\"", "\"");
  step("/sign", {{"name", name}, {"email", address}}, "/sign/code", times_.ask);
  const auto asked = Steady::now();
  const auto code = mailbox_.await_code(address, kMostForMail);
  if (!code) throw std::runtime_error(fmt::format("no mail came for {}", address));
  times_.mail.add(Steady::now() - asked);
  step("/sign/code", {{"code", *code}}, "/sign/preview", times_.prove);
  ask_again([&] { return client_.get(letter_ + "/sign/preview", cookie); }, times_.preview);
}

void Signer::press() {
  const auto began = Steady::now();
  step("/sign/preview", {{"act", "sign"}}, "/sign/done", times_.press);
  Times pages;
  while (true) {
    const auto done = ask_again([&] { return client_.get(letter_ + "/sign/done", cookie); }, pages);
    const auto heading = between(done.body, "<h1>", "</h1>");
    if (done.status != 200) throw std::runtime_error(fmt::format("GET /sign/done gave {}", done.status));
    if (std::any_of(heading.begin(), heading.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
      break;
    if (Steady::now() - began > kMostForMail) throw std::runtime_error("a signature got no number");
    std::this_thread::sleep_for(kPause);
  }
  times_.number.add(Steady::now() - began);
}

}  // namespace ruban::bench
