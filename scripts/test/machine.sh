# What the machine must have, and the commands of the larger steps. Sourced by ./test.
#
# On Debian as root, missing packages are installed. Elsewhere the missing ones are named and the step fails.

[ -f "$HOME/.cargo/env" ] && . "$HOME/.cargo/env"

# apt_install PACKAGE... : installs with one refresh of the package lists.
apt_install() {
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "missing: $* (install them, or run ./test as root on Debian)"
        return 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q -o DPkg::Lock::Timeout=400 update || return
    apt-get -q -y -o DPkg::Lock::Timeout=400 install --no-install-recommends "$@"
}

# The first of these commands that exists.
find_command() {
    local name
    for name in "$@"; do command -v "$name" && return; done
    return 1
}

# Rust and node: the two tools that are expected to be there.
need_tools() {
    local node_version
    if ! command -v cargo >/dev/null; then
        echo "missing: cargo (install Rust 1.95 or newer with rustup)"
        return 1
    fi
    cargo fmt --version && cargo clippy --version || rustup component add rustfmt clippy || return
    node_version=$(node --version) || { echo "missing: node 20.19 or newer, with npm"; return 1; }
    printf 'v20.19.0\n%s\n' "$node_version" | sort -C -V || { echo "node $node_version is older than 20.19"; return 1; }
    find_command cc gcc >/dev/null || apt_install build-essential || return
    cargo --version && rustc --version && echo "node $node_version, npm $(npm --version)"
}

# Everything for the full run.
need_all() {
    local packages=()
    need_tools || return
    find_command chromium chromium-browser google-chrome || packages+=(chromium)
    compgen -G '/usr/lib/postgresql/*/bin/initdb' || find_command initdb || packages+=(postgresql)
    find_command curl || packages+=(curl)
    [ -e /etc/ssl/certs/ca-certificates.crt ] || packages+=(ca-certificates)
    # A browser without a font draws no text.
    compgen -G '/usr/share/fonts/truetype/*' >/dev/null || packages+=(fonts-dejavu-core)
    [ ${#packages[@]} -eq 0 ] || apt_install "${packages[@]}"
}

# web_packages FOLDER : npm ci, unless what is installed is what the lock says.
web_packages() {
    local installed="$1/node_modules/.package-lock.json"
    if [ -e "$installed" ] && [ ! "$1/package-lock.json" -nt "$installed" ]; then
        echo "$1/node_modules is up to date"
        return 0
    fi
    npm --prefix "$1" ci --engine-strict --no-audit --no-fund
}

# Every Rust test but the scenarios. cargo-nextest is used when it is there; doc tests need cargo itself.
rust_tests() {
    if command -v cargo-nextest >/dev/null; then
        local code=0
        cargo nextest run --workspace --no-fail-fast --no-tests pass -E 'not package(rapport-scenarios)' || code=$?
        cargo test --workspace --doc --no-fail-fast || code=$?
        return "$code"
    else
        cargo test --workspace --no-fail-fast --exclude rapport-scenarios
    fi
}

# The scenarios start servers of their own; one after the other, so that they do not take each other's time.
scenario_tests() {
    cargo test --workspace --test scenarios --no-fail-fast -- --test-threads=1
}
