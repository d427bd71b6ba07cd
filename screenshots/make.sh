#!/bin/sh
# Makes the pictures in this folder anew, from the real program in the real window of an X server without a screen.
# Needs Xvfb, xdotool and software OpenGL, which `sh tests/run.sh` installs on Debian.
set -eu
cd "$(dirname "$0")/.."
cargo build --release --bin digit-lab
cargo run --release --example screenshots -- "$@"
