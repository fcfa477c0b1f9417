# Everything that is done with this house. "make help" tells what there is.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r a b; do printf '  make %-14s %s\n' "$$a" "$$b"; done

check: ## form, vet, floors and budgets, build, short tests on SQLite: under a minute
	@tools/check.sh

test: ## everything, on both engines and in a browser; installs what it needs where it may
	@tools/test.sh

.PHONY: help check test
