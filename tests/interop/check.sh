#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# check.sh WRITE_RECORD CHECK_LOG FOLDER: another implementation agrees with a record, and refuses each way to tamper with it.
set -eu
write_record=$1 check_log=$2 folder=$3

rm -rf "$folder"
"$write_record" "$folder"

check() {
  set -- "$1" -vkey "$1/log.vkey" -witness "$1/witness.vkey"
  record=$1
  shift
  for old in "$record"/checkpoints/*; do set -- "$@" -old "$old"; done
  for proof in "$record"/receipts/*; do set -- "$@" -proof "$proof"; done
  "$check_log" "$@" "$record/log"
}

# refused FILE OFFSET: with one byte of FILE changed, the check must fail.
refused() {
  rm -rf "$folder.tampered"
  cp -r "$folder" "$folder.tampered"
  file=$folder.tampered/$1
  byte=$(od -An -tu1 -j "$2" -N 1 "$file" | tr -d ' ')
  printf "\\$(printf %o $((byte ^ 1)))" | dd of="$file" bs=1 seek="$2" conv=notrunc status=none
  if cmp -s "$folder/$1" "$file"; then
    echo "$1 was not changed" >&2
    exit 1
  fi
  if check "$folder.tampered" >/dev/null 2>&1; then
    echo "a changed byte in $1 went unseen" >&2
    exit 1
  fi
}

check "$folder"
refused log/checkpoint 30
refused log/checkpoint 200
refused log/tile/entries/000 300
refused log/tile/entries/005 5000
refused log/tile/entries/013.p/5 100
refused log/tile/0/000 0
refused log/tile/0/007 8191
refused log/tile/0/013.p/5 33
refused log/tile/1/000.p/13 64
refused checkpoints/700 30
refused receipts/1023.tlog-proof 100
refused receipts/3071.tlog-proof 2200
rm -rf "$folder.tampered"
