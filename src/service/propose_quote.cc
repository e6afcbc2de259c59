// SPDX-License-Identifier: AGPL-3.0-or-later
#include "service/propose_quote.h"

#include "ledger/entry.h"
#include "signature/payload.h"
#include "signature/quote.h"
#include "signature/statement.h"

namespace ruban::service {

Result<void> propose_quote(Instance instance, const PublishedLetter& letter, const std::string& lines,
                           const store::Payload& text) {
  if (letter.row.end && *letter.row.end != ledger::LetterEnd::closed)
    return fail(Kind::gone, "This letter was withdrawn or removed.");
  const auto entry = ledger::with_time(lines, letter.entry.opens);
  if (!entry) return tl::unexpected(Error{Kind::invalid, entry.error().message, "entry"});
  const auto* quote = std::get_if<ledger::QuoteEntry>(&*entry);
  if (quote == nullptr || quote->letter != letter.id())
    return fail(Kind::invalid, "This isn’t a statement about this letter.", "entry");
  if (signature::commit(text.salt, text.text) != quote->commit)
    return fail(Kind::invalid, "The entry doesn’t commit to this text.", "payload");
  TRY(signature::parse_quote(text.text));
  const auto row = instance.store.signatures().signature(letter.id(), quote->index);
  if (!row || row->state != store::SignatureState::valid)
    return fail(Kind::not_found, "This signature doesn’t stand.", "entry");
  if (row->key != quote->key || !signature::statement_verifies(*quote))
    return fail(Kind::invalid, "Only the key of a signature speaks for it.", "entry");
  // A whole day, so that it doesn't tell when the statement came.
  const auto forget = std::chrono::ceil<std::chrono::days>(instance.clock.now() + kQuoteLife);
  return instance.store.quotes().propose({letter.id(), quote->index, quote->commit, lines, text, forget},
                                         kMostQuotes);
}

}  // namespace ruban::service
