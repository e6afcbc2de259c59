#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# check-a-receipt.sh FILE VKEY: does the record whose key is VKEY hold the entry in FILE? Needs bash, coreutils and OpenSSL 3.
set -euo pipefail
export LC_ALL=C
no() { echo "REFUSED: $1" >&2; exit 1; }
raw() { base64 -d <<<"$1" >"$t/raw" 2>/dev/null && [ "$(base64 -w0 "$t/raw")" = "$1" ] || no "not canonical base64: $1"; cat "$t/raw"; }
sha() { openssl dgst -sha256 -binary; }
[ $# = 2 ] || no "usage: check-a-receipt.sh FILE VKEY"
t=$(mktemp -d) && trap 'rm -rf "$t"' EXIT
mapfile -t line <"$1"  # header, entry, index, hashes, blank line, origin, size, root, blank line, signatures
name=${2%%+*} key=${2#*+} id=${key%%+*} key=${key#*+}
[ "$({ echo "$name"; raw "$key"; } | sha256sum | head -c 8)" = "$id" ] || no "this is no verifier key"
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; raw "$key" | tail -c 32; } >"$t/key.der"
[[ ${line[0]-} == c2sp.org/tlog-proof@v1 && ${line[1]-} == "extra "* && ${line[2]-} =~ ^index\ (0|[1-9][0-9]{0,15})$ ]] || no "no receipt"
fn=${BASH_REMATCH[1]}
for ((i = 3; i < ${#line[@]}; i++)); do [ "${line[i]}" ] || break; done
[[ ${line[i+1]-} == "$name" && ${line[i+2]-} =~ ^[1-9][0-9]{0,15}$ && ${line[i+4]-x} == "" ]] || no "not a checkpoint of $name"
printf '%s\n' "${line[@]:i+1:3}" >"$t/body"
signed=
for s in "${line[@]:i+5}"; do
  [[ $s == "— $name "* ]] && raw "${s##* }" >"$t/s" && [ "$(head -c 4 "$t/s" | od -An -tx1 | tr -d ' \n')" = "$id" ] || continue
  tail -c +5 "$t/s" >"$t/sig"
  openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/key.der" -rawin -in "$t/body" -sigfile "$t/sig" >/dev/null 2>&1 || no "the record's signature is wrong"
  signed=1
done
[ "$signed" ] || no "the checkpoint isn't signed by this key"
sn=$((line[i+2] - 1)); [ "$fn" -le "$sn" ] || no "the index lies beyond the end of the record"
{ printf '\0'; raw "${line[1]#extra }"; } | sha >"$t/r"
for ((k = 3; k < i; k++)); do
  raw "${line[k]}" >"$t/p"; [ "$sn" -gt 0 ] && [ "$(wc -c <"$t/p")" = 32 ] || no "a hash too many, or of a wrong length"
  if ((fn % 2 || fn == sn)); then
    { printf '\1'; cat "$t/p" "$t/r"; } | sha >"$t/n"
    while ((fn % 2 == 0 && fn > 0)); do fn=$((fn / 2)) sn=$((sn / 2)); done
  else
    { printf '\1'; cat "$t/r" "$t/p"; } | sha >"$t/n"
  fi
  mv "$t/n" "$t/r"; fn=$((fn / 2)) sn=$((sn / 2))
done
[ "$sn" = 0 ] && [ "$(base64 -w0 "$t/r")" = "${line[i+3]}" ] || no "the entry isn't in the record at this place"
raw "${line[1]#extra }"
echo "IN THE RECORD: ${line[2]} of $name, which the server has committed to with a checkpoint of ${line[i+2]} entries."
