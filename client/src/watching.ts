// SPDX-License-Identifier: AGPL-3.0-or-later
// Watching: the record as it grows. What was read isn't fetched again, and each checkpoint must go on from the one before.
import { seeRecord, type Seen } from './check_letter.js';
import { Denied } from './fetching.js';
import { bytesOf } from './note.js';
import type { Policy } from './policy.js';
import { Refusal } from './refusal.js';

export interface Found {
  index: number;
  entry: Uint8Array;
  proof: Uint8Array[];
  note: string;  // the signed checkpoint of the proof
}

const LAST = new Set(['fork', 'taken-back']);

export class Watching {
  // `next`: the first entry that wasn't read yet.
  constructor(private readonly policy: Policy, private readonly needsQuorum: boolean, public seen: Seen, private next: number) {}

  // Hands out what wasn't yet, up to what is published now; it counts once this returns. Throws Refusal "fork" if the record doesn't go
  // on from what was seen.
  async read(look: (entry: Uint8Array, index: number) => void): Promise<void> {
    const now = await seeRecord(this.policy, this.needsQuorum);
    const before = this.seen.record;
    if (now.record.size < before.size) return before.checkGoesOnFrom(now.record);  // an older one, as a cache may give
    now.record.goOnFrom(before);
    await now.record.checkGoesOnFrom(before);
    await now.record.read(this.next, now.record.size, look);
    this.seen = now;
    this.next = now.record.size;
  }

  // The first new entry that begins with these lines; null: it isn't there yet.
  async find(lines: string): Promise<Found | null> {
    const start = bytesOf(lines);
    let found = null as { index: number; entry: Uint8Array } | null;
    await this.read((entry, index) => {
      if (found === null && start.every((byte, at) => entry[at] === byte)) found = { index, entry };
    });
    if (found === null) return null;
    return { ...found, proof: await this.seen.record.prove(found.index, found.entry), note: this.seen.note };
  }

  // Until the public tiles hold it; sent again, a while after `until`, where they should and don't. What fails on the way is tried
  // again, but for a fork, and for what was taken back meanwhile.
  async await(lines: string, until: Date | null, resend: () => Promise<unknown>): Promise<Found> {
    let again = (until?.getTime() ?? Date.now()) + 30_000;
    for (;; await pause(until !== null && Date.now() < until.getTime() ? 5000 : 1000)) {
      try {
        const found = await this.find(lines);
        if (found !== null) return found;
        if (Date.now() > again) {
          again = Date.now() + 60_000;
          await resend();
        }
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof Denied) || (error instanceof Refusal && LAST.has(error.reason))) throw error;
        await pause(5000);
      }
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
