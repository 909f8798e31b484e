# Installs what the stack and its tests need and the machine lacks, and builds the web client. Sourced by ./run and ./test, at the
# repository's root.

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

missing_test_packages() {
  command -v chromium > /dev/null || command -v google-chrome > /dev/null || echo chromium
  compgen -G '/usr/share/fonts/*/*/NotoColorEmoji.ttf' > /dev/null || echo fonts-noto-color-emoji
}

# Debian starts what it installs; the stack starts its own on other ports, and nobody asked for these.
stop_system_service() {
  if [ -d /run/systemd/system ]; then
    as_root systemctl disable --now "$1"
  else
    as_root service "$1" stop
  fi
}

install_packages() { # as the system names them
  local packages=("$@")
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

install_npm_packages() { # folder, what it is for
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] && return 0
  if ! command -v npm > /dev/null; then
    echo "Please install Node 20.19 or later, with npm: $2." >&2
    return 1
  fi
  echo "Installing the packages of $1"
  attempt npm ci --prefix "$1" --no-audit --no-fund --loglevel=error
}

# Anything there that is newer than the page: a source, or a folder in which a file came or went.
web_client_is_built() {
  local page=Chat.Edge/wwwroot/index.html
  [ -f "$page" ] && [ -z "$(find clients -name node_modules -prune -o -newer "$page" -print -quit)" ]
}

build_web_client() {
  web_client_is_built && return 0
  echo "Building the web client"
  install_npm_packages clients 'the web client is built with it' && npm run build --prefix clients --loglevel=error
}

install_parts() {
  local packages
  mapfile -t packages < <(missing_packages)
  install_packages "${packages[@]}"
  install_npm_packages Chat.DevInfra 'Azurite, the blob store, runs on it'
}

install_test_parts() {
  local packages
  mapfile -t packages < <(missing_test_packages)
  install_packages "${packages[@]}"
  install_npm_packages clients 'the web client is tested with it'
  install_npm_packages tests/Chat.Web.Tests/js 'the browser tests run on it'
  install_npm_packages tests/Chat.AppHost.Tests/js 'manifests are validated with it'
}
