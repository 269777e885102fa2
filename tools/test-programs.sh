#!/usr/bin/env bash
# The programs that tests hold busbar's output against, beside the control plane: the Stratum V2 translator, a Stratum V2 pool
# of one job for it, and an OpenADR server. They are built from crates of the registry, once, and kept by version; without
# optimization, since they have little to do here and would take three times as long to build.
# Prints the lines that tell the tests where they are: eval "$(tools/test-programs.sh)"
set -euo pipefail
cd "$(dirname "$0")/.."

translator=0.6.0
vtn=0.2.8
cache="${XDG_CACHE_HOME:-$HOME/.cache}/busbar"
export CARGO_TARGET_DIR="$cache/cargo-target"
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

installed() { # crate, version, what cargo is told besides
  local root="$cache/$1-$2"
  [ -x "$root/bin/$1" ] || cargo install "$1" --version "$2" --root "$root" --quiet ${3:+"$3"} >&2
  echo "$root/bin/$1"
}

echo "export BUSBAR_TEST_TRANSLATOR='$(installed translator_sv2 "$translator" --locked)'"
cargo build --release --locked --quiet --manifest-path test/support/sv2-upstream/Cargo.toml >&2
echo "export BUSBAR_TEST_SV2_UPSTREAM='$CARGO_TARGET_DIR/release/sv2-upstream'"
# Its lock file names a version that is no longer to be had.
echo "export BUSBAR_TEST_VTN='$(installed openleadr-vtn "$vtn")'"
