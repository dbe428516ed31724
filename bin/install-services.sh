#!/usr/bin/env bash
# Makes sure that the programs named on the command line are on this machine:
#
#   bin/install-services.sh postgres redis chromium pocketsphinx
#
# On Debian and Ubuntu, as root, it installs what is missing. Elsewhere it only checks, and says what to install.
# It prints nothing and touches no package list when nothing is missing. No server is left running.
set -euo pipefail

postgres_bin() { ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname; }
pg_config_path() { local bin; bin=$(postgres_bin); [ -n "$bin" ] && echo "$bin/pg_config" || command -v pg_config; }
has_postgres() { [ -n "$(postgres_bin)" ] || command -v initdb >/dev/null; }
has_pgvector() { local config; config=$(pg_config_path) && [ -f "$("$config" --sharedir)/extension/vector.control" ]; }
has_redis() { command -v redis-server >/dev/null || command -v valkey-server >/dev/null; }
has_pocketsphinx() {
  [ -f /usr/share/pocketsphinx/model/en-us/en-us.lm.bin ] && compgen -G '/usr/lib/*/libpocketsphinx.so.3' >/dev/null
}
has_chromium() { [ -x "${CHROMIUM_PATH:-/usr/bin/chromium}" ]; }

main() {
  scratch=$(mktemp -d)
  trap clean_up EXIT
  local program
  for program in "$@"; do
    case $program in
      postgres) ensure postgres install_package postgresql; ensure pgvector install_pgvector ;;
      redis) ensure redis install_package redis-server ;;
      chromium) ensure chromium install_package chromium ;;
      pocketsphinx) ensure pocketsphinx install_package libpocketsphinx3 libsphinxbase3 pocketsphinx-en-us ;;
      *) echo "Unknown program: $program (postgres, redis, chromium and pocketsphinx are known)" >&2; exit 2 ;;
    esac
  done
}

ensure() {
  local name=$1
  shift
  "has_$name" && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "$name is missing. Install it with your package manager, or run this as root on Debian or Ubuntu." >&2
    exit 1
  fi
  echo "Installing $name …" >&2
  "$@"
  "has_$name" || { echo "$name is still missing after its installation." >&2; exit 1; }
}

install_package() {
  refresh_package_lists
  keep_services_stopped
  quietly apt_get install --no-install-recommends "$@"
}

# A distribution older than the extension has no package of it. Debian 13's source builds there in seconds.
install_pgvector() {
  refresh_package_lists
  local version package
  version=$("$(pg_config_path)" --version | grep -oE '[0-9]+' | head -n 1)
  package=postgresql-$version-pgvector
  if apt-cache policy "$package" | grep -q 'Candidate: [0-9]'; then
    install_package "$package"
  else
    install_package "postgresql-server-dev-$version" gcc make
    fetch_pgvector_source
    # No -march=native and no LLVM bitcode: the result runs on any machine of this architecture, built by gcc alone.
    quietly make -C "$scratch/source" OPTFLAGS= with_llvm=no PG_CONFIG="$(pg_config_path)" install
  fi
}

# The package lists live in a private folder: the machine's own sources stay as they are.
fetch_pgvector_source() {
  mkdir -p "$scratch/lists/partial" "$scratch/cache/archives/partial" "$scratch/source"
  echo "deb-src $(mirror) trixie main" >"$scratch/sources.list"
  local options=(
    -o Dir::Etc::SourceList="$scratch/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$scratch/lists" -o Dir::Cache="$scratch/cache" -o APT::Sandbox::User=root
  )
  quietly apt_get "${options[@]}" update
  (cd "$scratch" && quietly apt_get "${options[@]}" source --download-only pgvector)
  tar --extract --file "$scratch"/pgvector_*.orig.tar.* --directory "$scratch/source" --strip-components 1
}

# The first Debian archive among the machine's sources, in either notation; never the security archive.
mirror() {
  local found
  found=$(
    cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
      grep -E '^(URIs:|deb )' | grep -oE '[a-z+]+://[^ ]+' | grep -v security | grep -m 1 '/debian/*$'
  ) || found=http://deb.debian.org/debian
  echo "$found"
}

refresh_package_lists() {
  [ -e "$scratch/refreshed" ] || quietly apt_get update
  touch "$scratch/refreshed"
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive apt-get -yqq -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"
}

# Debian starts a server as soon as it is installed, unless this policy (101: action forbidden) is in place.
keep_services_stopped() {
  [ -e /usr/sbin/policy-rc.d ] && return
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
  touch "$scratch/policy"
}

quietly() {
  "$@" </dev/null >"$scratch/log" 2>&1 && return
  echo "Failed: $*" >&2
  tail -n 30 "$scratch/log" >&2
  exit 1
}

clean_up() {
  if [ -e "$scratch/policy" ]; then rm -f /usr/sbin/policy-rc.d; fi
  rm -rf "$scratch"
}

main "$@"
