#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Proves that ./run and ./test need nothing but a Debian 12 with git: makes one with mmdebstrap from this machine's own
# apt sources, clones the last commit into it, has ./run serve the demonstration, and passes ./test. As root; takes
# about an hour. By hand, before a release.
#   tests/fresh_machine.sh              all of it
#   tests/fresh_machine.sh --packages   until the packages are installed
#   tests/fresh_machine.sh --user …     the same by a user of the machine who may use sudo, in their home
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

add_user() {
  chroot "$1" useradd --create-home --shell /bin/bash "$user"
  echo "$user ALL=(ALL) NOPASSWD: ALL" >"$1/etc/sudoers.d/$user"
  chmod 0440 "$1/etc/sudoers.d/$user"
}

make_machine() {
  local root=$1 settings include=git
  [ "$user" = root ] || include=git,sudo
  settings=$(mktemp)
  apt_settings >"$settings"
  sources | mmdebstrap --quiet --mode=root --variant=minbase --include="$include" --aptopt="$settings" bookworm "$root" -
  rm "$settings"
  cp --dereference /etc/resolv.conf /etc/hosts "$root/etc/"
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp -R /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
  [ "$user" = root ] || add_user "$root"
  ! command -v npm >/dev/null || npm_settings >"$root$home/.npmrc"
  git clone --quiet --no-hardlinks "$repository" "$root$home/ruban"
  [ "$user" = root ] || chroot "$root" chown -R "$user:" "$home"
}

# Everything below runs in namespaces of its own: their mounts and processes end with them.
# Its folder becomes the root of the file system, for this shell, too. chroot would not do: who is in one can't make user
# namespaces, and that is how tests/crash/full_disk.py mounts as a user.
enter_machine() {
  mount --bind "$1" "$1"
  mount -t proc proc "$1/proc"
  mount --rbind /sys "$1/sys"
  mount --rbind /dev "$1/dev"
  mount -t tmpfs -o mode=1777 shm "$1/dev/shm"
  cd "$1"
  pivot_root . mnt
  cd /
  hash -r
  umount --lazy /mnt
}

# In place of this shell: who is asked to stop is then the command itself.
exec_within() {
  local as=() path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  if [ "$user" != root ]; then
    as=(setpriv --reuid="$user" --regid="$user" --init-groups)
    path=/usr/local/bin:/usr/bin:/bin
  fi
  exec "${as[@]}" /usr/bin/env -i HOME="$home" USER="$user" LOGNAME="$user" PATH="$path" LANG=C.UTF-8 PORT="$port" \
    /bin/sh -c 'cd ~/ruban && exec "$@"' sh "$@"
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
  enter_machine "$root"
  say "tools/install_packages"
  within tools/install_packages
  [ "$what" = all ] || return 0
  say "./run"
  check_run
  say "./test"
  within ./test
}

# By name, and where they live.
is_used_by() { user=$1 home=$(if [ "$1" = root ]; then echo /root; else echo "/home/$1"; fi); }

if [ "${1:-}" = --within ]; then
  root=$2 what=$3
  is_used_by "$4"
  in_machine
  exit
fi

is_used_by root
if [ "${1:-}" = --user ]; then
  is_used_by ada
  shift
fi
case ${1:-} in
  "") what=all ;;
  --packages) what=packages ;;
  *) echo "usage: tests/fresh_machine.sh [--user] [--packages]" >&2; exit 2 ;;
esac
[ "$(id -u)" -eq 0 ] || die "needs root"
command -v mmdebstrap >/dev/null || die "needs mmdebstrap"
[ -n "$(sources)" ] || die "this machine has no package lists of Debian 12: apt-get update"
[ -z "$(git -C "$repository" status --porcelain)" ] || echo "fresh_machine: what isn't committed is left out" >&2

folder=$(mktemp -d "${TMPDIR:-/var/tmp}/ruban-fresh-XXXXXX")
trap 'rm -rf --one-file-system "$folder"' EXIT
say "a Debian 12"
make_machine "$folder/machine"
unshare --mount --pid --fork --kill-child "$0" --within "$folder/machine" "$what" "$user"
say "done in $SECONDS s"
