// SPDX-License-Identifier: AGPL-3.0-or-later
// Receipts that were saved in Chromium, before the two programs that check them without a browser: ours, and the one of
// tests/interop, which is made of Go's own log library and has nothing of ours.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runRuban } from './demo.mjs';

// Why a test of Go is skipped; false where it isn't.
export const withoutGo = !process.env.CHECK_LOG && 'CHECK_LOG doesn’t name the program check_log that tests/interop builds';

// `home` is a folder where `ruban` may pin the record's key.
export async function acceptedByRuban(file, home) {
  const { code, out } = await runRuban(['verify', file], { env: { ...process.env, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home } });
  assert.equal(code, 0, out);
}

// Each with the record over HTTP as it is now.
export async function acceptedByGo(url, files) {
  const [, vkey] = (await (await fetch(`${url}/log/policy`)).text()).match(/^log (\S+)/m);
  const proofs = files.flatMap((file) => ['-proof', file]);
  const { stdout } = await promisify(execFile)(process.env.CHECK_LOG, ['-vkey', vkey, ...proofs, `${url}/log`]);
  assert.ok(stdout.includes(` ${files.length} receipts agree with root `), stdout);
}
