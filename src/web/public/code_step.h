// SPDX-License-Identifier: AGPL-3.0-or-later
// Typing a code and asking for another one: the same step for signing and for withdrawing.
#pragma once

#include "web/pages/sign_pages.h"
#include "web/site.h"

namespace ruban::web {

struct CodeStep {
  service::Purpose purpose;
  CodePurpose page;
  std::string_view start;  // "/sign"
  std::string_view code;   // "/sign/code"
  std::string_view next;   // "/sign/preview"
};
inline constexpr CodeStep kSignCode{service::Purpose::sign, CodePurpose::sign, "/sign", "/sign/code",
                                    "/sign/preview"};
inline constexpr CodeStep kWithdrawCode{service::Purpose::withdraw, CodePurpose::withdraw, "/withdraw",
                                        "/withdraw/code", "/withdraw/confirm"};

Response show_code(const Site& site, const Request& request, const CodeStep& step);
Response post_code(const Site& site, const Request& request, const CodeStep& step);
Response post_resend(const Site& site, const Request& request, const CodeStep& step);

}  // namespace ruban::web
