// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of SignatureStore: accepting, counting, listing, searching.
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<EntryIndex> indexes(const std::vector<SignatureRow>& rows) {
  std::vector<EntryIndex> out;
  for (const auto& row : rows) out.push_back(row.index);
  return out;
}

TEST_P(StoreContract, An_accepted_signature_waits_and_then_has_its_place) {
  const auto letter = scribe().open_letter("round-robin");
  const auto signature = new_signature();
  ASSERT_TRUE(accept(letter, signature));
  reopen();
  EXPECT_TRUE(store_->signatures().is_waiting(letter, signature.key));
  EXPECT_FALSE(store_->signatures().index_of(letter, signature.key));
  ASSERT_EQ(store_->record().waiting(10).size(), 1u);
  EXPECT_EQ(store_->record().waiting(10)[0].lines, signature.lines);

  const auto index = scribe().count(letter, signature);
  reopen();
  EXPECT_FALSE(store_->signatures().is_waiting(letter, signature.key));
  EXPECT_EQ(store_->signatures().index_of(letter, signature.key), index);
  EXPECT_THAT(store_->record().waiting(10), IsEmpty());
  const auto row = store_->signatures().signature(letter, index);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->index, index);
  EXPECT_EQ(row->issuer, "employee-email");
  EXPECT_EQ(row->mode, ledger::Mode::named);
  EXPECT_EQ(row->via, ledger::Via::server);
  EXPECT_EQ(row->key, signature.key);
  EXPECT_EQ(row->epoch, at(60));
  EXPECT_EQ(row->state, SignatureState::valid);
  EXPECT_EQ(row->leaf, ledger::leaf_hash(as_bytes(signature.lines)));
  EXPECT_EQ(row->payload, signature.payload);
  EXPECT_FALSE(store_->signatures().signature(letter, index + 1));
  EXPECT_FALSE(store_->signatures().signature(random_.fixed<LetterId>(), index));
}

TEST_P(StoreContract, A_visit_is_kept_with_the_signature_or_not_at_all) {
  const auto letter = scribe().open_letter("round-robin");
  const auto signature = new_signature();
  const auto visit = random_.fixed<VisitId>();
  const auto work = [&](LetterTransaction& tx) -> Result<void> {
    tx.keep_visit(visit, {1, 2, 3}, at(3600));
    return tx.accept(signature);
  };
  ASSERT_TRUE(store_->signatures().in_letter(letter, work));
  reopen();
  EXPECT_EQ(store_->visits().load(visit, at(1)), (Bytes{1, 2, 3}));
  EXPECT_FALSE(store_->visits().load(visit, at(3600)));

  const auto other = random_.fixed<VisitId>();
  EXPECT_FALSE(store_->signatures().in_letter(letter, [&](LetterTransaction& tx) -> Result<void> {
    tx.keep_visit(other, {1, 2, 3}, at(3600));
    return tx.accept(signature);  // the key has signed
  }));
  EXPECT_FALSE(store_->visits().load(other, at(1)));
}

TEST_P(StoreContract, An_anonymous_signature_has_no_text) {
  const auto letter = scribe().open_letter("round-robin");
  auto signature = new_signature();
  signature.payload.reset();
  signature.owner.reset();
  const auto index = sign(letter, signature);
  const auto row = store_->signatures().signature(letter, index);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->mode, ledger::Mode::anon);
  EXPECT_FALSE(row->payload);
}

TEST_P(StoreContract, A_signature_that_never_waited_is_counted_too) {
  const auto letter = scribe().open_letter("round-robin");
  auto signature = new_signature();
  signature.payload.reset();
  const auto index = scribe().count(letter, signature, "employee-email", ledger::Mode::anon);
  EXPECT_EQ(store_->signatures().index_of(letter, signature.key), index);
}

TEST_P(StoreContract, A_key_signs_a_letter_once) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  auto signature = new_signature();
  ASSERT_TRUE(accept(letter, signature));
  const auto expect_conflict = [&](const char* lines) {
    auto again = signature;
    again.lines = lines;
    const auto refused = accept(letter, again);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::conflict);
  };
  expect_conflict("waits");
  scribe().count(letter, signature);
  expect_conflict("is counted");
  EXPECT_THAT(store_->record().waiting(10), IsEmpty());
  signature.lines += " for the other";
  EXPECT_TRUE(accept(other, signature));
}

