// SPDX-License-Identifier: AGPL-3.0-or-later
// What ruban_load can do to a server; each answers with JSON.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

namespace ruban::bench {

struct SignOrder {
  std::uint16_t port = 8080;
  std::string slug = "drop-ice-or-lose-us";
  std::filesystem::path mails;  // of `--mail file:FOLDER`
  std::uint64_t people = 200;
  unsigned at_once = 32;
  std::string group = "load";  // of addresses: a second run needs other ones
};

// Two crowds of `people`, `at_once` at a time: one goes from the form to the number; of the other everybody
// has proved an address beforehand, and only the pressing of "sign" is measured.
boost::json::object sign(const SignOrder& order);

struct InvitedOrder {
  std::uint16_t port = 8080;
  std::string slug = "drop-ice-or-lose-us";
  std::string issuer = "coder-invitation";
  std::filesystem::path codes;  // of `ruban letter invite --codes FILE`
  unsigned at_once = 64;
};

// Everybody with a code gets a credential, all at once, and then signs with it by name, all at once, by the
// signing calls. Blinded values and statements are prepared in between, off the clock, as the signers' own
// machines would. Each person is answered after the durable commit, twice.
boost::json::object invited(const InvitedOrder& order);

// `plan` is an array of {"name", "port", "path", "cookie"?}. Asks for each in turn, `rounds` times over, on a
// connection of its own that is kept alive; times of one request each. Throws if an answer isn't 200.
boost::json::object get(const boost::json::array& plan, unsigned rounds);

}  // namespace ruban::bench
