#!/bin/sh
# Everything a change has to pass: formatting, Clippy, the documentation build and all tests, cheapest first.
#
# On Debian and its relatives it first installs what is missing below, as root or through sudo without a password;
# where it may not, it says what to install and goes on: only tests/window.rs, which opens a real window, needs them.
set -eu
cd "$(dirname "$0")/.."

# An X server without a screen, a hand on its mouse, and OpenGL computed by the processor.
display='xvfb xdotool libgl1 libegl1 libgl1-mesa-dri'
# What the window loads when it starts.
libraries='libx11-6 libx11-xcb1 libxcursor1 libxi6 libxrandr2 libxcb1 libxkbcommon0 libxkbcommon-x11-0'
# What rustc links with.
linker='gcc libc6-dev'

start=$(date +%s)

say() {
    printf '\n== %s (%d s)\n' "$1" $(($(date +%s) - start))
}

has_package() {
    dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'
}

install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is no Debian system, so nothing is installed. tests/window.rs needs the programs Xvfb and xdotool"
        echo "and software OpenGL (Mesa); building needs a C linker."
        return
    fi
    missing=''
    for package in $display $libraries $linker; do
        has_package "$package" || missing="$missing $package"
    done
    if [ -z "$missing" ]; then
        echo 'All Debian packages are there.'
        return
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root='env'
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo -n env'
    else
        echo "Missing Debian packages, which only root may install; without them tests/window.rs fails:"
        echo "    sudo apt-get install$missing"
        return
    fi
    echo "Installing$missing"
    # The words of $as_root and $missing are meant to be split.
    # shellcheck disable=SC2086
    log=$(mktemp)
    if ! { $as_root apt-get update -q && $as_root DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
        --no-install-recommends $missing; } >"$log" 2>&1; then
        cat "$log"
        echo "The packages could not be installed; without them tests/window.rs fails"
    fi
    rm -f "$log"
}

say 'Debian packages'
install_packages

for tool in 'cargo' 'cargo fmt' 'cargo clippy'; do
    if ! $tool --version >/dev/null 2>&1; then
        echo "'$tool' does not run: install Rust $(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml) or newer with" \
            "its components rustfmt and clippy (rustup component add rustfmt clippy)"
        exit 1
    fi
done

# A build that is made once gains nothing from being prepared for the next.
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0

say 'Formatting'
cargo fmt --check

# Clippy and rustdoc share one check of the dependencies.
say 'Clippy'
cargo clippy --locked --all-targets --quiet -- -D warnings

say 'Documentation'
RUSTDOCFLAGS='-D warnings' cargo doc --locked --no-deps --quiet

say 'Tests'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# A pipe keeps only the last status, so the tests' own goes into the log.
{
    status=0
    cargo test --locked --no-fail-fast 2>&1 || status=$?
    echo "tests ended with status $status"
} | tee "$log"

say 'Sum'
# One line for all test programs, each of which closes with its own.
awk '/^test result:/ { passed += $4; failed += $6; skipped += $8 }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
grep -qx 'tests ended with status 0' "$log"
