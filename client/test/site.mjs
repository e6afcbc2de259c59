// SPDX-License-Identifier: AGPL-3.0-or-later
// A site of the tests' own, under the addresses that ours has.
import assert from 'node:assert/strict';
import { ORIGIN, client, leaf, log, root } from './world.mjs';

// Serves a record as a site does, and keeps what was asked for. `change` has the last word on each file.
export class Site {
  asked = [];
  change = (path, bytes) => bytes;
  key = log;
  files = new Map();  // beside the record
  cosigned = (body) => '';

  constructor(entries) {
    this.entries = entries;
    globalThis.fetch = async (path) => {
      this.asked.push(path);
      const bytes = this.change(path, this.file(path));
      return bytes === null ? new Response('', { status: 404 }) : new Response(bytes);
    };
  }

  get leaves() {
    return this.entries.map(leaf);
  }

  file(path) {
    if (path === '/log/checkpoint') return Buffer.from(this.note());
    if (this.files.has(path)) return Buffer.from(this.files.get(path));
    const [, level, n, width] = path.match(/^\/log\/tile\/(entries|\d)\/(\d{3})(?:\.p\/(\d+))?$/) ?? assert.fail(path);
    const [from, to] = [Number(n) * 256, Number(n) * 256 + Number(width ?? 256)];
    if (level === 'entries') {
      return Buffer.concat(this.entries.slice(from, to).flatMap((entry) => [Buffer.from([entry.length >> 8, entry.length & 255]), entry]));
    }
    if (level === '0') return Buffer.concat(this.leaves.slice(from, to));
    return Buffer.concat(Array.from({ length: to - from }, (_, i) => root(this.leaves.slice((from + i) * 256, (from + i + 1) * 256))));
  }

  // Of the first `size` entries, as a cache may give it; tiles aren't cut.
  note() {
    const size = this.size ?? this.entries.length;
    const body = `${ORIGIN}\n${size}\n${root(this.leaves.slice(0, size)).toString('base64')}\n`;
    return `${body}\n${this.key.signs(body)}${this.cosigned(body)}`;
  }

  record() {
    return new client.Record(this.entries.length, root(this.leaves));
  }
}

// The reason of the refusal; "none" if there was none.
export const reasonOf = (work) =>
  work.then(() => 'none', (error) => (error instanceof client.Refusal ? error.reason : Promise.reject(error)));
