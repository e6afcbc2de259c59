// SPDX-License-Identifier: AGPL-3.0-or-later
// Record: the public tiles, read as anybody can (C2SP tlog-tiles), and the proofs that are made of them. Nothing is believed:
// what was read is checked against the root of a signed checkpoint. Entries are fetched in whole bundles from a place that
// everybody knows, and their hashes are made here, so that the server isn't told which entry is looked for.
import { sha256 } from '@noble/hashes/sha256';
import { sameBytes } from './base64.js';
import { fetchBytes } from './fetching.js';
import { checkInclusion, consistencyRoots, leafHash, nodeHash } from './merkle.js';
import { Refusal } from './refusal.js';

const WIDTH = 256;
const AHEAD = 4;  // bundles under way at once

// "x001/x234/067"
function groups(n: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0').match(/.{3}/g)!;
  return digits.map((three, i) => (i + 1 < digits.length ? `x${three}` : three)).join('/');
}

const pathOf = (level: string, n: number, width: number): string =>
  `/log/tile/${level}/${groups(n)}${width < WIDTH ? `.p/${width}` : ''}`;

export class Record {
  private readonly tiles = new Map<string, Promise<Uint8Array>>();
  private leaves = new Map<number, Uint8Array>();  // leaf hashes of each bundle that was read
  private full = { from: 0, to: 0 };  // the full ones among them
  private subtrees = new Map<string, Uint8Array>();  // of full bundles that were read

  // `root` and `size` of a checkpoint that was judged.
  constructor(readonly size: number, readonly root: Uint8Array) {}

  // Takes over what an earlier state of this record has read, so that it isn't fetched again.
  goOnFrom(earlier: Record): void {
    this.leaves = new Map(earlier.leaves);
    this.full = earlier.full;
    this.subtrees = new Map(earlier.subtrees);
  }

  private tile(level: number, n: number, width: number): Promise<Uint8Array> {
    const path = pathOf(String(level), n, width);
    const found = this.tiles.get(path) ?? fetchBytes(path).then((bytes) => {
      if (bytes.length !== 32 * width) throw new Refusal('tile');
      return bytes;
    });
    this.tiles.set(path, found);
    return found;
  }

  private widthOf(bundle: number): number {
    return Math.min(WIDTH, this.size - bundle * WIDTH);
  }

