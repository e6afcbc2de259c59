// SPDX-License-Identifier: AGPL-3.0-or-later
// The witness policy that a letter asks for, found in its letter.toml. The TOML around it isn't read: of the texts that may be
// meant, the one that has the hash of the letter's entry is it.
import { sha256 } from '@noble/hashes/sha256';
import { toBase64 } from './base64.js';
import { bytesOf } from './note.js';

const ESCAPES: { [letter: string]: string } = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\' };

// A basic string's text; what TOML knows and policies don't need, such as \u, is left as it stands and then has another hash.
const unescaped = (text: string): string =>
  text.replace(/\\(?:[ \t]*\n\s*|(.))/g, (all, letter?: string) => (letter === undefined ? '' : ESCAPES[letter] ?? all));

// null: there is none of this hash (base64).
export function findPolicy(toml: string, hash: string): string | null {
  for (const match of toml.matchAll(/\bpolicy["']?[ \t]*=[ \t]*("""|'''|"|')/g)) {
    const quote = match[1]!, rest = toml.slice(match.index! + match[0].length);
    const end = quote[0] === "'" ? rest.indexOf(quote) : endOfBasic(rest, quote);
    if (end < 0) continue;
    const inner = rest.slice(0, end);
    const text = quote.length === 3 ? inner.replace(/^\n/, '') : inner;
    const meant = quote[0] === '"' ? unescaped(text) : text;
    if (toBase64(sha256(bytesOf(meant))) === hash) return meant;
  }
  return null;
}

// Where a quote stands that isn't escaped.
function endOfBasic(text: string, quote: string): number {
  for (let at = 0; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith(quote, at)) return at;
  }
  return -1;
}
