# A stack for a run of Chat.Load: on a data folder of its own under TMPDIR and a free port. Sourced.
# start_stack [TREE] sets stack_pid, data and edge; stop_stack takes all of it away.

seconds_to_start=180
seconds_to_stop=60
stack_pid=
data=
edge=

# Postgres's folder on a small disk of its own, which a run can fill: where small_disk is set, and the machine lets us mount.
mount_small_disk() {
  [ -n "${small_disk:-}" ] || return 0
  mkdir "$data/postgres"
  truncate -s "$small_disk" "$data/disk"
  if ! { mkfs.ext4 -q -m 0 "$data/disk" && mount -o loop "$data/disk" "$data/postgres"; }; then
    echo "No small disk for Postgres here: the fault disk-full will be skipped." >&2
  fi
}

start_stack() {
  data=$(mktemp -d)
  # PostgreSQL's server runs as a user of its own.
  chmod 755 "$data"
  if [ "$(stat -f -c %T "$data")" = tmpfs ]; then
    echo "$data is in memory, where fsync costs nothing: set TMPDIR to a folder on a disk." >&2
    return 1
  fi

  mount_small_disk
  # Thousands of users sign up, come back all at once, and send as fast as they can: neither the hashing of their passwords
  # nor the limits are what is measured, but for the edge's admission where connects_per_second is set.
  local admission=(CHAT_LIMITS=off)
  [ -z "${connects_per_second:-}" ] || admission=(CHAT_LIMITS=local "Edge__ConnectsPerSecond=$connects_per_second")
  env Auth__PasswordHasher__IterationCount=1 "${admission[@]}" \
    dotnet "${1:-.}/Chat.AppHost/bin/Release/net10.0/Chat.AppHost.dll" --CHAT_EDGE_PORT=0 "--CHAT_DATA=$data" > "$data/log" 2>&1 &
  stack_pid=$!
  local waited
  for ((waited = 0; waited < seconds_to_start; waited++)); do
    edge=$(sed -n 's/^.*Chat is up at \(http:[^ ]*\).*$/\1/p' "$data/log" | head -1)
    [ -z "$edge" ] || return 0
    kill -0 "$stack_pid" 2> /dev/null || break
    sleep 1
  done
  echo "The stack did not start:" >&2
  tail -20 "$data/log" >&2
  return 1
}

stop_stack() {
  if [ -n "$stack_pid" ]; then
    kill -TERM "$stack_pid" 2> /dev/null || true
    local waited
    for ((waited = 0; waited < seconds_to_stop; waited++)); do
      kill -0 "$stack_pid" 2> /dev/null || break
      sleep 1
    done
    # Its processes die with it.
    kill -KILL "$stack_pid" 2> /dev/null || true
    wait "$stack_pid" || true
    stack_pid=
  fi
  ! mountpoint -q "$data/postgres" || umount "$data/postgres"
  [ -z "$data" ] || rm -rf "$data"
  data=
}

