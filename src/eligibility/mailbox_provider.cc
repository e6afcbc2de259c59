// SPDX-License-Identifier: AGPL-3.0-or-later
#include "eligibility/mailbox_provider.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace ruban::eligibility {
namespace {

// Gmail: "dots don't matter in Gmail addresses"; googlemail.com is the same mailbox, by Google's account
// help.
constexpr MailboxProvider kGmail{"gmail.com", "."};
// Proton: one name is one account at all its domains; dots, hyphens and underscores make no other name.
constexpr MailboxProvider kProton{"proton.me", ".-_"};
// iCloud: me.com and mac.com are older names of the same mailbox, by Apple's support pages.
constexpr MailboxProvider kIcloud{"icloud.com", ""};
// Yandex: every mailbox has an alias at each of its domains, and takes a hyphen for a dot.
constexpr MailboxProvider kYandex{"yandex.com", ".-"};
// Microsoft and Fastmail: tags after a plus; a name at another of their domains is another mailbox.
constexpr MailboxProvider kOutlook{"outlook.com", ""}, kHotmail{"hotmail.com", ""}, kLive{"live.com", ""};
constexpr MailboxProvider kFastmail{"fastmail.com", ""};

struct Known {
  std::string_view domain;
  const MailboxProvider* provider;
};

constexpr std::array kKnown{
    Known{"gmail.com", &kGmail},       Known{"googlemail.com", &kGmail}, Known{"proton.me", &kProton},
    Known{"protonmail.com", &kProton}, Known{"protonmail.ch", &kProton}, Known{"pm.me", &kProton},
    Known{"icloud.com", &kIcloud},     Known{"me.com", &kIcloud},        Known{"mac.com", &kIcloud},
    Known{"yandex.com", &kYandex},     Known{"yandex.ru", &kYandex},     Known{"ya.ru", &kYandex},
    Known{"yandex.by", &kYandex},      Known{"yandex.kz", &kYandex},     Known{"outlook.com", &kOutlook},
    Known{"hotmail.com", &kHotmail},   Known{"live.com", &kLive},        Known{"fastmail.com", &kFastmail},
};

}  // namespace

const MailboxProvider* find_provider(std::string_view domain) {
  const auto* found = std::find_if(std::begin(kKnown), std::end(kKnown),
                                   [&](const Known& known) { return known.domain == domain; });
  return found == std::end(kKnown) ? nullptr : found->provider;
}

}  // namespace ruban::eligibility
