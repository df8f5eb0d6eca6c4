# The work is done by tools/commands.py, so that Windows (start.cmd, test.cmd) does the same.
PYTHON ?= $(shell command -v python3 || command -v python)

.PHONY: run test test-all quick fix check migration lock docs bench
run test test-all quick fix check migration lock docs bench:
	@test -n "$(PYTHON)" || { echo "The dashboard needs Python 3.11, 3.12 or 3.13. Install one from python.org/downloads." >&2; exit 1; }
	@"$(PYTHON)" tools/tasks.py $@ $(if $(filter migration,$@),"$(NAME)") $(ARGS)
