#!/usr/bin/env bash
# The programs that tests hold busbar's output against, beside the control plane: the Stratum V2 translator, a Stratum V2 pool
# of one job for it, and an OpenADR server. They are built from crates of the registry, once, and kept by version; without
# optimization, since they have little to do here and would take three times as long to build.
# Prints the lines that tell the tests where they are: eval "$(tools/test-programs.sh)"
set -euo pipefail
cd "$(dirname "$0")/.."

cache="${XDG_CACHE_HOME:-$HOME/.cache}/busbar"
# One folder for all, since they share libraries; it is large, and of no use once they are installed.
export CARGO_TARGET_DIR="$cache/cargo-target"
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16

installed() { # program, version, and what cargo is told to install it
  local root="$cache/$1-$2"
  [ -x "$root/bin/$1" ] || cargo install --root "$root" --quiet "${@:3}" >&2
  echo "$root/bin/$1"
}

pool=test/support/sv2-upstream
translator="$(installed translator_sv2 0.6.0 --locked translator_sv2@0.6.0)"
upstream="$(installed sv2-upstream "$(cat $pool/Cargo.lock $pool/src/* | cksum | cut -d" " -f1)" --locked --path $pool)"
# Its lock file names a version that is no longer to be had.
vtn="$(installed openleadr-vtn 0.2.8 openleadr-vtn@0.2.8)"
rm -rf "$CARGO_TARGET_DIR"

echo "export BUSBAR_TEST_TRANSLATOR='$translator'"
echo "export BUSBAR_TEST_SV2_UPSTREAM='$upstream'"
echo "export BUSBAR_TEST_VTN='$vtn'"
