// SPDX-License-Identifier: AGPL-3.0-or-later
// A record of the tests' own: Node's Ed25519 signs it, so that our verification meets signatures that it didn't make. It needs
// nothing of ours, so that the tests in a browser take it, too.
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((p) => Buffer.from(p)))).digest();
export const leaf = (entry) => sha256([0], entry);
const node = (left, right) => sha256([1], left, right);

// A key that is the same in each run.
export function keyOf(name, type, seed) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), sha256(seed)]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const raw = Buffer.from(createPublicKey(secret).export({ format: 'der', type: 'spki' })).subarray(-32);
  const id = sha256(name, [0x0a, type], raw).subarray(0, 4);
  const line = (bytes) => `\u2014 ${name} ${Buffer.concat([id, bytes]).toString('base64')}\n`;
  return {
    name,
    raw,
    vkey: `${name}+${id.toString('hex')}+${Buffer.concat([[type], raw].map((p) => Buffer.from(p))).toString('base64')}`,
    line,
    signature: (text) => sign(null, Buffer.from(text), secret),
    signs: (body) => line(sign(null, Buffer.from(body), secret)),
    cosigns(body, seconds) {
      const time = Buffer.alloc(8);
      time.writeBigUInt64BE(BigInt(seconds));
      return line(Buffer.concat([time, sign(null, Buffer.from(`cosignature/v1\ntime ${seconds}\n${body}`), secret)]));
    },
  };
}

export function root(leaves) {
  if (leaves.length === 1) return leaves[0];
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return node(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

export function path(leaves, index) {
  if (leaves.length === 1) return [];
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return index < k ? [...path(leaves.slice(0, k), index), root(leaves.slice(k))]
    : [...path(leaves.slice(k), index - k), root(leaves.slice(0, k))];
}

export const ORIGIN = 'letters.example/log';
export const log = keyOf(ORIGIN, 1, 'the record');
export const witnesses = ['one', 'two', 'three'].map((name) => keyOf(`${name}.example`, 4, name));
export const entryAt = (i) => Buffer.from(
  `ruban/v1 tally\nletter ${sha256('letter').toString('base64')}\nsize ${i}\ncount employee-email ${i} 0 1 0\ntime 2018-06-21T14:00Z\n`);
const LEAVES = Array.from({ length: 75 }, (_, i) => leaf(entryAt(i)));

// A proof, with what differs from an honest one.
export function proof(index = 42, { size = 75, entry = entryAt(index), hashes = path(LEAVES.slice(0, size), index), key = log, note, body } = {}) {
  const text = body ?? `${ORIGIN}\n${size}\n${root(LEAVES.slice(0, size)).toString('base64')}\n`;
  const checkpoint = note ?? `${text}\n${key.signs(text)}`;
  return `c2sp.org/tlog-proof@v1\nextra ${entry.toString('base64')}\nindex ${index}\n` +
    `${hashes.map((hash) => `${hash.toString('base64')}\n`).join('')}\n${checkpoint}`;
}

export const policy = `log ${log.vkey}\nquorum none\n`;
export const witnessed = `log ${log.vkey}\n${witnesses.map((w, i) => `witness w${i} ${w.vkey}\n`).join('')}group two 2 w0 w1 w2\nquorum two\n`;
