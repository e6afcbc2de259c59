// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys that no signature may be judged by: of small order, of mixed order, and spelled otherwise than they have to be.
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519';
import { log } from './world.mjs';

const { Point } = ed25519;
const P = 2n ** 255n - 19n;
const spelled = (y, sign) => Buffer.from((y + (sign << 255n)).toString(16).padStart(64, '0'), 'hex').reverse();

// The eight points of small order are the multiples of one of order 8.
const eighth = Point.fromHex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const small = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : eighth.multiplyUnsafe(BigInt(i))));
const honest = Point.fromHex(log.raw.toString('hex'));

export const badKeys = [
  ...small.map((point, i) => [`of small order, ${i} times the one of order 8`, Buffer.from(point.toBytes())]),
  ...small.slice(1).map((point, i) => [`of mixed order, with ${i + 1} times the one of order 8`, Buffer.from(honest.add(point).toBytes())]),
  ...[0n, 1n].flatMap((sign) => Array.from({ length: 19 }, (_, i) => [`y is ${i} + p, sign ${sign}`, spelled(P + BigInt(i), sign)])),
  ['x is 0 and has a sign, y is 1', spelled(1n, 1n)],
  ['x is 0 and has a sign, y is -1', spelled(P - 1n, 1n)],
  ['no point of the curve', spelled(2n, 0n)],
];

export function vkeyOf(name, type, raw) {
  const bytes = Buffer.concat([Buffer.from([type]), raw]);
  const id = createHash('sha256').update(Buffer.concat([Buffer.from(`${name}\n`), bytes])).digest('hex').slice(0, 8);
  return `${name}+${id}+${bytes.toString('base64')}`;
}
