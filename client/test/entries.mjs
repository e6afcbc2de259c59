// SPDX-License-Identifier: AGPL-3.0-or-later
// The entries of tests/vectors/entries, which other programs agree with, too.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

// [{ verdict, text }] of one file; one character for each byte.
export async function entriesOf(file) {
  const out = [];
  for (const part of (await readFile(join(process.env.RUBAN_VECTORS, 'entries', file), 'latin1')).split(/^#### /m).slice(1)) {
    const end = part.indexOf('\n');
    const verdict = part.slice(0, end);
    if (/^(counts|kept|shortfall) /.test(verdict)) continue;
    const text = part.slice(end + 1);
    out.push({ verdict, text: verdict.includes(', no line feed at the end') ? text.replace(/\n$/, '') : text });
  }
  return out;
}
