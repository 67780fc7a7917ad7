"""JSON-stat answers as json-stat.org describes them and PxWebApi v2 writes them; and answers that lie."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dataset.jsonstat import read_cube
from engine.foundation.errors import InputError
from tests.engine.sources.statbank.small import DATA, METADATA, SELECTED, STATUS, VALUES, content, dataset

CELLS = {"Kjonn": "0", "Sykefraver2": "L", "ContentsCode": "SykefravProsent"}


def small(**changes):
    return dataset(SELECTED, **({"value": VALUES, "status": STATUS} | changes))


def read(data):
    return read_cube(data if isinstance(data, bytes) else content(data), "svar.json")


def wrong(data):
    with pytest.raises(InputError) as error:
        read(data)
    (problem,) = error.value.problems
    assert (problem.code, problem.file) == ("statbank_not_jsonstat", "svar.json")
    return problem.given


def cells(cube):
    return [
        cube.cell({**CELLS, "NACE2007": industry, "Tid": time})
        for industry in SELECTED["NACE2007"]
        for time in SELECTED["Tid"]
    ]


EXPECTED = [(5.1, ""), (5.5, ""), (4.7, ""), (None, ":"), (6.0, ""), (None, ".."), (3.3, ""), (3.4, "")]


def test_values_are_in_row_major_order_and_a_sign_makes_a_cell_missing_even_where_it_says_0():
    assert cells(read(DATA)) == EXPECTED


def test_sparse_values_and_every_form_of_status_give_the_same_cells():
    sparse = {str(index): value for index, value in enumerate(VALUES) if value is not None}
    assert cells(read(small(value=sparse))) == EXPECTED
    assert cells(read(small(status=["", "", "", ":", "", "..", "", ""]))) == EXPECTED


def test_one_status_is_said_of_every_cell():
    assert {sign for _, sign in cells(read(small(status=":")))} == {":"}
    assert {value for value, _ in cells(read(small(status=[":"])))} == {None}


def test_a_sign_that_is_only_a_remark_keeps_the_figure():
    assert cells(read(small(status={"0": "*"})))[0] == (5.1, "*")


def test_index_may_be_a_list_an_object_in_any_order_or_absent_for_one_category():
    data = small()
    data["dimension"]["Tid"]["category"]["index"] = ["2024K3", "2024K4"]
    data["dimension"]["NACE2007"]["category"]["index"] = {"xx": 3, "84": 2, "45-47": 1, "00-99": 0}
    del data["dimension"]["Sykefraver2"]["category"]["index"]
    assert cells(read(data)) == EXPECTED


def test_metadata_are_dimensions_with_labels_and_no_values():
    cube = read_cube(METADATA, "meta.json", metadata=True)
    assert cube.dimension("Sykefraver2").labels == {"Alt": "Egenmeldt og legemeldt", "L": "Legemeldt"}
    assert (cube.updated, cube.source, cube.values) == ("2025-02-27T07:00:00Z", "Statistisk sentralbyrå", ())


def test_the_notes_that_must_be_shown_are_found_and_others_are_not():
    """PxWebApi numbers them: ``noteMandatory`` {"1": true} is the second note."""
    data = small(note=["a", "b\x1b[2J\nc"], extension={"noteMandatory": {"1": True}, "discontinued": True})
    assert (read(data).notes, read(data).discontinued) == (("b [2J c",), True)
    assert (read(DATA).notes, read(DATA).discontinued) == ((), False)
    assert read(small(note=["a"], extension={"noteMandatory": [0]})).notes == ()


def test_labels_cannot_steer_the_screen():
    data = small(label="a\x1b]0;b\r\nc")
    assert read(data).label == "a ]0;b c"


def test_a_title_cannot_run_as_a_formula():
    data = small(label="=HYPERLINK(1)", source="@SSB")
    assert (read(data).label, read(data).source) == ("HYPERLINK(1)", "SSB")


def test_labels_with_signs_that_no_file_can_hold_are_made_plain_and_codes_are_refused():
    def small_ascii(**changes):
        return json.dumps(small(**changes)).encode()

    assert read(small_ascii(label="a\ud800b\0")).label == "a b"
    dimension = {
        **json.loads(DATA)["dimension"],
        "Kjonn": {"category": {"index": ["0\ud800"], "label": {"0\ud800": "Begge"}}},
    }
    assert "U+D800 in a code" in wrong(small_ascii(dimension=dimension))
    assert "U+D800 in a code" in wrong(small_ascii(status={"0": "\ud800"}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value": VALUES[:-1]}, "7 values"),
        ({"value": [*VALUES, 1]}, "9 values"),
        ({"value": {"8": 1.0}}, "'8'"),
        ({"value": {"-1": 1.0}}, "'-1'"),
        ({"value": ["5,1", *VALUES[1:]]}, "5,1"),
        ({"value": [True, *VALUES[1:]]}, "True"),
        ({"value": [10**400, *VALUES[1:]]}, ""),
        ({"size": [1, 4, 1, 1, 3]}, "Tid"),
        ({"size": [1, 4, 1, 1]}, "Size"),
        ({"size": [1, "4", 1, 1, 2]}, "size"),
        ({"size": [1, 4, 1, 1, -2]}, ""),
        ({"status": ["."] * 7}, ""),
        ({"status": {"99": "."}}, "'99'"),
        ({"id": ["Kjonn", "NACE2007", "Sykefraver2", "ContentsCode", "Kvartal"]}, "Kvartal"),
        ({"id": ["Kjonn", "Kjonn", "Sykefraver2", "ContentsCode", "Tid"]}, ""),
        ({"class": "collection"}, "collection"),
        ({"updated": "i går"}, "i går"),
        ({"dimension": []}, ""),
        ({"value": None}, ""),
    ],
)
def test_an_answer_that_contradicts_itself_is_refused(changes, message):
    assert message in wrong(small(**changes))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html>", "JSON"),
        (b"", "JSON"),
        (b"[1]", "no object"),
        (b"null", "no object"),
        (b"\xff\xfe{", "JSON"),
        (b"[" * 200_000, ""),
        (DATA.replace(b"5.1", b"NaN"), "NaN"),
        (DATA.replace(b"5.1", b"-Infinity"), "-Infinity"),
        (DATA.replace(b'"45-47": 1', b'"45-47": 1, "45-47": 2'), "45-47"),
        (DATA.replace(b'"84": 2', b'"84": 1'), ""),
        (DATA.replace(b'"84": 2', b'"84": 9'), "index"),
        (DATA.replace(b'"84": 2', b'"84": "2"'), "index"),
        (DATA[:-20], "JSON"),
    ],
)
def test_what_is_no_json_or_says_a_thing_twice_is_refused(data, message):
    assert message in wrong(data)


def test_a_table_of_more_cells_than_anything_could_hold_is_refused_before_it_is_built():
    data = small(value={})
    for name in ("Kjonn", "NACE2007", "Tid"):
        codes = [str(index) for index in range(1000)]
        data["dimension"][name]["category"] = {"index": codes}
    data["size"] = [1000, 1000, 1, 1, 1000]
    assert "cells" in wrong(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(["id", "size", "value", "status", "dimension", "role", "label", "updated", "class"]), JSON)
def test_no_value_at_any_key_gives_more_than_a_cube_or_a_refusal(key, value):
    with contextlib.suppress(InputError):
        read(json.dumps(small() | {key: value}).encode())


@given(st.sampled_from(list(SELECTED)), st.sampled_from(["label", "category", "extension", "note", "link"]), JSON)
def test_no_value_inside_a_dimension_gives_more_than_a_cube_or_a_refusal(name, key, value):
    data = small()
    data["dimension"][name][key] = value
    with contextlib.suppress(InputError):
        read(json.dumps(data).encode())


@given(st.sampled_from(list(SELECTED)), st.sampled_from(["index", "label", "unit", "note", "child"]), JSON)
def test_no_value_inside_a_category_gives_more_than_a_cube_or_a_refusal(name, key, value):
    data = small()
    data["dimension"][name]["category"][key] = value
    with contextlib.suppress(InputError):
        read(json.dumps(data).encode())


@given(st.binary(max_size=200))
def test_no_bytes_give_more_than_a_refusal(data):
    with pytest.raises(InputError):
        read(data)
