"""The tables' forms: every released one is brought up, and a newer one is refused."""

import pytest
import sqlalchemy as sa

from engine.foundation.errors import InputError
from engine.store.opening import open_database
from engine.store.schema import METADATA
from engine.store.upgrading import form, released, upgrade


def columns(connection):
    inspector = sa.inspect(connection)
    return {table: sorted(column["name"] for column in inspector.get_columns(table)) for table in METADATA.tables}


def test_a_new_store_has_the_newest_form_and_the_declared_columns(database):
    with database.reading() as connection:
        assert form(connection) == released()[-1]
        assert columns(connection) == {
            name: sorted(column.name for column in table.columns) for name, table in METADATA.tables.items()
        }


@pytest.mark.parametrize("start", released())
def test_every_released_form_is_brought_up_to_the_newest(database, start):
    with database.writing() as connection:
        METADATA.drop_all(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    upgrade(database, start)
    with database.reading() as connection:
        assert form(connection) == start
    upgrade(database)
    with database.reading() as connection:
        assert form(connection) == released()[-1]


def test_a_form_that_is_not_known_is_from_a_newer_program(database):
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(InputError) as raised:
        open_database()
    assert raised.value.problems[0].code == "store_newer"
