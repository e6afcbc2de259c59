// SPDX-License-Identifier: AGPL-3.0-or-later
// The HTTP server of web/http with a few plain routes, for other programs to attack and to measure.
//   http_test_server PORT [PAGE_FILE]     prints "port N" when it listens, and stops at the end of its
//   standard input
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>

#include "web/http/server.h"

namespace {

using ruban::web::Request;
using ruban::web::Response;

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

ruban::web::Router routes() {
  ruban::web::Router router;
  router.get("/hello/{name}", [](const Request& request) {
    return ruban::web::text(fmt::format("Hello {}\n", request.parameter("name")));
  });
  router.post("/form", [](const Request& request) {
    std::string out;
    for (const auto& [name, value] : request.form.fields) out += fmt::format("{}={}\n", name, value);
    if (request.form.file)
      out += fmt::format("file {} {}\n", request.form.file->field, request.form.file->bytes.size());
    return ruban::web::text(std::move(out));
  });
  return router;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  ruban::web::PageCache cache;
  ruban::web::Metrics metrics;
  const std::string page = argc > 2 ? read_file(argv[2]) : "<!doctype html><title>Page</title>\n";
  cache.put("/page", ruban::web::html(page).on(ruban::web::Surface::page));
  ruban::web::ServerOptions options;
  options.port = static_cast<std::uint16_t>(std::stoi(argv[1]));
  ruban::web::Server server(std::move(options), routes(), cache, metrics);
  std::thread serving([&server] { server.run(); });
  std::printf("port %d\n", server.port());
  std::fflush(stdout);
  std::string line;
  while (std::getline(std::cin, line)) {
  }
  server.stop();
  serving.join();
}