TEST_P(StoreContract, The_text_of_a_signature_is_found_by_its_key) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  const auto signature = new_signature();
  const auto text_in = [&](const LetterId& of) {
    std::optional<std::string> text;
    EXPECT_TRUE(store_->signatures().in_letter(of, [&](LetterTransaction& tx) -> Result<void> {
      text = tx.text_by(signature.key);
      return {};
    }));
    return text;
  };
  EXPECT_FALSE(text_in(letter));
  ASSERT_TRUE(accept(letter, signature));
  EXPECT_EQ(text_in(letter), signature.lines);
  const auto index = scribe().count(letter, signature);
  EXPECT_EQ(text_in(letter), store_->record().entries(index, 1).at(0));
  EXPECT_FALSE(text_in(other));
}

TEST_P(StoreContract, An_error_or_an_exception_undoes_everything) {
  const auto letter = scribe().open_letter("round-robin");
  const auto signature = new_signature();
  const auto tag = random_.fixed<IdentityTag>();
  const auto work = [&](LetterTransaction& tx) -> Result<void> {
    EXPECT_EQ(tx.issue("employee-email", tag, Hash{}), Issued::first);
    TRY(tx.accept(signature));
    TRY(tx.enqueue("something"));
    return fail(Kind::forbidden, "No.");
  };
  const auto refused = store_->signatures().in_letter(letter, work);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::forbidden);
  EXPECT_THROW((void)store_->signatures().in_letter(letter,
                                                    [&](LetterTransaction& tx) -> Result<void> {
                                                      (void)work(tx);
                                                      throw std::runtime_error("broken");
                                                    }),
               std::runtime_error);
  EXPECT_THAT(store_->record().waiting(10), IsEmpty());
  EXPECT_THAT(store_->signatures().issued(letter), IsEmpty());
  EXPECT_TRUE(accept(letter, signature));
}

TEST_P(StoreContract, Nothing_can_be_done_to_a_letter_that_isnt_in_the_record) {
  bool called = false;
  const auto refused =
      store_->signatures().in_letter(random_.fixed<LetterId>(), [&](LetterTransaction&) -> Result<void> {
        called = true;
        return {};
      });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::not_found);
  EXPECT_FALSE(called);
}

TEST_P(StoreContract, A_right_to_a_credential_is_used_once) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  const auto tag = random_.fixed<IdentityTag>();
  const auto blinded = random_.fixed<Hash>();
  const auto issue = [&](const LetterId& id, const std::string& issuer, const Hash& value) {
    auto answer = Issued::first;
    EXPECT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
      answer = tx.issue(issuer, tag, value);
      return {};
    }));
    return answer;
  };
  EXPECT_EQ(issue(letter, "employee-email", blinded), Issued::first);
  reopen();
  EXPECT_EQ(issue(letter, "employee-email", blinded), Issued::same_request);
  EXPECT_EQ(issue(letter, "employee-email", random_.fixed<Hash>()), Issued::other_request);
  EXPECT_EQ(issue(letter, "former-email", blinded), Issued::other_request);
  EXPECT_EQ(issue(letter, "employee-email", blinded), Issued::same_request);
  EXPECT_EQ(issue(other, "employee-email", blinded), Issued::first);
  using Pair = std::pair<std::string, std::uint64_t>;
  EXPECT_THAT(store_->signatures().issued(letter), ElementsAre(Pair{"employee-email", 1}));
}

TEST_P(StoreContract, The_same_lines_wait_once) {
  const auto letter = scribe().open_letter("round-robin");
  const auto enqueue = [&] {
    return store_->signatures().in_letter(letter,
                                          [](LetterTransaction& tx) { return tx.enqueue("withdraw 7"); });
  };
  ASSERT_TRUE(enqueue());
  const auto refused = enqueue();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  ASSERT_TRUE(scribe().commit({"withdraw 7"}, {}, {store_->record().waiting(1).at(0).id}));
  EXPECT_TRUE(enqueue());
}

