"""Files read back by the tools people use. What these packages refuse, users' tools refuse: they are installed in CI."""

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import duckdb
import geopandas
import hxl
import openpyxl
import pandas
import pytest
from followthemoney import model as ftm_model
from followthemoney.statement import Statement
from frictionless import Package
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError

from small_incidents import claim, document, incident
from tacitus.exporting import FORMATS, Job, Privacy, Tally, acled, export, tables, ucdp
from tacitus.importing import read_claims

HOSTILE = {
    "quotes": "He said \"no\", she said 'yes'",
    "newlines": "one\ntwo\r\nthree",
    "formula": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "at": "@SUM(A1)",
    "tab": "a\tb",
    "right to left": "\u202eabc\u202c שלום",
    "emoji": "💥🇲🇱 fire",
    "markup": "<script>alert(1)</script> & <b>",
    "markdown": "| a | [x](javascript:1) `",
    "long": "x" * 10_000,
    "controls": "a\x0bb\x1fc",
}
TEXTS = [n for n, f in FORMATS.items() if not f.binary]


def hostile(text):
    """An incident with this text in every field a report can fill."""
    doc = document(f"Report: {text}", title=text, publisher=text, url=f"https://vale.example/{abs(hash(text))}", ref=text)
    where = incident().where.model_copy(update={"name": text, "admin1": text, "admin2": text})
    told = claim(doc, f"{text}/witnesses".replace("/C", "C").replace("</", "<"), value=text, hedge=text)
    return incident(
        "attack", doc=doc, at=where, by=f"{_plain(text)}/rebel/ML", on="civilians/civilians", claims=(told,), tolls=["killed 7"]
    )


def _plain(text):
    return text.replace("/", "").replace(", ", " ")


def put(tmp_path, name, *incidents, **options):
    file = tmp_path / f"events.{'csv' if FORMATS[name].columns else name}"
    tally = Tally(name, FORMATS[name].policy)
    export(iter(incidents), name, file, Job(tally, **options))
    return file


@pytest.fixture(params=HOSTILE, name="text")
def _text(request):
    return HOSTILE[request.param]


def test_the_acled_form_has_the_published_dtypes(tmp_path):
    whole, decimal = ("year", "time_precision", "iso", "geo_precision", "fatalities", "timestamp"), ("latitude", "longitude")
    told = [incident(type_, tolls=["killed 3"]) for type_ in ("clash", "shelling", "attack", "protest")]
    dtypes = {c.name: "string" for c in acled.COLUMNS} | dict.fromkeys(whole, "int64") | dict.fromkeys(decimal, "float64")
    frame = pandas.read_csv(put(tmp_path, "acled", *told), dtype=dtypes, parse_dates=["event_date"])  # type: ignore[call-overload]
    assert len(frame) == 4
    assert frame["event_date"].dt.year.eq(frame["year"]).all()
    assert frame["time_precision"].between(1, 3).all()
    assert frame["geo_precision"].between(1, 3).all()


def test_the_ged_form_has_the_published_dtypes(tmp_path):
    whole = (
        "id", "year", "where_prec", "event_clarity", "date_prec", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
        "high", "low", "priogrid_gid", "country_id",
    )  # fmt: skip
    told = [incident("clash", by="A army/state_forces/ML", on="B front/rebel/ML", tolls=["killed 3-9"], policy="low_best_high")]
    frame = pandas.read_csv(put(tmp_path, "ucdp", *told), dtype=dict.fromkeys(whole, "int64"), parse_dates=["date_start", "date_end"])
    assert (frame["low"] <= frame["best"]).all()
    assert (frame["best"] <= frame["high"]).all()
    assert frame["best"].eq(frame[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)).all()
    assert frame["date_start"].dtype.kind == "M"


PROFILE = json.loads(files("frictionless").joinpath("assets/profiles/geojson.json").read_text("utf-8"))
"""The schema of GeoJSON that Frictionless brings."""

GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "type": {"const": "Feature"},
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "additionalProperties": False,
                                "properties": {
                                    "type": {"const": "Point"},
                                    "coordinates": {
                                        "type": "array",
                                        "prefixItems": [
                                            {"type": "number", "minimum": -180, "maximum": 180},
                                            {"type": "number", "minimum": -90, "maximum": 90},
                                        ],
                                        "minItems": 2,
                                        "maxItems": 2,
                                        "items": False,
                                    },
                                },
                            },
                        ]
                    },
                    "properties": {"type": ["object", "null"]},
                },
            },
        },
    },
}
"""The part of RFC 7946 that the export uses, with the bounds of the numbers."""


