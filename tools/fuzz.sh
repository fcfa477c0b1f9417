#!/bin/sh
# Every fuzz target of the house, one after the other, each for HAKI_FUZZ (ten minutes). What it
# finds is kept by Go in testdata/fuzz of the package, and from then on "go test" runs it.
set -eu
cd "$(dirname "$0")/.."

git ls-files --cached --others --exclude-standard '*_test.go' | xargs grep -l '^func Fuzz' | while read -r file; do
	dir=$(dirname "$file")
	sed -n 's/^func \(Fuzz[A-Za-z0-9]*\)(.*/\1/p' "$file" | while read -r target; do
		echo "$dir $target"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "${HAKI_FUZZ:-10m}" -timeout 0 "./$dir" </dev/null
	done
done
