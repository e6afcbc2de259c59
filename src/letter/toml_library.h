// SPDX-License-Identifier: AGPL-3.0-or-later
// toml++ with the settings of the whole program: its parts depend on them without saying so in their names,
// so that two files with different ones would get each other's functions.
#pragma once

// toml++ 3.3 asserts, and lets clang assume, what malformed input can break ("[&", "T[1"; its issue 294);
// without that it reports the very same places as errors. TOML_ASSERT is kept from being replaced by leaving
// NDEBUG out of its sight.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 16
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
