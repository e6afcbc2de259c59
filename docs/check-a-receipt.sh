#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# check-a-receipt.sh FILE VKEY: does the record whose key is VKEY hold the entry in FILE? Twenty lines; bash, coreutils, OpenSSL 3.
set -euo pipefail; export LC_ALL=C; [ $# = 2 ] || { echo "usage: check-a-receipt.sh FILE VKEY" >&2; exit 1; }; body=$(mktemp); trap 'rm -f "$body"' EXIT
no() { echo "REFUSED: $1" >&2; exit 1; }; sha() { openssl dgst -sha256 -binary | base64 -w0; }
raw() { [ "$(base64 -d <<<"$1" 2>/dev/null | base64 -w0)" = "$1" ] || no "not canonical base64: $1"; base64 -d <<<"$1"; }
# The key is the one that its name and number say.
mapfile -t line <"$1"; name=${2%%+*} key=${2#*+} id=${key%%+*} key=${key#*+}
[ "$({ echo "$name"; raw "$key"; } | sha256sum | head -c 8)" = "$id" ] || no "this is no verifier key"
# Header, entry, index, hashes; a blank line; origin, size, root; a blank line, signatures.
[[ ${line[0]-} == c2sp.org/tlog-proof@v1 && ${line[1]-} == "extra "* && ${line[2]-} =~ ^index\ (0|[1-9][0-9]{0,15})$ ]] || no "no receipt"
fn=${BASH_REMATCH[1]}; for ((i = 3; i < ${#line[@]}; i++)); do [ "${line[i]}" ] || break; done
[[ ${line[i+1]-} == "$name" && ${line[i+2]-} =~ ^[1-9][0-9]{0,15}$ && ${line[i+4]-x} == "" ]] || no "not a checkpoint of $name"; printf '%s\n' "${line[@]:i+1:3}" >"$body"
# The record's signature, by a key that OpenSSL reads.
pem=$(printf -- '-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----' "$({ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\0'; raw "$key" | tail -c 32; } | base64)")
for s in "${line[@]:i+5}"; do [[ $s =~ ^—\ ([^ +]+)\ ([A-Za-z0-9+/]+=*)$ ]] || no "a line that is no signature"; at=${BASH_REMATCH[1]} sig=${BASH_REMATCH[2]}
  its=$(raw "$sig" | od -An -tx1 -N4 | tr -d ' \n') || no "not canonical base64"; [ "$at $its" = "$name $id" ] || continue
  signed=$(openssl pkeyutl -verify -pubin -inkey <(echo "$pem") -rawin -in "$body" -sigfile <(raw "$sig" | tail -c +5) 2>&1) || no "the record's signature is wrong"
done; [ "${signed-}" ] || no "the checkpoint isn't signed by this key"
# From the entry up to the root (RFC 9162, section 2.1.3.2).
sn=$((line[i+2] - 1)) r=$({ printf '\0'; raw "${line[1]#extra }"; } | sha); [ "$fn" -le "$sn" ] || no "the index lies beyond the end of the record"
for p in "${line[@]:3:i-3}"; do
  [ "$sn" -gt 0 ] && [ "$(raw "$p" | wc -c)" = 32 ] || no "a hash too many, or of a wrong length"
  if ((fn % 2 || fn == sn)); then r=$({ printf '\1'; raw "$p"; raw "$r"; } | sha); else r=$({ printf '\1'; raw "$r"; raw "$p"; } | sha); fi
  while ((fn % 2 == 0 && fn > 0 && fn == sn)); do fn=$((fn / 2)) sn=$((sn / 2)); done; fn=$((fn / 2)) sn=$((sn / 2))
done; [ "$sn" = 0 ] && [ "$r" = "${line[i+3]}" ] || no "the entry isn't in the record at this place"
raw "${line[1]#extra }"; echo "IN THE RECORD: ${line[2]} of $name, which the server has committed to with a checkpoint of ${line[i+2]} entries."
