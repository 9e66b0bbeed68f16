# Thin: everything is in setup.sh, for machines without make.

.PHONY: all test lint clean

all:            # set up what is missing, then build every book in sources/
	@sh setup.sh build

test:           # the same set-up, then every check
	@sh setup.sh test

lint:           # ruff and mypy alone
	@sh setup.sh lint

clean:          # what was built; sources/ and .venv stay
	rm -rf output .mypy_cache .ruff_cache .pytest_cache .hypothesis
