"""Every field of the app can be carried by a link, under one name."""

import pytest

from app.fields.all_fields import fields_of
from app.shell.links import parameters
from engine.foundation.locale import Locale


@pytest.mark.parametrize("data", ["publisert", "syntetisk", "publisert/utvidet", "syntetisk/utvidet"])
def test_every_field_is_read_and_written_by_some_name_of_a_link(data):
    fields = fields_of(data, Locale("nb"))
    values = {key: field.default for key, field in fields.items()}
    silent = {name: parameter.written(values) for name, parameter in parameters(fields).items()}
    assert not any(silent.values()), silent
    for key, field in fields.items():
        other = next((option for option in reversed(field.options) if option != field.default), None)
        changed = (
            ((other,) if field.many else other)
            if field.options
            else field.low
            if field.default != field.low
            else field.high
        )
        assert any(
            parameter.written(values | {key: int(changed) if field.whole else changed})
            for parameter in parameters(fields).values()
        ), key
