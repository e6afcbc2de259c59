// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits, codes, quotas and subscribers in SQLite.
#pragma once

#include "store/sqlite/readers.h"
#include "store/sqlite/writer.h"
#include "store/visit_store.h"

namespace ruban::store::sqlite {

// On the writer's connection, inside its transaction.
void save_visit(Connection& db, const VisitId& visit, const Bytes& box, Instant forget);

class Visits final : public VisitStore {
 public:
  Visits(Writer& writer, Readers& readers) : writer_(writer), readers_(readers) {}

  bool request_code(const CodeRequest& request, Instant now) override;
  std::optional<CodeRow> take_try(const VisitId& visit, Instant now) override;
  void use_code(const VisitId& visit) override;
  void save(const VisitId& visit, const Bytes& box, Instant forget) override;
  std::optional<Bytes> load(const VisitId& visit, Instant now) override;
  void forget(const VisitId& visit) override;
  void subscribe(const LetterId& letter, std::string_view address, std::string_view lang) override;
  bool unsubscribe(const LetterId& letter, std::string_view address) override;
  std::size_t forget_expired(Instant now) override;

 private:
  Writer& writer_;
  Readers& readers_;
};

}  // namespace ruban::store::sqlite