TEST_P(StoreContract, Counts_and_states_are_those_of_the_size_asked_for) {
  const auto letter = scribe().open_letter("round-robin");         // 0
  const auto a = sign(letter, new_signature(), "employee-email");  // 1
  auto anonymous = new_signature();
  anonymous.payload.reset();
  const auto b = sign(letter, anonymous, "employee-email");   // 2
  const auto c = sign(letter, new_signature(), "coder-ssh");  // 3
  scribe().withdraw(letter, a);                               // 4
  scribe().take_down(letter, b);                              // 5
  scribe().take_down(letter, a);                              // 6: stays withdrawn
  scribe().withdraw(letter, b);                               // 7: from taken down to withdrawn
  scribe().withdraw(letter, b);                               // 8: void
  reopen();

  const auto counts = [&](TreeSize size) { return store_->signatures().counts(letter, size); };
  EXPECT_THAT(counts(1), IsEmpty());
  EXPECT_THAT(counts(2), ElementsAre(Count{"employee-email", 1, 0, 0, 0}));
  EXPECT_THAT(counts(3), ElementsAre(Count{"employee-email", 1, 1, 0, 0}));
  EXPECT_THAT(counts(4), ElementsAre(Count{"coder-ssh", 1, 0, 0, 0}, Count{"employee-email", 1, 1, 0, 0}));
  EXPECT_THAT(counts(5), ElementsAre(Count{"coder-ssh", 1, 0, 0, 0}, Count{"employee-email", 0, 1, 1, 0}));
  EXPECT_THAT(counts(6), ElementsAre(Count{"coder-ssh", 1, 0, 0, 0}, Count{"employee-email", 0, 0, 1, 1}));
  EXPECT_THAT(counts(7), ElementsAre(Count{"coder-ssh", 1, 0, 0, 0}, Count{"employee-email", 0, 0, 1, 1}));
  EXPECT_THAT(counts(8), ElementsAre(Count{"coder-ssh", 1, 0, 0, 0}, Count{"employee-email", 0, 0, 2, 0}));
  EXPECT_EQ(counts(9), counts(8));
  EXPECT_EQ(counts(1'000'000), counts(8));

  const auto state = [&](EntryIndex index, TreeSize size) {
    const auto rows = store_->signatures().list(letter, index - 1, 1, size);
    EXPECT_EQ(rows.size(), 1u);
    return rows.at(0).state;
  };
  EXPECT_EQ(state(a, 4), SignatureState::valid);
  EXPECT_EQ(state(a, 5), SignatureState::withdrawn);
  EXPECT_EQ(state(a, 7), SignatureState::withdrawn);
  EXPECT_EQ(state(b, 5), SignatureState::valid);
  EXPECT_EQ(state(b, 6), SignatureState::taken_down);
  EXPECT_EQ(state(b, 8), SignatureState::withdrawn);
  EXPECT_EQ(state(c, 9), SignatureState::valid);
  EXPECT_EQ(store_->signatures().signature(letter, b)->state, SignatureState::withdrawn);
}

TEST_P(StoreContract, Kept_pledges_are_counted_while_their_signatures_stand) {
  const auto letter = scribe().open_letter("round-robin");  // 0
  const auto other = scribe().open_letter("other");         // 1
  const auto a = sign(letter, new_signature("Ada Byron"), "employee-email");
  const auto b = sign(letter, new_signature("Ben Example"), "employee-email");
  const auto c = sign(letter, new_signature("Cleo Example"), "coder-ssh");  // 4
  auto nameless = new_signature();
  nameless.payload.reset();
  const auto d = sign(letter, nameless, "coder-ssh");  // 5
  const auto a_kept = scribe().keep(letter, a);        // 6
  scribe().keep(letter, a);                            // 7: void, it was said before
  scribe().keep(letter, d);                            // 8: void, it has no name
  scribe().keep(other, b);                             // 9: void, it is of another letter
  const auto c_kept = scribe().keep(letter, c);        // 10
  const auto b_kept = scribe().keep(letter, b);        // 11
  scribe().withdraw(letter, b);                        // 12
  scribe().take_down(letter, b);                       // 13: stays withdrawn
  scribe().take_down(letter, c);                       // 14
  scribe().withdraw(letter, c);                        // 15: from taken down to withdrawn
  scribe().keep(letter, c);                            // 16: void, it doesn't stand
  const auto effects = scribe().all_effects();
  reopen();

  const auto check = [&] {
    auto& signatures = store_->signatures();
    const auto counts = [&](TreeSize size) { return signatures.counts(letter, size); };
    EXPECT_THAT(counts(6),
                ElementsAre(Count{"coder-ssh", 1, 1, 0, 0, 0}, Count{"employee-email", 2, 0, 0, 0, 0}));
    EXPECT_THAT(counts(7),
                ElementsAre(Count{"coder-ssh", 1, 1, 0, 0, 0}, Count{"employee-email", 2, 0, 0, 0, 1}));
    EXPECT_EQ(counts(10), counts(7));
    EXPECT_THAT(counts(12),
                ElementsAre(Count{"coder-ssh", 1, 1, 0, 0, 1}, Count{"employee-email", 2, 0, 0, 0, 2}));
    EXPECT_THAT(counts(13),
                ElementsAre(Count{"coder-ssh", 1, 1, 0, 0, 1}, Count{"employee-email", 1, 0, 1, 0, 1}));
    EXPECT_EQ(counts(14), counts(13));
    EXPECT_THAT(counts(15),
                ElementsAre(Count{"coder-ssh", 0, 1, 0, 1, 0}, Count{"employee-email", 1, 0, 1, 0, 1}));
    EXPECT_THAT(counts(16),
                ElementsAre(Count{"coder-ssh", 0, 1, 1, 0, 0}, Count{"employee-email", 1, 0, 1, 0, 1}));
    EXPECT_EQ(counts(17), counts(16));

    EXPECT_THAT(signatures.kept(letter, 9, a_kept), IsEmpty());
    EXPECT_THAT(indexes(signatures.kept(letter, 9, 12)),
                ElementsAre(b, c, a));  // who said so last comes first
    EXPECT_THAT(indexes(signatures.kept(letter, 2, 12)), ElementsAre(b, c));
    EXPECT_THAT(indexes(signatures.kept(letter, 9, 13)), ElementsAre(c, a));
    EXPECT_THAT(indexes(signatures.kept(letter, 9, 17)), ElementsAre(a));
    EXPECT_THAT(signatures.kept(other, 9, 17), IsEmpty());
    EXPECT_EQ(signatures.kept(letter, 9, 17).at(0).kept, a_kept);
    EXPECT_TRUE(signatures.kept(letter, 9, 17).at(0).payload);
    EXPECT_EQ(signatures.kept(letter, 9, 12).at(0).kept, b_kept);
    EXPECT_FALSE(signatures.list(letter, c - 1, 1, c_kept).at(0).kept);
    EXPECT_EQ(signatures.signature(letter, c)->kept, c_kept);
    EXPECT_FALSE(signatures.signature(letter, d)->kept);
  };
  check();
  store_->record().replace_derived(effects);
  check();
}

