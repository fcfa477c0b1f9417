#!/bin/sh
# What one runs before every commit: form, vet, floors and budgets, build, and the tests that need
# nothing but Go. Long loops shorten themselves under -short.
set -eu
cd "$(dirname "$0")/.."

tools/form.sh
unset HAKI_TEST_POSTGRES HAKI_TEST_CHROMIUM HAKI_TEST_AXE
work=$(mktemp -d "${TMPDIR:-/tmp}/haki-check.XXXXXX")
trap 'rm -rf "$work"' EXIT
go build -o "$work/tell" ./tools/tell
go test -json -short -p 2 -vet=off -timeout 5m ./... | "$work/tell"
