#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Proves that ./run and ./test need nothing but a Debian 12 with git: makes one with mmdebstrap from this machine's own
# apt sources, clones the last commit into it, has ./run serve the demonstration, and passes ./test. As root; takes
# about an hour. By hand, before a release.
#   tests/fresh_machine.sh              all of it
#   tests/fresh_machine.sh --packages   until the packages are installed
# PORT (8099): where the demonstration answers. TMPDIR (/var/tmp): needs 8 GB.
set -euo pipefail
repository=$(cd "$(dirname "$0")/.." && pwd)
port=${PORT:-8099}

say() { printf '\n== %s\n' "$*"; }
die() { echo "fresh_machine: $*" >&2; exit 1; }

# The lines of sources.list for what this machine gets from Debian.
sources() {
  apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 'Origin: Debian' |
    grep -E ' bookworm(-[a-z]+)? ' | sort -u
}

# How this machine reaches them.
apt_settings() { apt-config dump | grep -E '^Acquire::(http|https|Proxy|Retries|Check-)' || true; }

# How it reaches the npm registry; no tokens.
npm_settings() {
  local key value
  for key in registry cafile proxy https-proxy; do
    value=$(npm config get "$key" 2>/dev/null || true)
    case $value in "" | null | undefined) ;; *) echo "$key=$value" ;; esac
  done
}

make_machine() {
  local root=$1 settings
  settings=$(mktemp)
  apt_settings >"$settings"
  sources | mmdebstrap --quiet --mode=root --variant=minbase --include=git --aptopt="$settings" bookworm "$root" -
  rm "$settings"
  cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp -R /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
  command -v npm >/dev/null && npm_settings >"$root/root/.npmrc"
  git clone --quiet --no-hardlinks "$repository" "$root/root/ruban"
}

# Everything below runs in namespaces of its own: their mounts and processes end with them.
mount_machine() {
  mount --bind "$1" "$1"  # so that it is a mount itself, and programs in it can make namespaces
  mount -t proc proc "$1/proc"
  mount --rbind /sys "$1/sys"
  mount --rbind /dev "$1/dev"
  mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
}

# In place of this shell: who is asked to stop is then the command itself.
exec_within() {
  exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8 PORT="$port" /bin/sh -c 'cd ~/ruban && exec "$@"' sh "$@"
}

within() { (exec_within "$@"); }

answers() {
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$1" "$port" >&3
  local status
  read -r status <&3
  exec 3<&-
  [[ $status == "HTTP/1.1 200 "* ]]
}

check_run() {
  answers / && die "something answers on port $port already: choose another PORT"
  exec_within ./run &
  local run=$!
  until answers /en/letters/drop-the-ice-contract; do
    kill -0 "$run" 2>/dev/null || die "./run ended before the demonstration answered"
    sleep 1
  done
  answers /fr/letters/drop-ice-or-lose-us || die "the French page doesn't answer"
  kill -TERM "$run"
  wait "$run" || die "./run ended with $?"
}

in_machine() {
  mount_machine "$root"
  say "tools/install_packages"
  within tools/install_packages
  [ "$what" = all ] || return 0
  say "./run"
  check_run
  say "./test"
  within ./test
}

if [ "${1:-}" = --within ]; then
  root=$2 what=$3
  in_machine
  exit
fi

case ${1:-} in
  "") what=all ;;
  --packages) what=packages ;;
  *) echo "usage: tests/fresh_machine.sh [--packages]" >&2; exit 2 ;;
esac
[ "$(id -u)" -eq 0 ] || die "needs root"
command -v mmdebstrap >/dev/null || die "needs mmdebstrap"
[ -n "$(sources)" ] || die "this machine has no package lists of Debian 12: apt-get update"
[ -z "$(git -C "$repository" status --porcelain)" ] || echo "fresh_machine: what isn't committed is left out" >&2

folder=$(mktemp -d "${TMPDIR:-/var/tmp}/ruban-fresh-XXXXXX")
trap 'rm -rf --one-file-system "$folder"' EXIT
say "a Debian 12"
make_machine "$folder/machine"
unshare --mount --pid --fork --kill-child "$0" --within "$folder/machine" "$what"
say "done in $SECONDS s"
