// SPDX-License-Identifier: AGPL-3.0-or-later
// The key that somebody brings: a file, or its text as a phone reads it from a code (templates/own_key.tpl).
import { MAX_KEY_FILE_BYTES, parseKeyFile, type KeyFile } from './key_file.js';
import { input } from './page.js';
import { Refusal } from './refusal.js';

// The text, if there is one, else the file. Throws a Refusal.
export async function givenKey(): Promise<KeyFile> {
  const pasted = input('own-text').value.trim();
  if (pasted !== '') return parseKeyFile(pasted);
  const file = input('own-file').files?.[0];
  if (file === undefined) throw new Refusal('no-key');
  if (file.size > MAX_KEY_FILE_BYTES) throw new Refusal('key-file');
  return parseKeyFile(await file.text());
}
