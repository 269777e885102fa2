#!/usr/bin/env bash
# Installs the programs that the ready-made workflows are linted by, once, and prints the folder that they are in:
#   export BUSBAR_TEST_LINTERS="$(test/support/linters/install.sh)"
set -euo pipefail
cd "$(dirname "$0")"

version="$(cat go.mod go.sum main.go requirements.txt install.sh | cksum | cut -d" " -f1)"
folder="${XDG_CACHE_HOME:-$HOME/.cache}/busbar/linters-$version"
if [ ! -e "$folder/bin/complete" ]; then
  rm -rf "$folder"
  python3 -m venv "$folder" >&2
  "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement requirements.txt >&2
  go build -trimpath -o "$folder/bin/atlantis-lint" . >&2
  go build -trimpath -o "$folder/bin/actionlint" github.com/rhysd/actionlint/cmd/actionlint >&2
  touch "$folder/bin/complete"
fi
echo "$folder/bin"
