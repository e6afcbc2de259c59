// SPDX-License-Identifier: AGPL-3.0-or-later
// A server that shows one reader a record of its own, in which everything fits together: page, policy, checkpoint, tiles, letter.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { recordedEntries } from './tiles.mjs';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();

// A key of a record (type 1) or a witness (type 4) that nobody has seen before.
export function newKey(name, type = 1) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const id = sha256(name, [0x0a, type], raw).subarray(0, 4);
  return {
    vkey: `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([type]), raw]).toString('base64')}`,
    signs: (body) => `\u2014 ${name} ${Buffer.concat([id, sign(null, Buffer.from(body), privateKey)]).toString('base64')}\n`,
  };
}

// The letter's entry, as the server really has it.
async function entryOf(url, path) {
  const { index } = await (await fetch(`${url}/api/v1${path}?version=1`)).json();
  return (await recordedEntries(url))[index].toString();
}

// For visitor(): the page's server lies so. `change` gives another entry; `quorum` the last lines of the policy.
export async function lying(url, path, { change = (text) => text, quorum = 'quorum none\n' }) {
  const entry = Buffer.from(change(await entryOf(url, path)));
  const leaf = sha256([0], entry).toString('base64');
  const origin = (await (await fetch(`${url}/log/checkpoint`)).text()).split('\n')[0];
  const key = newKey(origin);
  const body = `${origin}\n1\n${leaf}\n`;
  const bundle = Buffer.concat([Buffer.from([entry.length >> 8, entry.length & 255]), entry]);
  return async (page) => {
    await page.route('**/log/checkpoint', (route) => route.fulfill({ body: `${body}\n${key.signs(body)}` }));
    await page.route('**/log/tile/entries/000.p/1', (route) => route.fulfill({ body: bundle }));
    await page.route('**/log/tile/0/000.p/1', (route) => route.fulfill({ body: Buffer.from(leaf, 'base64') }));
    await page.route('**/api/v1/letters/*?version=1', async (route) => {
      const answer = await route.fetch();
      return route.fulfill({ response: answer, json: { ...(await answer.json()), index: 0 } });
    });
    await page.route('**/sign', async (route) => {
      const answer = await route.fetch();
      const html = (await answer.text()).replace(/(id="own-policy" hidden>)[^<]*/, `$1log ${key.vkey}\n${quorum}`)
        .replace(/data-letter="[^"]*"/, `data-letter="${leaf}"`);
      return route.fulfill({ response: answer, body: html });
    });
  };
}

// The entry with a modulus of its issuer's key that 3 divides.
export const withWeakKey = (text) => text.replace(/^(issuer \S+ \S+ )(\S+)$/m, (line, start, spki) => {
  const der = Buffer.from(spki, 'base64'), end = der.length - 5;
  const n = BigInt(`0x${der.subarray(33, end).toString('hex')}`);
  Buffer.from((n - (n % 6n) + 3n).toString(16), 'hex').copy(der, 33);
  return start + der.toString('base64');
});
