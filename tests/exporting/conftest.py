"""Tests that open exports in other people's programs run where these are installed (`make readers`)."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("followthemoney") and find_spec("duckdb") else ["test_hostile.py", "test_readers.py"]
collect_ignore += [] if find_spec("nbclient") and find_spec("matplotlib") else ["test_notebook.py"]
