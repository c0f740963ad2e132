#!/usr/bin/env bash
# Pictures of every page, with traffic and without, wide and narrow, light and dark, for people to look at.
# usage: docs/measure/screenshots.sh FOLDER
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mkdir -p "${1:?the folder for the pictures}"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/Dashboard" -c Release -v q -nologo >/dev/null
(cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock playwright-core@1 >/dev/null)
cp "$here/screenshots.mjs" "$work/"
cd "$work" && node screenshots.mjs "$root/Dashboard/bin/Release/net10.0/Dashboard.dll" "$work/data" "$out"
