// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract of LetterStore.
#include "store/contract/contract_test.h"

namespace ruban::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

NewLetter new_letter(const std::string& slug, std::uint32_t version = 1) {
  return {slug,
          version,
          {{"letter.toml", "slug = …"}, {"fr.md", std::string("a\0b\xff", 4)}, {"en.md", ""}},
          "ruban/v1 letter\nslug " + slug + "\nversion " + std::to_string(version) + "\n",
          {}};
}

TEST_P(StoreContract, A_published_letter_waits_and_its_files_are_kept_byte_for_byte) {
  const auto letter = new_letter("round-robin");
  ASSERT_TRUE(store_->letters().publish(letter));
  reopen();
  EXPECT_EQ(store_->letters().files("round-robin", 1), letter.files);
  EXPECT_THAT(store_->letters().files("round-robin", 2), IsEmpty());
  EXPECT_THAT(store_->letters().files("other", 1), IsEmpty());
  ASSERT_EQ(store_->record().waiting(10).size(), 1u);
  EXPECT_EQ(store_->record().waiting(10).at(0).lines, letter.lines);
  EXPECT_THAT(store_->letters().letters(), IsEmpty());  // not in the record yet
}

TEST_P(StoreContract, A_version_is_published_once) {
  ASSERT_TRUE(store_->letters().publish(new_letter("round-robin")));
  auto again = new_letter("round-robin");
  again.lines += "other\n";
  again.files["letter.toml"] = "changed";
  const auto refused = store_->letters().publish(again);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, Kind::conflict);
  EXPECT_EQ(store_->letters().files("round-robin", 1), new_letter("round-robin").files);
  EXPECT_EQ(store_->record().waiting(10).size(), 1u);
  EXPECT_TRUE(store_->letters().publish(new_letter("round-robin", 2)));
  EXPECT_TRUE(store_->letters().publish(new_letter("other")));
}

TEST_P(StoreContract, A_version_in_the_record_cant_be_published_again) {
  scribe().open_letter("round-robin");
  EXPECT_FALSE(store_->letters().publish(new_letter("round-robin")));
}

TEST_P(StoreContract, Letters_are_found_by_id_slug_and_version) {
  EXPECT_FALSE(store_->letters().letter("round-robin", std::nullopt));
  const auto first = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  const auto second = scribe().open_letter("round-robin", 2, first);
  reopen();
  auto& letters = store_->letters();
  EXPECT_EQ(letters.letter("round-robin", std::nullopt)->id, second);
  EXPECT_EQ(letters.letter("round-robin", 1)->id, first);
  EXPECT_EQ(letters.letter("other", std::nullopt)->id, other);
  EXPECT_FALSE(letters.letter("round-robin", 3));
  EXPECT_FALSE(letters.letter("round", std::nullopt));
  EXPECT_FALSE(letters.letter(random_.fixed<LetterId>()));
  const auto row = letters.letter(first);
  ASSERT_TRUE(row);
  EXPECT_EQ(row->slug, "round-robin");
  EXPECT_EQ(row->version, 1u);
  EXPECT_EQ(row->index, 0u);
  EXPECT_EQ(row->published, at(100));
  const auto all = letters.letters();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].id, first);
  EXPECT_EQ(all[1].id, other);
  EXPECT_EQ(all[2].id, second);
}

TEST_P(StoreContract, A_new_version_ends_the_one_it_follows) {
  const auto first = scribe().open_letter("round-robin");
  EXPECT_FALSE(store_->letters().letter(first)->end_index);
  scribe().open_letter("round-robin", 2, first);
  const auto row = store_->letters().letter(first);
  EXPECT_EQ(row->replaced_by, 2u);
  EXPECT_EQ(row->end_index, 1u);
  EXPECT_EQ(row->end_time, at(100));
  EXPECT_FALSE(row->end);
}

TEST_P(StoreContract, A_letter_ends_once_and_its_end_is_told) {
  const auto letter = scribe().open_letter("round-robin");
  scribe().end(letter, ledger::LetterEnd::withdrawn);
  scribe().open_letter("round-robin", 2, letter);
  const auto row = store_->letters().letter(letter);
  EXPECT_EQ(row->end, ledger::LetterEnd::withdrawn);
  EXPECT_EQ(row->end_index, 1u);
  EXPECT_EQ(row->end_time, at(900));
  EXPECT_EQ(row->replaced_by, 2u);
}

