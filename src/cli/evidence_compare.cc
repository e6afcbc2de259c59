// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "cli/evidence_piece.h"
#include "service/captures.h"

namespace ruban::cli {
namespace {

using capture::Change;
using service::Statement;

Result<const Statement*> piece(const std::vector<Statement>& said, std::uint64_t number) {
  const auto found = std::ranges::find_if(said, [&](const auto& one) {
    return one.kind == letter::DocumentKind::evidence && one.number == number;
  });
  if (found == said.end())
    return fail(Kind::not_found, "There is no piece of evidence of this number.", std::to_string(number));
  if (service::text_of(*found) == nullptr)
    return fail(Kind::invalid, "This piece of evidence holds no page.", std::to_string(number));
  return &*found;
}

// Blocks with a change, each on a line, the words as other programs for this mark them: [-out-] {+in+}.
class Marked {
 public:
  explicit Marked(std::ostream& out) : out_(out) {}
  ~Marked() { end_block(); }
  Marked(const Marked&) = delete;
  Marked& operator=(const Marked&) = delete;

  void add(const capture::Segment& segment) {
    if (segment.starts_block) end_block();
    if (segment.text.empty()) return;
    if (segment.change == Change::same) {
      line_ += segment.text;
      return;
    }
    changed_ = any_ = true;
    line_ += segment.change == Change::deleted ? "[-" + segment.text + "-]" : "{+" + segment.text + "+}";
  }
  bool any() const { return any_; }

 private:
  void end_block() {
    if (changed_) out_ << line_ << "\n\n";
    line_.clear();
    changed_ = false;
  }

  std::ostream& out_;
  std::string line_;
  bool changed_ = false, any_ = false;
};

}  // namespace

Outcome evidence_compare(const EvidenceCompare& command, OpenInstance& instance, Terminal& terminal) {
  const auto letter = TRY(letter_of(command.slug, command.version, instance));
  auto& registry = instance.registry();
  const auto said = service::statements(registry.instance(), letter->id(), service::kEverything);
  const auto* after = TRY(piece(said, command.numbers.back()));
  const auto* before = service::capture_before(said, *after);
  if (command.numbers.size() == 2) before = TRY(piece(said, command.numbers.front()));
  if (before == nullptr)
    return fail(Kind::not_found, "This page wasn’t captured before.", std::to_string(command.numbers.back()));
  service::Captures captures(registry.instance());
  const auto difference = TRY(captures.difference(service::text_of(*before)->sha256,
                                                  service::text_of(*after)->sha256, service::kEverything));
  terminal.out << fmt::format("Evidence {} of {}, and evidence {} of {}:\n\n", before->number,
                              format_minute(service::made_at(*before)), after->number,
                              format_minute(service::made_at(*after)));
  Marked marked(terminal.out);
  for (const auto& segment : *difference) marked.add(segment);
  if (!marked.any()) terminal.out << "The text is the same.\n";
  return ExitCode::done;
}

}  // namespace ruban::cli
