// SPDX-License-Identifier: AGPL-3.0-or-later
// The signature of a key that somebody brings, found in the letter's part of the record: all of it is read, so that the server
// isn't told which signature is meant.
import { seeRecord } from './check_letter.js';
import { readInteger } from './entry_lines.js';
import { givenKey } from './given_key.js';
import type { KeyFile } from './key_file.js';
import { OwnStanding } from './own_standing.js';
import { element, own, place } from './page.js';
import { parsePolicy } from './policy.js';
import { Refusal } from './refusal.js';
import { Watching } from './watching.js';

export interface FoundStanding {
  key: KeyFile;
  standing: OwnStanding;
  watching: Watching;
}

// Throws a Refusal.
export async function findStanding(): Promise<FoundStanding> {
  const key = await givenKey();
  if (key.letter !== place.letter) throw new Refusal('other-letter');
  const letterIndex = readInteger(own.dataset.index!)!;
  const policy = parsePolicy(element('own-policy').textContent ?? '');
  const seen = await seeRecord(policy, false);
  const { origin } = seen.judgement.checkpoint;
  if (key.origin !== origin) throw new Refusal('other-site', key.origin);
  const standing = new OwnStanding(key.letter, letterIndex, key.seed);
  const watching = new Watching(policy, false, seen, letterIndex);
  await watching.read((entry, index) => standing.look(entry, index));
  if (standing.letter === null) throw new Refusal('letter-entry');
  return { key, standing, watching };
}
