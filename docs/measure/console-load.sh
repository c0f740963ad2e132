#!/usr/bin/env bash
# 50 groups x 3 topics x 8 queues under load: click times, change-to-screen times, memory over time.
# MINUTES (10) sets the length; figures are printed as "name value unit".
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build "$root/Dashboard" -c Release -v q -nologo >/dev/null
(cd "$work" && npm install --silent --no-audit --no-fund --no-package-lock playwright-core@1 >/dev/null)
cp "$here/console-load.mjs" "$work/"
cd "$work" && exec node console-load.mjs "$root/Dashboard/bin/Release/net10.0/Dashboard.dll" "$work/data" "${MINUTES:-10}"
