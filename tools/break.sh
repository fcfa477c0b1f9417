#!/bin/sh
# Breaks each lock in a copy of the tree and sees that its test turns red. Some locks are
# PostgreSQL's own, so one is started where there is one.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/haki-break.XXXXXX")
chmod 711 "$work"
trap '[ ! -d "$work/pg" ] || tools/postgres.sh stop "$work/pg"; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [ -z "${HAKI_TEST_POSTGRES:-}" ] && tools/postgres.sh version >/dev/null 2>&1 && tools/postgres.sh start "$work/pg"; then
	HAKI_TEST_POSTGRES=$(tools/postgres.sh dsn "$work/pg")
	export HAKI_TEST_POSTGRES
fi
go build -o "$work/break" ./tools/break
"$work/break" "$@"
