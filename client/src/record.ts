// SPDX-License-Identifier: AGPL-3.0-or-later
// Record: the public tiles, read as anybody can (C2SP tlog-tiles), and the proofs that are made of them. Nothing is believed:
// a proof is checked against the root of a signed checkpoint. Entries are fetched in whole bundles, so that the server isn't
// told which one is looked for.
import { sha256 } from '@noble/hashes/sha256';
import { fetchBytes } from './fetching.js';
import { checkInclusion, leafHash, nodeHash } from './merkle.js';
import { Refusal } from './refusal.js';

const WIDTH = 256;

// "x001/x234/067"
function groups(n: number): string {
  const digits = String(n).padStart(Math.ceil(String(n).length / 3) * 3, '0').match(/.{3}/g)!;
  return digits.map((three, i) => (i + 1 < digits.length ? `x${three}` : three)).join('/');
}

export class Record {
  private readonly tiles = new Map<string, Promise<Uint8Array>>();

  // `root` and `size` of a checkpoint that was judged.
  constructor(readonly size: number, readonly root: Uint8Array) {}

  private tile(level: string, n: number, width: number): Promise<Uint8Array> {
    const path = `/log/tile/${level}/${groups(n)}${width < WIDTH ? `.p/${width}` : ''}`;
    const found = this.tiles.get(path) ?? fetchBytes(path);
    this.tiles.set(path, found);
    return found;
  }

  // Of the nth bundle, as far as the record goes.
  async bundle(n: number): Promise<Uint8Array[]> {
    const width = Math.min(WIDTH, this.size - n * WIDTH);
    const bytes = await this.tile('entries', n, width);
    const out: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = at + 2 + ((bytes[at]! << 8) | (bytes[at + 1] ?? 0));
      if (end > bytes.length) throw new Refusal('tile');
      out.push(bytes.slice(at + 2, end));
      at = end;
    }
    if (out.length !== width) throw new Refusal('tile');
    return out;
  }

  // Hash of the complete subtree of 2^height leaves from index·2^height on.
  private async complete(height: number, index: number): Promise<Uint8Array> {
    const level = Math.floor(height / 8), within = height - 8 * level;
    const first = index * 2 ** within;
    const n = Math.floor(first / WIDTH);
    const width = Math.min(WIDTH, Math.floor(this.size / 2 ** (8 * level)) - n * WIDTH);
    const bytes = await this.tile(String(level), n, width);
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
    const height = Math.floor(Math.log2(to - from));
    if (2 ** height === to - from) return this.complete(height, from / 2 ** height);
    const middle = from + 2 ** height;
    return nodeHash(await this.hashOf(from, middle), await this.hashOf(middle, to));
  }

  // The inclusion proof of `entry` at `index`, checked; throws why it isn't there.
  async prove(index: number, entry: Uint8Array): Promise<Uint8Array[]> {
    if (index >= this.size) throw new Refusal('beyond');
    const proof: Uint8Array[] = [];
    for (let from = 0, to = this.size; to - from > 1;) {
      let half = 1;
      while (2 * half < to - from) half *= 2;
      if (index < from + half) {
        proof.unshift(await this.hashOf(from + half, to));
        to = from + half;
      } else {
        proof.unshift(await this.hashOf(from, from + half));
        from += half;
      }
    }
    checkInclusion(BigInt(index), BigInt(this.size), leafHash(entry), proof, this.root);
    return proof;
  }

  // Where an entry that begins with these lines stands, from the bundle of `from` on; null: nowhere yet.
  async find(lines: Uint8Array, from: number): Promise<{ index: number; entry: Uint8Array } | null> {
    for (let n = Math.floor(from / WIDTH); n * WIDTH < this.size; ++n) {
      const bundle = await this.bundle(n);
      const i = bundle.findIndex((entry) => lines.every((byte, at) => entry[at] === byte));
      if (i >= 0) return { index: n * WIDTH + i, entry: bundle[i]! };
    }
    return null;
  }
}
