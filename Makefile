# Thin: everything is in setup.sh, for machines without make.

.PHONY: all test lint bench bench-docs clean

all:            # set up what is missing, then build every book in sources/
	@sh setup.sh build

test:           # the same set-up, then every check
	@sh setup.sh test

lint:           # ruff and mypy alone
	@sh setup.sh lint

bench:          # how fast it is, beside other programs; ARGS="--quick" for a first look
	@sh setup.sh bench $(ARGS)

bench-docs:     # the same, and put it into docs/performance.md
	@sh setup.sh bench --docs $(ARGS)

clean:          # what was built; sources/ and .venv stay
	rm -rf output .mypy_cache .ruff_cache .pytest_cache .hypothesis
