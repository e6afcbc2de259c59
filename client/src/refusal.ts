// SPDX-License-Identifier: AGPL-3.0-or-later
// Refusal: why a file isn't accepted. Each reason has its own sentence on the page (templates/verify.tpl).
export type Reason =
  | 'too-long' | 'not-a-proof' | 'not-text' | 'line-ends' | 'cut' | 'extra' | 'no-extra' | 'index' | 'hash'
  | 'too-many-hashes'
  | 'note-too-long' | 'note-characters' | 'note-unsigned' | 'note-cut' | 'note-too-many' | 'note-line'
  | 'checkpoint' | 'other-record' | 'unknown-key' | 'wrong-signature' | 'wrong-witness'
  | 'beyond' | 'missing-hashes' | 'extra-hashes' | 'not-included'
  | 'entry' | 'entry-signature' | 'policy'
  // of signing, withdrawing and the like (templates/sign_own.tpl, withdraw_own.tpl, quote.tpl, pledge.tpl)
  | 'blinding' | 'blind-signature' | 'key-file' | 'other-letter' | 'tile' | 'offline' | 'not-served' | 'answer'
  | 'no-quorum' | 'letter-entry' | 'second-letter' | 'letter-text' | 'issuer-key' | 'fork' | 'no-key' | 'other-site'
  | 'nothing-yet' | 'not-standing' | 'no-name' | 'no-words' | 'nothing-named' | 'credential' | 'letter-policy' | 'taken-back';

export class Refusal extends Error {
  // `subject`: the record or the witness that the sentence names, if it names one.
  constructor(readonly reason: Reason, readonly subject = '') {
    super(reason);
  }
}