TEST_P(StoreContract, Events_are_told_oldest_first_and_below_the_size) {
  const auto letter = scribe().open_letter("round-robin");
  const auto other = scribe().open_letter("other");
  scribe().end(letter);
  scribe().end(other);
  const auto types = [&](TreeSize size) {
    std::vector<std::string> out;
    for (const auto& event : store_->letters().events(letter, 0, 1000, size)) out.push_back(event.type);
    return out;
  };
  EXPECT_THAT(types(0), IsEmpty());
  EXPECT_THAT(types(2), ElementsAre("letter"));
  EXPECT_THAT(types(4), ElementsAre("letter", "end"));
  EXPECT_EQ(store_->letters().events(letter, 0, 1000, 4).at(1).index, 2u);
  EXPECT_EQ(store_->letters().events(letter, 0, 1000, 4).at(1).time, at(900));
  EXPECT_THAT(store_->letters().events(random_.fixed<LetterId>(), 0, 1000, 4), IsEmpty());
  EXPECT_EQ(store_->letters().events(letter, 1, 1000, 4).at(0).index, 2u);
  EXPECT_EQ(store_->letters().events(letter, 0, 1, 4).size(), 1u);
}

TEST_P(StoreContract, The_latest_events_of_some_types_come_newest_first) {
  const auto letter = scribe().open_letter("round-robin");
  scribe().open_letter("other");
  scribe().end(letter);
  const auto latest = [&](const std::vector<std::string>& types, std::size_t limit, TreeSize size) {
    std::vector<EntryIndex> out;
    for (const auto& event : store_->letters().latest_events(letter, types, limit, size))
      out.push_back(event.index);
    return out;
  };
  EXPECT_THAT(latest({}, 9, 3), ElementsAre(2u, 0u));
  EXPECT_THAT(latest({}, 1, 3), ElementsAre(2u));
  EXPECT_THAT(latest({}, 9, 2), ElementsAre(0u));
  EXPECT_THAT(latest({"end", "letter"}, 9, 3), ElementsAre(2u, 0u));
  EXPECT_THAT(latest({"end", "letter"}, 1, 3), ElementsAre(2u));
  EXPECT_THAT(latest({"tally"}, 9, 3), IsEmpty());
}

TEST_P(StoreContract, Only_the_addresses_of_a_list_are_on_it) {
  const auto tag = random_.fixed<IdentityTag>();
  const auto stranger = random_.fixed<IdentityTag>();
  auto letter = new_letter("round-robin");
  letter.lists = {{"employee-email", {tag, random_.fixed<IdentityTag>()}}, {"former-email", {}}};
  ASSERT_TRUE(store_->letters().publish(letter));
  const auto id = scribe().open_letter("round-robin");
  ASSERT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
    EXPECT_TRUE(tx.on_list("employee-email", tag));
    EXPECT_FALSE(tx.on_list("former-email", tag));
    EXPECT_FALSE(tx.on_list("employee-email", stranger));
    return {};
  }));
  // Another version has lists of its own.
  const auto second = scribe().open_letter("round-robin", 2);
  ASSERT_TRUE(store_->signatures().in_letter(second, [&](LetterTransaction& tx) -> Result<void> {
    EXPECT_FALSE(tx.on_list("employee-email", tag));
    return {};
  }));
}

TEST_P(StoreContract, Who_is_invited_may_sign_and_the_mails_go_out_one_after_the_other) {
  ASSERT_TRUE(store_->letters().publish(new_letter("round-robin")));
  const auto id = scribe().open_letter("round-robin");
  NewInvitations invitations{id, "employee-invitation", {}, {}};
  for (int i = 0; i < 2 * NewInvitations::kMailsPerSecond + 1; ++i) {
    invitations.tags.push_back(random_.fixed<IdentityTag>());
    invitations.mails.push_back({"a@b.example", "code " + std::to_string(i), at(1000)});
  }
  ASSERT_TRUE(store_->letters().invite(invitations, at(10)));
  reopen();
  for (const auto& tag : invitations.tags)
    EXPECT_TRUE(store_->signatures().on_list(id, "employee-invitation", tag));
  EXPECT_FALSE(store_->signatures().on_list(id, "supporter-invitation", invitations.tags[0]));
  EXPECT_FALSE(store_->signatures().on_list(id, "employee-invitation", random_.fixed<IdentityTag>()));
  auto& outbox = store_->outbox();
  EXPECT_EQ(outbox.take_due(at(10), at(10), 1000).size(), NewInvitations::kMailsPerSecond);
  EXPECT_EQ(outbox.take_due(at(11), at(11), 1000).size(), 2U * NewInvitations::kMailsPerSecond);
  // Somebody's code in between waits for none that isn't due.
  outbox.put({"c@d.example", "code", at(1000)}, at(11));
  const auto due = outbox.take_due(at(12), at(12), 1000);
  ASSERT_EQ(due.size(), invitations.mails.size() + 1);
  EXPECT_EQ(due[due.size() - 2].recipient, "c@d.example");
  // With days to live they let every code go first.
  invitations.more = true;
  for (auto& mail : invitations.mails) mail.expires = at(10'000'000);
  ASSERT_TRUE(store_->letters().invite(invitations, at(20)));
  outbox.put({"e@f.example", "code", at(1000)}, at(60));
  const auto later = outbox.take_due(at(60), at(60), 1000);
  EXPECT_EQ(later[due.size()].recipient, "e@f.example");
}

