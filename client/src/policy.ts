// SPDX-License-Identifier: AGPL-3.0-or-later
// Policy (C2SP tlog-policy): the record's keys, its witnesses, and how many of them make a quorum.
import { sameBytes } from './base64.js';
import { bytesOf, parseVerifierKey, LOG_KEY, WITNESS_KEY, type VerifierKey } from './note.js';
import { readInteger } from './entry_lines.js';
import { Refusal } from './refusal.js';

export interface Policy {
  logs: VerifierKey[];
  witnesses: { name: string; key: VerifierKey }[];
  groups: { name: string; k: number; members: string[] }[];
  quorum: string;  // a witness, a group, or "none"
}

const NONE = 'none';
const MOST = 64;
const MOST_BYTES = 64 * 1024;

class PolicyReader {
  private readonly policy: Policy = { logs: [], witnesses: [], groups: [], quorum: '' };
  private readonly names = new Set<string>([NONE]);
  private readonly grouped = new Set<string>();

  line(text: string): void {
    const words = text.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]!.startsWith('#')) return;
    const [kind, ...rest] = words;
    if (kind === 'log') this.log(rest);
    else if (kind === 'witness') this.witness(rest);
    else if (kind === 'group') this.group(rest);
    else if (kind === 'quorum') this.quorum(rest);
    else this.refuse();
  }

  finish(): Policy {
    if (this.policy.quorum === '') this.refuse();
    return this.policy;
  }

  private refuse(): never {
    throw new Refusal('policy');
  }

  // Under another name it would count twice.
  private newKey(text: string, type: number, others: VerifierKey[]): VerifierKey {
    const key = parseVerifierKey(text);
    if (key?.type !== type || others.some((other) => sameBytes(other.key, key.key))) return this.refuse();
    return key;
  }

  private name(name: string): void {
    if (this.names.has(name)) this.refuse();
    this.names.add(name);
  }

  private log(words: string[]): void {
    if (words.length < 1 || words.length > 2 || this.policy.logs.length === MOST) this.refuse();
    this.policy.logs.push(this.newKey(words[0]!, LOG_KEY, this.policy.logs));
  }

  private witness(words: string[]): void {
    if (words.length < 2 || words.length > 3 || this.policy.witnesses.length === MOST) this.refuse();
    const key = this.newKey(words[1]!, WITNESS_KEY, this.policy.witnesses.map((one) => one.key));
    this.name(words[0]!);
    this.policy.witnesses.push({ name: words[0]!, key });
  }

  private group(words: string[]): void {
    const [name, number, ...members] = words;
    if (name === undefined || number === undefined || members.length === 0 || this.policy.groups.length === MOST)
      return this.refuse();
    for (const member of members) {
      if (member === NONE || !this.names.has(member) || this.grouped.has(member)) this.refuse();
      this.grouped.add(member);
    }
    const k = number === 'all' ? members.length : number === 'any' ? 1 : readInteger(number);
    if (k === null || k < 1 || k > members.length) return this.refuse();
    this.name(name);
    this.policy.groups.push({ name, k, members });
  }

  private quorum(words: string[]): void {
    if (this.policy.quorum !== '' || words.length !== 1 || !this.names.has(words[0]!)) this.refuse();
    this.policy.quorum = words[0]!;
  }
}

export function parsePolicy(text: string): Policy {
  // Lines of text, each with a line feed at its end.
  if (bytesOf(text).length > MOST_BYTES || !text.endsWith('\n') || /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) throw new Refusal('policy');
  const reader = new PolicyReader();
  for (const line of text.split('\n')) reader.line(line);
  return reader.finish();
}

// Whether the policy asks for witnesses at all.
export const asksForWitnesses = (policy: Policy): boolean => policy.quorum !== NONE;

// Whether these witnesses, by name, make a quorum.
export function quorumMet(policy: Policy, cosigned: string[]): boolean {
  const met = new Set<string>([NONE, ...cosigned]);
  for (const group of policy.groups) {  // a group's members come before it
    if (group.members.filter((member) => met.has(member)).length >= group.k) met.add(group.name);
  }
  return met.has(policy.quorum);
}