TEST_P(StoreContract, A_signature_that_doesnt_stand_shows_no_text) {
  const auto letter = scribe().open_letter("round-robin");
  const auto signature = new_signature();
  const auto index = sign(letter, signature);
  const auto before = scribe().next();
  scribe().withdraw(letter, index);
  EXPECT_FALSE(store_->signatures().signature(letter, index)->payload);
  EXPECT_FALSE(store_->signatures().list(letter, {}, 1, before + 1).at(0).payload);
  EXPECT_EQ(store_->signatures().list(letter, {}, 1, before).at(0).payload, signature.payload);
  EXPECT_THAT(store_->signatures().by_owner(letter, *signature.owner), IsEmpty());
}

TEST_P(StoreContract, Lists_are_paged_by_index) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  std::vector<EntryIndex> all;
  for (int i = 0; i < 7; ++i) {
    all.push_back(sign(letter, new_signature()));
    sign(other, new_signature());
  }
  auto& signatures = store_->signatures();
  const auto size = scribe().next();
  EXPECT_EQ(indexes(signatures.list(letter, {}, 100, size)), all);
  EXPECT_THAT(indexes(signatures.list(letter, {}, 3, size)), ElementsAre(all[0], all[1], all[2]));
  EXPECT_THAT(indexes(signatures.list(letter, all[2], 3, size)), ElementsAre(all[3], all[4], all[5]));
  EXPECT_THAT(indexes(signatures.list(letter, all[2] + 1, 1, size)), ElementsAre(all[3]));
  EXPECT_THAT(signatures.list(letter, all[6], 3, size), IsEmpty());
  EXPECT_THAT(indexes(signatures.list(letter, all[4], 9, all[6])), ElementsAre(all[5]));
  EXPECT_THAT(signatures.list(letter, {}, 0, size), IsEmpty());
}

TEST_P(StoreContract, An_owner_finds_the_standing_signatures_of_one_letter) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  auto mine = new_signature("Ada Byron"), mine_too = new_signature("Ada King"), elsewhere = new_signature();
  mine_too.owner = elsewhere.owner = mine.owner;
  const auto first = sign(letter, mine);
  sign(letter, new_signature());
  const auto second = sign(letter, mine_too);
  sign(other, elsewhere);
  EXPECT_THAT(indexes(store_->signatures().by_owner(letter, *mine.owner)), ElementsAre(first, second));
  scribe().take_down(letter, first);
  EXPECT_THAT(indexes(store_->signatures().by_owner(letter, *mine.owner)), ElementsAre(second));
  EXPECT_THAT(store_->signatures().by_owner(letter, random_.fixed<OwnerTag>()), IsEmpty());
}

