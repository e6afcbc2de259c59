// SPDX-License-Identifier: AGPL-3.0-or-later
// Sentences in the visitor's language: whole ones, whose placeholders have names ("Recorded as no.
// {number}.").
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "i18n/lang.h"

namespace ruban::i18n {

// Values by placeholder name. They are put in as they are: escape afterwards (templates do), never before.
using Args = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// The message is a literal, so that tools/extract_messages finds it; the same holds for the two below.
std::string tr(Lang lang, std::string_view message, Args args = {});
// Where the English alone is ambiguous: tr_context(lang, "letter", "open").
std::string tr_context(Lang lang, std::string_view context, std::string_view message, Args args = {});
// {count} is filled with `count` as format_number() writes it.
std::string tr_plural(Lang lang, std::string_view one, std::string_view many, std::uint64_t count,
                      Args args = {});

// An error's sentence; the key is the message of fail().
std::string tr(Lang lang, const Error& error);

// Marks a literal for tools/extract_messages that is translated elsewhere, and is that literal.
constexpr std::string_view N_(std::string_view message) { return message; }

}  // namespace ruban::i18n
