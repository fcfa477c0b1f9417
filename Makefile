# Everything that is done with this house. "make" alone tells what there is.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r a b; do printf '  make %-15s %s\n' "$$a" "$$b"; done

check: ## form, vet, floors and budgets, build, short tests on SQLite: under a minute
	@tools/check.sh

test: ## everything, on both engines and in a browser; installs what it needs where it may
	@tools/test.sh

proof: ## the long loops, fuzzing, the pictures of every page (into proof/) and the benches
	@tools/proof.sh

pictures: ## the pictures that the guides show, made again from the demo (docs/pictures/guide-*)
	@HAKI_PICTURES=1 tools/test.sh -run TestPicturesOfTheGuides ./app

break: ## breaks each lock in a copy of the tree and sees that its test turns red
	@tools/break.sh $(if $(RUN),-run $(RUN))

lint: ## staticcheck and errcheck, at the versions of tools/lint
	@go tool -modfile=tools/lint/go.mod staticcheck ./...
	@go tool -modfile=tools/lint/go.mod errcheck -ignoretests -exclude tools/lint/errcheck.txt ./...

golden: ## writes the pages that are made from the code; their diff is the review
	@HAKI_GOLDEN=1 go test -json -count=1 -vet=off -run Golden ./... | go run ./tools/tell
	@git status --short -- '*.md' docs

postgres: ## starts a throwaway PostgreSQL and says how to reach it; postgres-stop ends it
	@tools/postgres.sh start "$(POSTGRES)"
	@echo "export HAKI_TEST_POSTGRES='$$(tools/postgres.sh dsn "$(POSTGRES)")'"

postgres-stop: ## ends it
	@tools/postgres.sh stop "$(POSTGRES)"

POSTGRES = $(or $(TMPDIR),/tmp)/haki-postgres-$(shell id -u)

.PHONY: help check test proof pictures break lint golden postgres postgres-stop
