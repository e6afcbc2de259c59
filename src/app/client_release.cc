// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/client_release.h"

#include "service/release_client.h"
#include "web/pages/static_files.h"

namespace ruban::app {

bool release_client(service::Instance instance) {
  std::vector<service::ClientScript> scripts;
  for (const auto& file : web::client_scripts()) scripts.push_back({file.path, file.bytes});
  return service::release_client(instance, RUBAN_VERSION, scripts);
}

}  // namespace ruban::app
