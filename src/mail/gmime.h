// SPDX-License-Identifier: AGPL-3.0-or-later
// Owners for what GMime and GLib hand out, and GMime started before it is used.
#pragma once

#include <gmime/gmime.h>

#include <memory>

namespace ruban::mail {

template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T* value) const {
    Release(value);
  }
};

// A reference of our own to a GObject.
template <class T>
using Object = std::unique_ptr<T, Releaser<&g_object_unref>>;
using Text = std::unique_ptr<char, Releaser<&g_free>>;
using DateTime = std::unique_ptr<GDateTime, Releaser<&g_date_time_unref>>;
using FormatOptions = std::unique_ptr<GMimeFormatOptions, Releaser<&g_mime_format_options_free>>;

// Once for the process, before any other call; from any thread.
inline void start_gmime() {
  static const bool started = [] {
    g_mime_init();
    return true;
  }();
  (void)started;
}

}  // namespace ruban::mail
