// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/rebuild.h"

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/progress_bar.h"

namespace ruban::cli {
namespace {

std::string line_of(const std::vector<store::Count>& counts) {
  std::string out;
  for (const auto& c : counts) {
    out += fmt::format("{}{}: {} by name, {} anonymous, {} withdrawn, {} taken down", out.empty() ? "" : "; ",
                       c.issuer, c.named, c.anon, c.withdrawn, c.taken_down);
  }
  return out.empty() ? "no signature" : out;
}

}  // namespace

Outcome rebuild(OpenInstance& instance, Terminal& terminal) {
  ProgressBar bar(terminal, "Replaying the record");
  auto rebuilt = service::rebuild(instance.registry().instance(),
                                  [&](TreeSize done, TreeSize of) { bar.show(done, of); });
  bar.clear();
  if (!rebuilt) {
    if (rebuilt.error().kind != Kind::busy) return tl::unexpected(rebuilt.error());
    terminal.err << "ruban: A server is writing this record. Stop it, then rebuild.\n";
    return ExitCode::refused;
  }
  for (const auto& letter : rebuilt->letters) {
    const auto name = fmt::format("{} v{}", letter.slug, letter.version);
    if (letter.before == letter.after) {
      terminal.out << fmt::format("{}: {}\n", name, line_of(letter.after));
    } else {
      terminal.out << fmt::format("{}: CHANGED\n  before: {}\n  now:    {}\n", name, line_of(letter.before),
                                  line_of(letter.after));
    }
  }
  if (rebuilt->not_counted > 0) {
    terminal.out << fmt::format("{} entries are not valid and count for nothing: ruban audit lists them.\n",
                                rebuilt->not_counted);
  }
  terminal.out << fmt::format(
      "Rebuilt from {} entries; {}.\n", rebuilt->entries,
      rebuilt->changed() ? "some figures were wrong, and are put right" : "every figure was right");
  return ExitCode::done;
}

}  // namespace ruban::cli
