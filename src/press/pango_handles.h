// SPDX-License-Identifier: AGPL-3.0-or-later
// Pango's handles, owned.
#pragma once

#include <pango/pangocairo.h>

#include "press/cairo_handles.h"

namespace ruban::press {

using Layout = std::unique_ptr<PangoLayout, Free<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Free<pango_font_description_free>>;
using FontMap = std::unique_ptr<PangoFontMap, Free<g_object_unref>>;
using TextContext = std::unique_ptr<PangoContext, Free<g_object_unref>>;

}  // namespace ruban::press
