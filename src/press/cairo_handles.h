// SPDX-License-Identifier: AGPL-3.0-or-later
// Cairo's handles, owned.
#pragma once

#include <cairo.h>

#include <memory>

namespace ruban::press {

template <auto kFree>
struct Free {
  template <class T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};
using Surface = std::unique_ptr<cairo_surface_t, Free<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Free<cairo_destroy>>;

}  // namespace ruban::press