  // The entries of the nth bundle, as far as the record goes.
  private take(n: number, bytes: Uint8Array): Uint8Array[] {
    const width = this.widthOf(n);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 2 + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
      if (end > bytes.length || out.length === width) throw new Refusal('tile');
      out.push(bytes.slice(at + 2, end));
      at = end;
    }
    if (out.length !== width) throw new Refusal('tile');
    const hashes = new Uint8Array(32 * width);
    out.forEach((entry, i) => hashes.set(leafHash(entry), 32 * i));
    this.leaves.set(n, hashes);
    if (width === WIDTH) this.full = { from: n === this.full.to ? this.full.from : n, to: n + 1 };
    return out;
  }

  // Hands out the entries from `from` up to `to`, reading the whole bundles that hold them. Throws, possibly after some were handed
  // out, if they aren't those of the checkpoint.
  async read(from: number, to: number, look: (entry: Uint8Array, index: number) => void): Promise<void> {
    const first = Math.floor(from / WIDTH), end = from < to ? Math.ceil(to / WIDTH) : first;
    const ahead: Promise<Uint8Array>[] = [];
    for (let n = first; n < end; ++n) {
      for (let next = n + ahead.length; next < Math.min(end, n + AHEAD); ++next) {
        const bytes = fetchBytes(pathOf('entries', next, this.widthOf(next)));
        bytes.catch(() => {});  // said when its turn comes
        ahead.push(bytes);
      }
      this.take(n, await ahead.shift()!).forEach((entry, i) => {
        const index = n * WIDTH + i;
        if (index >= from && index < to) look(entry, index);
      });
    }
    if (!sameBytes(await this.hashOf(0, this.size), this.root)) throw new Refusal('not-included');
  }

  // Hash of the complete subtree of 2^height leaves from index·2^height on: made of what was read, where anything was.
  private async complete(height: number, index: number): Promise<Uint8Array> {
    const bundles = 2 ** (height - 8);
    const read = Math.min(this.full.to, (index + 1) * bundles) - Math.max(this.full.from, index * bundles);
    if (height >= 8 && read > 0) {
      const name = `${height}/${index}`;
      const hash = this.subtrees.get(name) ??
        nodeHash(await this.complete(height - 1, 2 * index), await this.complete(height - 1, 2 * index + 1));
      if (read === bundles) this.subtrees.set(name, hash);
      return hash;
    }
    const level = Math.floor(height / 8), within = height - 8 * level;
    const first = index * 2 ** within;
    const n = Math.floor(first / WIDTH);
    const width = Math.min(WIDTH, Math.floor(this.size / 2 ** (8 * level)) - n * WIDTH);
    const known = level === 0 ? this.leaves.get(n) : undefined;
    const bytes = known !== undefined && known.length >= ((first % WIDTH) + 2 ** within) * 32 ? known : await this.tile(level, n, width);
    let hashes = Array.from({ length: 2 ** within }, (_, i) => {
      const at = ((first % WIDTH) + i) * 32;
      return bytes.slice(at, at + 32);
    });
    while (hashes.length > 1) hashes = hashes.filter((_, i) => i % 2 === 0).map((left, i) => nodeHash(left, hashes[2 * i + 1]!));
    return hashes[0]!;
  }

  // MTH(D[from:to]), `from` a multiple of the largest power of two below to − from.
  private async hashOf(from: number, to: number): Promise<Uint8Array> {
    if (from === to) return sha256(new Uint8Array(0));
    let height = 0;
    while (2 ** (height + 1) <= to - from) ++height;  // exact, which a logarithm of a large number isn't
    if (2 ** height === to - from) return this.complete(height, from / 2 ** height);
    const middle = from + 2 ** height;
    return nodeHash(await this.hashOf(from, middle), await this.hashOf(middle, to));
  }

  // The inclusion proof of `entry` at `index`, checked; throws why it isn't there.
  async prove(index: number, entry: Uint8Array): Promise<Uint8Array[]> {
    if (index >= this.size) throw new Refusal('beyond');
    const proof: Uint8Array[] = [];
    for (let from = 0, to = this.size; to - from > 1;) {
      const middle = from + half(to - from);
      if (index < middle) {
        proof.unshift(await this.hashOf(middle, to));
        to = middle;
      } else {
        proof.unshift(await this.hashOf(from, middle));
        from = middle;
      }
    }
    checkInclusion(BigInt(index), BigInt(this.size), leafHash(entry), proof, this.root);
    return proof;
  }

  // Throws Refusal "fork" if this record doesn't go on from an earlier, or a smaller, state of it: never for tiles alone, which any proxy may
  // garble, but for two roots that were signed.
  async checkGoesOnFrom(earlier: Record): Promise<void> {
    if (earlier.size === 0) return;
    if (earlier.size === this.size) {
      if (!sameBytes(earlier.root, this.root)) throw new Refusal('fork');
      return;
    }
    const proof: Uint8Array[] = [];
    let from = 0, to = this.size;
    while (earlier.size < to) {
      const middle = from + half(to - from);
      if (earlier.size <= middle) {
        proof.unshift(await this.hashOf(middle, to));
        to = middle;
      } else {
        proof.unshift(await this.hashOf(from, middle));
        from = middle;
      }
    }
    proof.unshift(await this.hashOf(from, to));
    const roots = consistencyRoots(BigInt(earlier.size), BigInt(this.size), proof);
    if (roots === null || !sameBytes(roots[1], this.root)) throw new Refusal('not-included');
    if (!sameBytes(roots[0], earlier.root)) throw new Refusal('fork');
  }
}

// The largest power of two below `size`, which is above 1.
function half(size: number): number {
  let out = 1;
  while (2 * out < size) out *= 2;
  return out;
}
