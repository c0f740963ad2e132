#!/usr/bin/env bash
# From process start of the built console to the first stored message, and memory when idle (median of RUNS, 5).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dotnet build "$root/Dashboard" -c Release -v q -nologo >/dev/null
exec node "$here/start.mjs" "$root/Dashboard/bin/Release/net10.0/Dashboard.dll" "${RUNS:-5}"
