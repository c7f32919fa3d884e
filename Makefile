# The two commands that most people need: `make run` and `make test`. `make help` lists the others.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BINARY := .build/release/evenkeel
# One build serves the tests and the binary: tests use `package` access, so release needs no @testable.
BUILD := swift build -c release

.PHONY: help
help: ## List the targets.
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 16

.PHONY: packages
packages:
	@scripts/install-packages

.PHONY: test-packages
test-packages:
	@scripts/install-packages --with-tests

.PHONY: toolchain
toolchain: packages
	@scripts/check-toolchain

.PHONY: build
build: toolchain ## Build the binary in release.
	$(BUILD) --product evenkeel

.PHONY: run
run: build ## Build, then serve with the embedded stand-in model and print requests to try.
	$(BINARY) demo $(ARGUMENTS)

.PHONY: test
test: test-packages toolchain ## Run all tests: Swift, real clients against the same binary, its console, the training scripts.
	@scripts/test

.PHONY: test-llama
test-llama: test-packages toolchain ## Put the proxy before llama.cpp's server (compiles it for minutes) and test that.
	$(BUILD) --product evenkeel
	@scripts/test-python Llama

.PHONY: fuzz
fuzz: toolchain ## Fuzz policies and answers for a minute each; make fuzz ARGUMENTS=600 for ten.
	@scripts/fuzz $(ARGUMENTS)

.PHONY: bench
bench: build ## Measure against nginx and others on this machine; see docs/benchmarks.md.
	Benchmarks/run $(ARGUMENTS)

.PHONY: coverage
coverage: test-packages ## Write the tables of docs/coverage.md anew from the list of cases.
	PYTHONPATH=Tests/Clients "$$(scripts/python-environment Clients Tests/Clients/requirements.txt)" -m coverage.table

.PHONY: lint
lint: ## Check the formatting, the scripts and deploy/.
	@scripts/lint

.PHONY: format
format: ## Format the Swift sources in place.
	swift format --in-place --parallel --recursive --configuration .swift-format Package.swift Sources Tests

.PHONY: train
train: test-packages ## Train the classifier's weights again: make train DATA=folder (see training/README.md).
	@scripts/train $(DATA) $(ARGUMENTS)

.PHONY: clean
clean: ## Remove what was built: .build and the Python environments.
	rm -rf .build .venv
