"""Every field of the app can be carried by a link, under one name."""

import pytest

from app.fields.all_fields import fields_of
from app.shell.links import parameters
from engine.foundation.locale import Locale


@pytest.mark.parametrize("data", ["publisert", "syntetisk", "publisert/utvidet", "syntetisk/utvidet"])
def test_every_field_is_read_and_written_by_some_name_of_a_link(data):
    fields = fields_of(data, Locale("nb"))
    values = {key: one.default for key, one in fields.items()}
    silent = {name: one.written(values) for name, one in parameters(fields).items()}
    assert not any(silent.values()), silent
    for key, one in fields.items():
        other = next((option for option in reversed(one.options) if option != one.default), None)
        changed = ((other,) if one.many else other) if one.options else one.low if one.default != one.low else one.high
        assert any(
            said.written(values | {key: int(changed) if one.whole else changed}) for said in parameters(fields).values()
        ), key
