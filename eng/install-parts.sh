# Installs what the local infrastructure needs and the machine lacks. Sourced by ./run and ./test, at the repository's root.

attempt() {
  local try
  for try in 1 2 3; do
    "$@" && return 0
    echo "Attempt $try of 3 failed: $*" >&2
  done
  return 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

missing_packages() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || command -v initdb > /dev/null || echo postgresql
  command -v redis-server > /dev/null || command -v garnet-server > /dev/null || echo redis-server
  /sbin/ldconfig -p 2> /dev/null | grep -q 'librdkafka\.so\.1' || echo librdkafka1
}

# Debian starts what it installs; the stack starts its own on other ports, and nobody asked for these.
stop_system_service() {
  if [ -d /run/systemd/system ]; then
    as_root systemctl disable --now "$1"
  else
    as_root service "$1" stop
  fi
}

install_packages() {
  local packages
  mapfile -t packages < <(missing_packages)
  [ ${#packages[@]} -gt 0 ] || return 0

  if ! command -v apt-get > /dev/null || { [ "$(id -u)" != 0 ] && ! command -v sudo > /dev/null; }; then
    echo "Please install: ${packages[*]} (or what your system calls them)." >&2
    return 1
  fi
  echo "Installing ${packages[*]}"
  attempt as_root apt-get update -qq
  attempt as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${packages[@]}" > /dev/null

  local package
  for package in "${packages[@]}"; do
    case $package in
      postgresql | redis-server) stop_system_service "$package" || echo "$package's system service was not running." ;;
    esac
  done
}

install_azurite() {
  [ Chat.DevInfra/node_modules/.package-lock.json -nt Chat.DevInfra/package-lock.json ] && return 0
  if ! command -v npm > /dev/null; then
    echo "Please install Node 20 or later: Azurite, the blob store, runs on it." >&2
    return 1
  fi
  echo "Installing Azurite"
  attempt npm ci --prefix Chat.DevInfra --no-audit --no-fund --loglevel=error
}

install_parts() {
  install_packages
  install_azurite
}
