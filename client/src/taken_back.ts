// SPDX-License-Identifier: AGPL-3.0-or-later
// What was taken back in one tab isn't sent again by another that still waits for it: tabs of this browser hear of it, and nothing is stored.
import { sha256 } from '@noble/hashes/sha256';
import { toHex } from './base64.js';
import { bytesOf } from './note.js';

const NAME = 'ruban-taken-back';
const of = (lines: string): string => toHex(sha256(bytesOf(lines)));

export function announceTakenBack(lines: string): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(of(lines));
  channel.close();
}

// `heard` is called if any tab of this browser takes this entry back, until what is answered is called.
export function onTakenBack(lines: string, heard: () => void): () => void {
  const own = of(lines), channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }) => {
    if (data === own) heard();
  };
  return () => channel.close();
}
