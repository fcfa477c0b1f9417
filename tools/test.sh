#!/bin/sh
# The second command of README: everything is tested, on both engines and in a browser.
# As root on Debian it installs what is absent; elsewhere it says what is missing and what is left
# out for it. With HAKI_REQUIRE_ALL=1 nothing may be left out.
#
#   test.sh [arguments for go test]     (default: every package)
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d "${TMPDIR:-/tmp}/haki-test.XXXXXX")
chmod 711 "$work" # the server's user passes through to its own folder
tidy() {
	[ ! -d "$work/pg" ] || tools/postgres.sh stop "$work/pg"
	rm -rf "$work"
}
trap tidy EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

go version
. tools/need.sh
if need_postgres; then
	if tools/postgres.sh start "$work/pg"; then
		HAKI_TEST_POSTGRES=$(tools/postgres.sh dsn "$work/pg")
		export HAKI_TEST_POSTGRES
	else
		leave_out "every test on PostgreSQL: the server did not start, as it says above"
	fi
fi
need_chromium || true
need_fonts || true
need_axe || true

if [ -n "$left_out" ]; then
	printf 'left out:\n%s' "$left_out"
	if [ "${HAKI_REQUIRE_ALL:-}" = 1 ]; then
		echo "nothing may be left out here (HAKI_REQUIRE_ALL=1)"
		exit 1
	fi
fi

tools/form.sh
go build -o "$work/tell" ./tools/tell
strict=
if [ "${HAKI_REQUIRE_ALL:-}" = 1 ]; then strict=-strict; fi
[ $# -gt 0 ] || set -- ./...
# Two packages at a time: the browser and the server want a share of two cores as well.
go test -json -p 2 -count=1 -vet=off -timeout "${HAKI_TEST_TIMEOUT:-14m}" "$@" | "$work/tell" $strict
