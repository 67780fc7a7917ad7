from engine.criteria.keys import OPTIONS_FILE
from engine.plans.options_keys import OPTION_KEYS, option_keys_of


def test_no_key_is_declared_twice():
    assert len({(key.table, key.name) for key in OPTION_KEYS}) == len(OPTION_KEYS)


def test_every_table_hangs_below_another():
    below = {key.subtable for key in OPTION_KEYS if key.kind in ("table", "sections")}
    assert {key.table for key in OPTION_KEYS} - {OPTIONS_FILE} == below


def test_a_key_beside_the_options_can_say_all_that_an_options_own_can():
    own = set(option_keys_of("option.key"))
    assert set(option_keys_of("key")) - {"id", "name_nb", "name_en", "name_nn"} == own
