// SPDX-License-Identifier: AGPL-3.0-or-later
// The links of a page that is read from a folder instead of from a server.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace ruban::web {

// The page with every link and source of its tags that begins with one slash ("/fr/about?x=1#y", references
// resolved) put through `place`, which gives what is to stand there. Other addresses stay as they are.
std::string with_links(std::string_view html, const std::function<std::string(std::string_view)>& place);

// How the file `from` names the file `to`, both named from the folder's top: "../about/index.html". Written
// so that a browser reads the same names in it.
std::string relative_link(std::string_view from, std::string_view to);

}  // namespace ruban::web