TEST_P(StoreContract, Nobody_is_invited_twice_by_mistake_or_to_a_letter_that_has_ended) {
  ASSERT_TRUE(store_->letters().publish(new_letter("round-robin")));
  const auto invite = [&](const LetterId& letter, bool more, const IdentityTag& tag) {
    const auto done = store_->letters().invite(
        {letter, "employee-invitation", {tag}, {{"a@b.example", "code", at(1000)}}, more}, at(10));
    return done ? std::optional<Kind>() : done.error().kind;
  };
  const auto first = random_.fixed<IdentityTag>(), second = random_.fixed<IdentityTag>();
  EXPECT_EQ(invite(random_.fixed<LetterId>(), false, first), Kind::not_found);
  const auto id = scribe().open_letter("round-robin");
  EXPECT_EQ(invite(id, false, first), std::nullopt);
  EXPECT_EQ(invite(id, false, second), Kind::conflict);
  EXPECT_FALSE(store_->signatures().on_list(id, "employee-invitation", second));
  EXPECT_EQ(store_->outbox().take_due(at(20), at(20), 10).size(), 1U);
  EXPECT_EQ(invite(id, true, second), std::nullopt);
  EXPECT_TRUE(store_->signatures().on_list(id, "employee-invitation", first));
  EXPECT_TRUE(store_->signatures().on_list(id, "employee-invitation", second));
  store_->letters().close_issuing({id});
  EXPECT_EQ(invite(id, true, random_.fixed<IdentityTag>()), Kind::conflict);
  scribe().end(id);
  EXPECT_EQ(invite(id, true, random_.fixed<IdentityTag>()), Kind::conflict);
  EXPECT_FALSE(store_->signatures().on_list(id, "employee-invitation", first));
}

TEST_P(StoreContract, Who_may_sign_is_forgotten_when_a_letter_ends) {
  for (const bool replaced : {false, true}) {
    const auto slug = replaced ? "replaced" : "ended";
    const auto tag = random_.fixed<IdentityTag>();
    auto letter = new_letter(slug);
    letter.lists = {{"employee-email", {tag}}};
    ASSERT_TRUE(store_->letters().publish(letter));
    const auto id = scribe().open_letter(slug);
    const auto issue = [&] {
      auto issued = Issued::other_request;
      EXPECT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
        issued = tx.issue("employee-email", tag, Hash{});
        return {};
      }));
      return issued;
    };
    EXPECT_EQ(issue(), Issued::first);
    EXPECT_EQ(issue(), Issued::same_request);
    if (replaced) {
      scribe().open_letter(slug, 2, id);
    } else {
      scribe().end(id);
    }
    EXPECT_EQ(issue(), Issued::first);
    ASSERT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
      EXPECT_FALSE(tx.on_list("employee-email", tag));
      return {};
    }));
  }
}

TEST_P(StoreContract, Issuing_is_open_until_the_letter_ends_is_replaced_or_closed_by_a_restore) {
  const auto open = scribe().open_letter("open");
  const auto ended = scribe().open_letter("ended");
  const auto replaced = scribe().open_letter("replaced");
  const auto closed = scribe().open_letter("closed");
  const auto issuing_open = [&](const LetterId& id) {
    bool answer = false;
    EXPECT_TRUE(store_->signatures().in_letter(id, [&](LetterTransaction& tx) -> Result<void> {
      answer = tx.issuing_open();
      return {};
    }));
    return answer;
  };
  for (const auto& id : {open, ended, replaced, closed}) EXPECT_TRUE(issuing_open(id));
  scribe().end(ended);
  scribe().open_letter("replaced", 2, replaced);
  store_->letters().close_issuing({closed});
  store_->letters().close_issuing({closed, random_.fixed<LetterId>()});
  reopen();
  EXPECT_TRUE(issuing_open(open));
  for (const auto& id : {ended, replaced, closed}) EXPECT_FALSE(issuing_open(id));
  EXPECT_TRUE(store_->letters().letter(closed)->issuing_closed);
  EXPECT_FALSE(store_->letters().letter(open)->issuing_closed);
}

}  // namespace
}  // namespace ruban::store