TEST_P(StoreContract, Search_finds_names_by_the_beginnings_of_their_words) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  const auto ada = sign(letter, new_signature("Ada Byron"));
  const auto adele = sign(letter, new_signature("Adele Byrd"));
  const auto emile = sign(letter, new_signature("Émile Noël-Byron"));
  const auto li = sign(letter, new_signature("李 明"));
  sign(other, new_signature("Ada Byron"));
  const auto size = scribe().next();
  const auto search = [&](std::vector<std::string> words) {
    return indexes(store_->signatures().search(letter, words, {}, 100, size));
  };
  EXPECT_THAT(search({"ada"}), ElementsAre(ada));
  EXPECT_THAT(search({"ad"}), ElementsAre(ada, adele));
  EXPECT_THAT(search({"by"}), ElementsAre(ada, adele, emile));
  EXPECT_THAT(search({"byron", "a"}), ElementsAre(ada));
  EXPECT_THAT(search({"a", "byron"}), ElementsAre(ada));
  EXPECT_THAT(search({"noel", "em"}), ElementsAre(emile));
  EXPECT_THAT(search({"李"}), ElementsAre(li));
  EXPECT_THAT(search({"yron"}), IsEmpty());
  EXPECT_THAT(search({"ada", "byrd"}), IsEmpty());
  EXPECT_THAT(search({"%"}), IsEmpty());
  EXPECT_THAT(search({}), IsEmpty());
  EXPECT_THAT(search({""}), IsEmpty());
  EXPECT_THAT(search({"a", "a", "a", "a", "a", "never"}),
              ElementsAre(ada, adele));  // five words are looked at
  EXPECT_EQ(store_->signatures().search(letter, {"ada"}, {}, 1, size).at(0).payload->text,
            "ruban payload v1\nname Ada Byron\n");
}

TEST_P(StoreContract, Search_is_paged_and_finds_only_what_stands_at_the_size) {
  const auto letter = scribe().open_letter("round-robin");
  std::vector<EntryIndex> all;
  for (int i = 0; i < 6; ++i) all.push_back(sign(letter, new_signature("Zoë " + std::to_string(i))));
  const auto before = scribe().next();
  scribe().withdraw(letter, all[0]);
  const auto after_withdrawal = scribe().next();
  const auto search = [&](std::optional<EntryIndex> after, std::size_t limit, TreeSize size) {
    return indexes(store_->signatures().search(letter, {"zo"}, after, limit, size));
  };
  EXPECT_EQ(search({}, 100, before), all);
  EXPECT_THAT(search({}, 2, after_withdrawal), ElementsAre(all[1], all[2]));
  EXPECT_THAT(search(all[2], 2, after_withdrawal), ElementsAre(all[3], all[4]));
  EXPECT_THAT(search({}, 100, all[2]), ElementsAre(all[0], all[1]));
}

TEST_P(StoreContract, An_erased_signature_has_neither_text_nor_words_nor_owner) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  const auto signature = new_signature("Ada Byron");
  const auto index = sign(letter, signature);
  const auto stays = sign(letter, new_signature("Ada King"));
  const auto erase = [&](const LetterId& id, EntryIndex which) {
    bool answer = false;
    EXPECT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
      answer = tx.erase(which);
      return {};
    }));
    return answer;
  };
  EXPECT_FALSE(erase(other, index));
  EXPECT_FALSE(erase(letter, index + 100));
  EXPECT_TRUE(erase(letter, index));
  EXPECT_FALSE(erase(letter, index));
  const auto size = scribe().next();
  const auto row = store_->signatures().signature(letter, index);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->state, SignatureState::valid);
  EXPECT_FALSE(row->payload);
  EXPECT_THAT(indexes(store_->signatures().search(letter, {"ada"}, {}, 9, size)), ElementsAre(stays));
  EXPECT_THAT(store_->signatures().by_owner(letter, *signature.owner), IsEmpty());
  // The effect finds nothing more, or does it all.
  scribe().erase(letter, index);
  scribe().erase(letter, stays);
  EXPECT_FALSE(store_->signatures().signature(letter, stays)->payload);
  store_->record().replace_derived(scribe().all_effects());
  EXPECT_FALSE(store_->signatures().signature(letter, index)->payload);
}

}  // namespace
}  // namespace ruban::store
