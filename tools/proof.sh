#!/bin/sh
# What takes too long for every day: the same tests with HAKI_PROOF=1, which lengthens their loops
# and has them leave pictures of every page in proof/, then the benches.
set -eu
cd "$(dirname "$0")/.."

HAKI_PROOF=1
HAKI_PROOF_DIR=$PWD/proof
HAKI_TEST_TIMEOUT=${HAKI_TEST_TIMEOUT:-120m}
HAKI_ROUNDS=${HAKI_ROUNDS:-200} # of killing the program, per engine
export HAKI_PROOF HAKI_PROOF_DIR HAKI_TEST_TIMEOUT HAKI_ROUNDS
mkdir -p "$HAKI_PROOF_DIR"

tools/test.sh "$@"

# Whole reports, with the limits as shipped; it makes its own database.
go run ./bench/intake

# What reads files of others is fuzzed, each reader for ten minutes.
grep -rHoE '^func Fuzz[A-Za-z0-9]+' --include='*_test.go' . | sort | while IFS=: read -r file name; do
	go test -vet=off -run '^$' -fuzz "^${name#func }\$" -fuzzminimizetime 20x -fuzztime "${HAKI_FUZZTIME:-10m}" "$(dirname "$file")"
done

# Benches wait for the disk, as a real server does.
pg=$(mktemp -d "${TMPDIR:-/tmp}/haki-proof.XXXXXX")
chmod 711 "$pg"
trap '[ ! -d "$pg/pg" ] || tools/postgres.sh stop "$pg/pg"; rm -rf "$pg"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if tools/postgres.sh version >/dev/null 2>&1; then
	HAKI_DURABLE=1 tools/postgres.sh start "$pg/pg"
	HAKI_TEST_POSTGRES=$(tools/postgres.sh dsn "$pg/pg")
	export HAKI_TEST_POSTGRES
fi
go test -p 1 -vet=off -run '^$' -bench . -timeout 60m ./... | grep -v 'no test files'
