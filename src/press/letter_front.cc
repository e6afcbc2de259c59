// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands before the names.
#include <algorithm>
#include <iterator>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "i18n/typography.h"
#include "press/letter_parts.h"
#include "press/letter_setting.h"

namespace ruban::press {
namespace {

using i18n::tr;

constexpr Style kRecipient{Face::serif, 11, 15.4};
constexpr Style kRecipientName{Face::serif, 11, 15.4, true};
constexpr Style kTitle{Face::serif, 23, 28, true};
constexpr Style kDemandNumber{Face::serif, 15, 16.2, true, false, Ink::accent};
constexpr double kDemandIndent = 26, kAroundDemand = 9;

Block rule_below_demands() {
  Block out;
  out.before = kAroundDemand;
  out.after = 26;
  out.picture_height = 1;
  out.picture = [](Paper& paper, double top) { hairline(paper.cairo(), kLeft, kRight, top); };
  return out;
}

}  // namespace

std::vector<Block> LetterParts::front() const {
  std::vector<Block> out;
  const auto line = [&](const std::string& text, const Style& style) {
    if (!text.empty()) out.push_back(block({{ours(text), style}}));
  };
  line(letter_.recipient, kRecipientName);
  line(letter_.recipient_role, kRecipient);
  line(letter_.recipient_organisation, kRecipient);
  if (!out.empty()) out.back().after = 30;
  out.push_back(heading(ours(letter_.title), kTitle, "H1", 1));
  out.back().after = 12;
  said(out);
  demands(out);
  auto text = set_letter(letter_.text, typefaces_, lang_);
  std::move(text.begin(), text.end(), std::back_inserter(out));
  pledge(out);
  return out;
}

// What is to be known at first sight, under the title.
void LetterParts::said(std::vector<Block>& out) const {
  const auto line = [&](const std::string& text) { out.push_back(block({{ours(text), kSmall}})); };
  line(tr(lang_, "Delivered on {instant}", {{"instant", i18n::format_instant(lang_, letter_.at)}}));
  for (const auto& one : letter_.classes) {
    auto words =
        tr(lang_, "{class}: {count}", {{"class", one.label}, {"count", number(one.named + one.anon)}});
    if (one.denominator)
      words += ' ' + i18n::tr_plural(lang_, "out of {count}", "out of {count}", *one.denominator);
    line(words);
  }
  if (!letter_.constituency.empty())
    line(tr(lang_, "Who may sign: {constituency}", {{"constituency", letter_.constituency}}));
  out.back().after = 26;
}

void LetterParts::demands(std::vector<Block>& out) const {
  const auto& all = letter_.demands;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto one = block({{ours(all[i].text), kTextStyle}}, kRight - kLeft - kDemandIndent);
    one.x = kLeft + kDemandIndent;
    one.line_above = true;
    one.before = i == 0 ? 0 : kAroundDemand;
    if (i == 0) one.opens.push_back({"L"});
    Setting figure(typefaces_, {{std::to_string(all[i].number), kDemandNumber}}, {kDemandIndent * 2});
    const double right = kLeft + figure.width();
    one.opens.push_back({"LI", Label{std::move(figure), right}});
    one.opens.push_back({"LBody"});
    one.closes = i + 1 == all.size() ? 3 : 2;
    out.push_back(std::move(one));
  }
  if (!all.empty()) out.push_back(rule_below_demands());
}

void LetterParts::pledge(std::vector<Block>& out) const {
  if (letter_.pledge.empty()) return;
  out.push_back(heading(tr(lang_, "What signatories pledge"), kSubsection, "H2", 2));
  out.back().before = 24;
  out.back().after = 6;
  out.push_back(block({{ours(letter_.pledge), kTextStyle}}));
  if (!letter_.pledge_due) return;
  out.back().keep_with_next = true;
  const auto due =
      tr(lang_, "Due on {pledge_due}", {{"pledge_due", i18n::format_date(lang_, *letter_.pledge_due)}});
  out.push_back(block({{printable(due), kSmall}}));
  out.back().before = 4;
}

}  // namespace ruban::press
