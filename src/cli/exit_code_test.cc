// SPDX-License-Identifier: AGPL-3.0-or-later
#include "cli/exit_code.h"

#include <gtest/gtest.h>

namespace ruban::cli {
namespace {

TEST(ExitCodes, What_is_refused_is_1_and_what_could_not_be_asked_is_3) {
  for (auto kind : {Kind::invalid, Kind::unauthorised, Kind::forbidden, Kind::not_found, Kind::gone,
                    Kind::conflict, Kind::too_large, Kind::too_many}) {
    EXPECT_EQ(exit_code(kind), ExitCode::refused);
  }
  EXPECT_EQ(exit_code(Kind::busy), ExitCode::broken);
}

}  // namespace
}  // namespace ruban::cli
