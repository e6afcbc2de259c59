// SPDX-License-Identifier: AGPL-3.0-or-later
// A site with one letter in its record, whose issuers' keys are those of the vectors.
import { createHash } from 'node:crypto';
import { entriesOf } from './entries.mjs';
import { Site } from './site.mjs';
import { client, leaf } from './world.mjs';

export const sha256 = (text) => createHash('sha256').update(text).digest();
const letters = [...await entriesOf('letter-first.txt'), ...await entriesOf('letter-issuer-keys.txt')].map(({ text }) => client.parseEntry(Buffer.from(text)));
const keys = letters.flatMap((letter) => letter?.values.get('issuer') ?? []).map((line) => line.split(' ')[2]);
export const spki = [...new Set(keys)].slice(0, 2).map((key) => Buffer.from(key, 'base64'));

// What differs from an honest letter is given.
export function siteWith({ keys = spki, toml = 'slug = "a-letter"\n', own = '-', before = [], after = [], version = 1, follows = '-', more = {} } = {}) {
  const files = { 'en.md': 'Hello.\n', 'letter.toml': toml, ...more };
  const hash = sha256(Object.entries(files).map(([name, text]) => `${sha256(text).toString('hex')}  ${name}\n`).join(''));
  const entry = Buffer.from(`ruban/v1 letter\nslug a-letter\nversion ${version}\nfollows ${follows}\ntext-sha256 ${hash.toString('base64')}\nmodes named anon\n` +
    keys.map((key, i) => `issuer staff-${i} staff ${key.toString('base64')}\n`).join('') +
    `witness-policy-sha256 ${own}\nseal none\nthreshold -\nopens 2018-06-19T14:00Z\ncloses -\nepoch 3600\nmin-batch 5\ntime 2018-06-19T14:00Z\n`);
  const site = new Site([...before, entry, ...after]);
  const place = { slug: 'a-letter', version, letter: leaf(entry).toString('base64') };
  const listed = Object.keys(files).map((name) => `/letters/a-letter/v${version}/files/${name}`);
  site.said = { index: before.length, files: listed };
  site.api = `/api/v1/letters/a-letter?version=${version}`;
  site.files.set(site.api, JSON.stringify(site.said));
  for (const [i, [, text]] of Object.entries(files).entries()) site.files.set(listed[i], text);
  return { site, place, entry };
}
