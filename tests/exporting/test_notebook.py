from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "docs" / "weekly.ipynb"


@pytest.mark.gazetteer
def test_the_notebook_goes_from_reports_to_a_weekly_chart_and_a_map(tmp_path):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    printed = "".join(output["text"] for output in outputs if output.output_type == "stream")
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    assert "2031-03-11 airstrike Talvinar · 7–9 killed · 2 reports" in printed
    assert "not drawn: 2031-03-27 shelling Nomar (province)" in printed
    assert "events.csv.about.json" in printed


def test_the_notebook_is_kept_without_outputs():
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in nbformat.read(NOTEBOOK, as_version=4).cells)
