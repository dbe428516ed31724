#!/usr/bin/env bash
# Runs a command beside a real PostgreSQL (with pgvector) and a real Redis, both its own:
#
#   bin/with-services.sh [--durable] COMMAND [ARGUMENT…]
#
# They listen on free ports of 127.0.0.1, keep their data in a temporary folder, and are gone when the command ends,
# however it ends. The command's exit code is passed through. Missing programs are installed (see install-services.sh).
#
# The command finds:
#   TEST_DATABASE_URL  postgres://…   a superuser; the database is empty, `create extension vector` works
#   TEST_REDIS_URL     redis://…
#   TEST_PG_CTL        an executable: pg_ctl of this server, for example `restart -m immediate` (a crash)
#   TEST_REDIS_CTL     an executable: `start`, `stop` or `kill` of this Redis; each returns when it is so
#
# --durable keeps fsync and synchronous_commit on, as production does. Without it both are off, which suits tests.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

main() {
  local durability=off
  if [ "${1:-}" = --durable ]; then durability=on; shift; fi
  [ $# -gt 0 ] || { echo "Usage: bin/with-services.sh [--durable] COMMAND [ARGUMENT…]" >&2; exit 2; }
  "$here/install-services.sh" postgres redis
  prepare_folder
  start_guard
  start_postgres $durability
  start_redis
  run "$@"
}

prepare_folder() {
  dir=$(mktemp -d "${TMPDIR:-/tmp}/almanac.XXXXXX")
  # PostgreSQL refuses to run as root.
  as=()
  if [ "$(id -u)" = 0 ]; then
    as=(runuser -u postgres --)
    chown postgres "$dir"
  fi
  bin=$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname)
  bin=${bin:-$(dirname "$(command -v initdb)")}
  redis=$(command -v redis-server || command -v valkey-server)
}

# The guard is a process of its own that waits for the pipe to close, which happens whichever way this script dies
# (a kill -9 included), and then stops the servers.
start_guard() {
  mkfifo "$dir/alive"
  "$(command -v setsid || echo nohup)" bash -c '
    read -r _ <"$0/alive"
    for server in "$0/redis" "$0/postgres"; do [ -x "$server" ] && "$server" kill; done
    rm -rf "$0"
  ' "$dir" </dev/null >/dev/null 2>&1 &
  guard=$!
  exec 9>"$dir/alive"
  trap finish EXIT
  trap interrupt INT TERM HUP
}

start_postgres() {
  local durability=$1 password
  password=$(random_hex)
  echo "$password" >"$dir/password"
  chmod 644 "$dir/password"
  logged "${as[@]}" "$bin/initdb" --pgdata="$dir/pg" --username=almanac --pwfile="$dir/password" --no-sync \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale="$(locale_name)"
  cat >>"$dir/pg/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
max_connections = 400
shared_buffers = 256MB
fsync = $durability
synchronous_commit = $durability
full_page_writes = $durability
SETTINGS
  control postgres "
    [ \"\$1\" = kill ] && set -- stop -m immediate
    exec ${as[*]} '$bin/pg_ctl' --pgdata='$dir/pg' --log='$dir/pg.log' --silent --wait \"\$@\""
  # Another process may take the port between our look and the start.
  local attempt
  for attempt in 1 2 3; do
    pg_port=$(free_port)
    echo "port = $pg_port" >>"$dir/pg/postgresql.conf"
    if "$dir/postgres" start >"$dir/log" 2>&1 9>&-; then break; fi
    [ "$attempt" -lt 3 ] || fail "PostgreSQL does not start:" "$dir/pg.log"
  done
  logged "$bin/createdb" --host="$dir" --port="$pg_port" --username=almanac almanac
  export TEST_DATABASE_URL="postgres://almanac:$password@127.0.0.1:$pg_port/almanac" TEST_PG_CTL="$dir/postgres"
}

start_redis() {
  local attempt
  for attempt in 1 2 3; do
    redis_port=$(free_port)
    control redis "
      listens() { (exec 3<>/dev/tcp/127.0.0.1/$redis_port) 2>/dev/null; }
      stop() {
        kill \"\$1\" \"\$(cat '$dir/redis.pid')\" && while listens; do sleep 0.05; done
        rm -f '$dir/redis.pid'
      }
      case \$1 in
        start) '$redis' --port $redis_port --bind 127.0.0.1 --save '' --appendonly no --dir '$dir' --daemonize yes \
                 --pidfile '$dir/redis.pid' --logfile '$dir/redis.log'
               for try in {1..100}; do listens && exit; sleep 0.05; done; exit 1 ;;
        stop) stop -TERM ;;
        kill) stop -KILL ;;
      esac"
    if "$dir/redis" start >"$dir/log" 2>&1 9>&-; then break; fi
    [ "$attempt" -lt 3 ] || fail "Redis does not start:" "$dir/redis.log"
  done
  export TEST_REDIS_URL="redis://127.0.0.1:$redis_port" TEST_REDIS_CTL="$dir/redis"
}

# In the background, so that a signal sent to this script alone reaches the command at once; with our standard input.
run() {
  "$@" <&0 9>&- &
  command=$!
  status=0
  while true; do
    status=0
    wait "$command" || status=$?
    kill -0 "$command" 2>/dev/null || break
  done
  exit "$status"
}

interrupt() {
  if [ -z "${command:-}" ]; then exit 130; fi
  kill -TERM "$command" 2>/dev/null || true
}

finish() {
  exec 9>&-
  wait "$guard" || true
}

control() {
  printf '#!/usr/bin/env bash\n%s\n' "$2" >"$dir/$1"
  chmod 755 "$dir/$1"
}

# Below the ports that the system hands out to clients, so that no outgoing connection takes it.
free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

random_hex() { od -An -N16 -tx1 /dev/urandom | tr -d ' \n'; }

# Sorts by code point and knows every letter's case, as the embedded database does; macOS has no C.UTF-8.
locale_name() { if locale -a 2>/dev/null | grep -qiE '^C\.utf-?8$'; then echo C.UTF-8; else echo en_US.UTF-8; fi; }

logged() { "$@" </dev/null >"$dir/log" 2>&1 9>&- || fail "Failed: $*" "$dir/log"; }

fail() {
  echo "$1" >&2
  tail -n 20 "$2" >&2
  exit 1
}

main "$@"