def test_geojson_is_valid_and_never_pins_a_vague_place(text, tmp_path):
    file = put(tmp_path, "geojson", hostile(text), incident(at="province"), incident(at="district"))
    whole = json.loads(file.read_text("utf-8"))
    Draft4Validator(PROFILE).validate(whole)
    Draft202012Validator(GEOJSON).validate(whole)
    assert [f["geometry"] and f["geometry"]["coordinates"] for f in whole["features"]] == [[-3.4, 15.4], None, None]
    assert whole["features"][0]["properties"]["place"] == text
    assert whole["about"]["rows"] == 3


def test_the_schemas_of_geojson_can_fail():
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [15.4, 93.4]}}
    with pytest.raises(ValidationError):
        Draft202012Validator(GEOJSON).validate({"type": "FeatureCollection", "features": [point]})
    with pytest.raises(ValidationError):
        Draft4Validator(PROFILE).validate({"type": "FeatureCollection", "features": [{**point, "geometry": {"type": "Pin"}}]})


def test_geojson_is_read_by_geopandas(tmp_path):
    frame = geopandas.read_file(put(tmp_path, "geojson", incident(tolls=["killed 7"]), incident(at="province")))
    assert list(frame["killed"].fillna(-1)) == [7, -1]
    assert [None if g is None or g.is_empty else (g.x, g.y) for g in frame.geometry] == [(-3.4, 15.4), None]


def test_parquet_is_read_by_duckdb_with_types(text, tmp_path):
    file = put(tmp_path, "parquet", hostile(text), incident(tolls=["wounded 3"]))
    found = duckdb.sql(f"SELECT place, killed, start + 1, date_inferred FROM '{file}' ORDER BY killed NULLS LAST").fetchall()
    assert found[0][:2] == (text, 7)
    assert found[1][1] is None  # unknown is not zero
    metadata = duckdb.sql(f"SELECT value FROM parquet_kv_metadata('{file}') WHERE key = 'tacitus'").fetchall()
    assert json.loads(metadata[0][0])["rows"] == 2


def test_geoparquet_is_read_by_geopandas(tmp_path):
    frame = geopandas.read_parquet(put(tmp_path, "geoparquet", incident(), incident(at="province")))
    assert frame.crs == "OGC:CRS84"  # the default of GeoParquet: longitude, latitude
    assert [None if g is None else (g.x, g.y) for g in frame.geometry] == [(-3.4, 15.4), None]


def test_xlsx_is_read_by_openpyxl_and_holds_no_formula(text, tmp_path):
    book = openpyxl.load_workbook(put(tmp_path, "xlsx", hostile(text)))
    assert book.sheetnames == ["events", "codebook", "about"]
    head, row = list(book["events"].iter_rows())
    assert [c.value for c in head] == [c.name for c in tables.COLUMNS]
    assert not any(c.data_type == "f" for c in row)
    place = row[[c.value for c in head].index("place")].value
    if not set(text) & {"\x0b", "\x1f"}:  # XML holds no such characters; they come back escaped
        assert place.replace("\r\n", "\n").replace("_x000D_", "\r").replace("\r\n", "\n") == text.replace("\r\n", "\n")
    assert {r[0].value for r in book["codebook"].iter_rows(min_row=2)} > {"event_id", "airstrike"}


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if f.columns])
def test_the_data_package_is_valid(name, text, tmp_path):
    put(tmp_path, name, hostile(text), incident(tolls=["killed 2"]))
    package = Package(str(next(tmp_path.glob("*.datapackage.json"))))
    report = package.validate()
    assert report.valid, report.flatten(["message"])
    assert package.resources[0].read_rows()


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if f.columns])
def test_csvw_names_the_columns_of_the_file(name, tmp_path):
    file = put(tmp_path, name, incident(tolls=["killed 2"]))
    told = json.loads(file.with_name(file.name + "-metadata.json").read_text("utf-8"))
    with file.open(encoding="utf-8", newline="") as lines:
        head = next(csv.reader(lines, delimiter=FORMATS[name].delimiter))
    assert [c["titles"] for c in told["tableSchema"]["columns"]] == head
    assert told["url"] == file.name


