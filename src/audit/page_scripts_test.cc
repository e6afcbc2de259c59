// SPDX-License-Identifier: AGPL-3.0-or-later
#include "audit/page_scripts.h"

#include <gmock/gmock.h>

namespace ruban::audit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(PageScripts, The_addresses_of_our_own_are_read) {
  EXPECT_THAT(scripts_of("<p>A <i>manuscript</i> of scripts</p>"), IsEmpty());
  EXPECT_THAT(
      scripts_of("<script src=\"/static/a.js\" defer></script>\n<script src=\"/b.js\" defer></script>"),
      ElementsAre("/static/a.js", "/b.js"));
}

TEST(PageScripts, Every_other_script_is_told_without_an_address) {
  for (const auto* html :
       {"<script>alert(1)</script>", "<SCRIPT SRC=\"/a.js\" DEFER></SCRIPT>", "<script\nsrc=\"/a.js\">",
        "<script src=/a.js defer></script>", "<script async src=\"/a.js\"></script>",
        "<script src=\"/a.js\" defer async></script>", "<!-- <script", "<script src=\"", "<svg><script/>"}) {
    EXPECT_THAT(scripts_of(html), ElementsAre("")) << html;
  }
}

}  // namespace
}  // namespace ruban::audit