@pytest.mark.parametrize("name", ["acled", "ucdp", "csv"])
def test_hxl_tags_are_read_by_libhxl(name, tmp_path):
    file = put(tmp_path, name, incident(tolls=["killed 2"]), hxl=True)
    data = hxl.data(str(file), hxl.InputOptions(allow_local=True))
    rows = list(data)
    assert len(rows) == 1
    assert rows[0].get("#affected+killed") == "2"
    assert rows[0].get("#loc+name") == "Al Basera"
    assert not list(tmp_path.glob("*.datapackage.json"))


def test_entities_are_valid_in_followthemoney(text, tmp_path):
    file = put(tmp_path, "ftm", hostile(text), incident("clash", by="Orrin army/state_forces/ML, Soven Front/rebel/ML"))
    schemas = []
    for line in file.read_text("utf-8").split("\n"):
        if line:
            entity = ftm_model.get_proxy(json.loads(line))
            entity.schema.validate(json.loads(line))
            schemas.append(entity.schema.name)
    assert schemas.count("Event") == 2
    assert "PublicBody" in schemas


def test_statements_are_followthemoneys(tmp_path):
    file = put(tmp_path, "ftm-statements", incident("clash", by="Orrin army/state_forces/ML"))
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        statement = Statement.from_dict(row)
        assert statement.prop == row["prop"]
        if row["prop"] != "id":
            assert statement.generate_key() == row["id"]


def test_claims_come_back_without_loss(text, tmp_path):
    told = hostile(text)
    file = put(tmp_path, "claims-jsonl", told)
    with file.open(encoding="utf-8") as lines:
        (record,) = read_claims(lines, str(file))
    assert record.claim == told.tellings[0].account.claims[0]
    assert record.document == told.tellings[0].document
    assert json.loads(record.to_json()) == json.loads(file.read_text("utf-8"))


@pytest.mark.parametrize("name", ["dossier", "dossier-html"])
def test_dossiers_let_no_markup_through(name, tmp_path):
    written = put(tmp_path, name, hostile("<script>alert(1)</script>[x](javascript:1)")).read_text("utf-8")
    assert "<script>" not in written
    if name == "dossier":
        assert "[x](" not in written


@pytest.mark.parametrize("name", TEXTS)
def test_all_text_is_utf8_and_carries_its_record(name, text, tmp_path):
    file = put(tmp_path, name, hostile(text))
    file.read_bytes().decode("utf-8")
    about = json.loads(file.with_name(file.name + ".about.json").read_text("utf-8"))
    assert set(about) >= {"made_by", "policy", "filters", "privacy", "sensitivity", "licence", "coders", "coverage", "left_out", "rows"}
    assert about["coders"] == [{"version": "1.0", "model": "m", "lexicon": "l", "gazetteer": "g"}]
    assert about["coverage"][0]["publisher"] == text


def test_binary_files_hide_masked_names_too(tmp_path):
    doc = document("Gunmen killed Amina Sekou, 34, a teacher.")
    told = incident("attack", doc=doc, on="Amina Sekou/civilians", tolls=["killed 1"])
    for name in ("parquet", "geoparquet", "xlsx"):
        tally = Tally(name, "range")
        file = tmp_path / f"e.{name}"
        export(Privacy().guard([told], tally), name, file, Job(tally))
        found = str(duckdb.sql(f"SELECT * FROM read_parquet('{file}')").fetchall()) if name != "xlsx" else str(_values(file))
        assert "Sekou" not in found
        assert "█" in found


def _values(file: Path) -> list[object]:
    return [cell for row in openpyxl.load_workbook(file)["events"].iter_rows(values_only=True) for cell in row]


def test_unknown_stays_empty_in_every_table(tmp_path):
    out = io.StringIO()
    export([incident()], "csv", out, Job())
    (row,) = csv.DictReader(io.StringIO(out.getvalue()))
    assert (row["killed"], row["wounded_min"]) == ("", "")


def test_the_columns_of_all_tables_are_named_once():
    for form in FORMATS.values():
        names = [c.name for c in form.columns]
        assert len(set(names)) == len(names)
    assert len(acled.COLUMNS) == 31
    assert len(ucdp.COLUMNS) == 49
