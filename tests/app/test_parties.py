"""The parties: the page in both languages, and every way to change the viewpoints."""

import pytest

from app.shell import cache as cached
from app.shell import session as state
from engine.criteria.reading import parse_profiles
from engine.criteria.writing import profiles_toml
from engine.foundation.locale import Locale
from tests.app.opened import move_weight, opened, said

FIRST = ("exposure_first", "absence_first", "equal_weights", "frafall_first", "measured_only")


def press(visitor, key, language="nb"):
    label = Locale(language).text(f"app_stability.{key}")
    return next(button for button in visitor.button if button.label == label).click().run()


def columns(visitor):
    """Headings of the table of weights: the criterion, then each viewpoint."""
    return list(visitor.table[0].value.columns)


def write(visitor, name, **weights):
    """By importance, 0 to 10; what is not named does not count."""
    next(
        widget for widget in visitor.text_input if widget.label == Locale("nb").text("app_stability.edit_name")
    ).set_value(name)
    for slider in visitor.slider:
        if "_importance_weight_" in slider.key:
            slider.set_value(weights.get(slider.key.partition("_importance_weight_")[2], 0.0) / 10)
    return press(visitor, "edit_save")


def by_importance(visitor):
    """The weights of the form are set by importance."""
    name = next(widget for widget in visitor.text_input if widget.label == Locale("nb").text("app_stability.edit_name"))
    visitor.session_state[name.key.removesuffix("name") + "scale"] = "importance"
    return visitor.run()


def matrix(visitor, language="nb"):
    """The table behind the picture of who chooses whom."""
    visitor.session_state[state.MATRIX_TABS] = Locale(language).text("app.tab_table")
    return visitor.run().table[1].value


def upload(visitor, content, name="synspunkter.toml"):
    return visitor.file_uploader[0].set_value([(name, content, "application/toml")]).run()


def test_the_shipped_viewpoints_stand_side_by_side_with_their_basis(language):
    visitor = opened("parties", language)
    assert not visitor.exception
    assert not visitor.error
    assert [title.value for title in visitor.title] == [Locale(language).text("app.parties_title")]
    assert len(columns(visitor)) == 1 + len(FIRST)
    assert {"nb": "Erfaringskartleggingen 2022", "en": "The 2022 survey"}[language] in said(visitor)


def test_what_the_shipped_viewpoints_agree_on_is_said_and_shown_with_signs(language):
    visitor = opened("parties", language)
    assert Locale(language).text("stability.parties_alike") not in said(visitor)  # one leaves the report's words out
    shown = matrix(visitor, language)
    chosen = shown.iloc[:, 1 : 1 + len(FIRST)].map(lambda cell: cell.startswith("✓"))
    assert chosen.sum().tolist() == [5] * len(FIRST)
    # The four that give the report's words weight choose alike; the one that gives them none does not.
    assert (chosen.iloc[:, :4].nunique(axis=1) == 1).all()
    assert not (chosen.iloc[:, 4] == chosen.iloc[:, 0]).all()


def test_a_viewpoint_of_ones_own_can_part_from_the_others_and_the_driver_is_named():
    visitor = opened("parties")
    write(visitor, "Organiserte", union_density=90.0, msk=10.0)
    assert not visitor.exception
    assert not visitor.error
    assert "Organiserte" in columns(visitor)
    assert Locale("nb").text("stability.parties_alike") not in said(visitor)
    assert "Organiserte skiller lag på organisasjonsgrad" in said(visitor)
    assert Locale("nb").text("app_stability.matrix_conflict") in matrix(visitor).iloc[:, -1].tolist()


def test_a_changed_viewpoint_replaces_the_one_it_was_opened_on():
    visitor = opened("parties")
    visitor.selectbox(key=state.PROFILE_EDITED).set_value("equal_weights").run()
    by_importance(visitor)
    write(visitor, "Lik vekt", frafall=100.0, msk=0.0, mental=0.0, absence=0.0, union_density=0.0)
    assert not visitor.exception
    shown = visitor.table[0].value
    assert shown["Lik vekt"].tolist() == [
        f"{share}\N{NO-BREAK SPACE}%" for share in ("0,0", "0,0", "0,0", "100,0", "0,0")
    ]
    assert len(columns(visitor)) == 1 + len(FIRST)


def test_a_viewpoint_under_which_some_industry_has_no_score_is_refused_by_its_name():
    """No union density is known for agriculture: by that alone it has no score, and cannot be compared."""
    visitor = opened("parties")
    write(visitor, "Organisasjonsgrad alene", union_density=100.0)
    assert not visitor.exception
    assert "«Organisasjonsgrad alene»" in visitor.error[0].value
    assert "Jordbruk og skogbruk" in visitor.error[0].value
    assert "jordbruk_skogbruk" not in visitor.error[0].value
    assert "union_density" not in visitor.error[0].value
    assert len(columns(visitor)) == 1 + len(FIRST)


@pytest.mark.parametrize(
    ("name", "weights", "words"),
    [("", {"msk": 50.0}, "Gi synspunktet et navn"), ("Tomt", {}, "Ikke lagret")],
)
def test_a_viewpoint_without_name_or_weights_is_not_kept_and_told_of(name, weights, words):
    visitor = opened("parties")
    write(visitor, name, **weights)
    assert not visitor.exception
    assert words in visitor.error[0].value
    assert len(columns(visitor)) == 1 + len(FIRST)


def test_the_weights_of_the_panel_become_a_viewpoint():
    visitor = opened("parties", w_absence="1")
    press(visitor, "edit_from_panel")
    assert not visitor.exception
    shown = visitor.table[0].value[Locale("nb").text("app_stability.edit_panel_name")].tolist()
    assert shown[2] == "55,6\N{NO-BREAK SPACE}%"


def test_a_viewpoint_can_be_removed_and_the_shipped_ones_brought_back():
    visitor = opened("parties")
    visitor.selectbox(key=state.PROFILE_EDITED).set_value("absence_first").run()
    press(visitor, "edit_remove")
    assert len(columns(visitor)) == 1 + len(FIRST) - 1
    press(visitor, "edit_reset")
    assert len(columns(visitor)) == 1 + len(FIRST)


def test_a_file_of_viewpoints_takes_the_place_of_those_that_stand_there():
    visitor = opened("parties")
    weights = "weights = {msk = 1, mental = 1, absence = 0, frafall = 0, union_density = 2}"
    upload(visitor, f'[[profile]]\nid = "a"\nname_nb = "Vi"\n{weights}\n'.encode())
    assert not visitor.exception
    assert not visitor.error
    assert columns(visitor)[1:] == ["Vi"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "synspunkter.toml"),
        (b"\xff\xfe\x00", "synspunkter.toml"),
        (b'[[profile]]\nid = "a"\nname_nb = "A"\nweights = {msk = -1}\n', "-1"),
        (b'[[profile]]\nid = "a"\nname_nb = "A"\nweights = {alder = 1}\n', "alder"),
    ],
)
def test_a_file_with_a_mistake_is_refused_in_words_and_nothing_changes(content, word):
    visitor = opened("parties")
    upload(visitor, content)
    assert not visitor.exception
    assert word in visitor.error[0].value
    assert "/tmp" not in visitor.error[0].value
    assert len(columns(visitor)) == 1 + len(FIRST)


def test_more_viewpoints_than_can_stand_side_by_side_are_refused():
    visitor = opened("parties")
    weights = "weights = {msk = 1, mental = 0, absence = 0, frafall = 0, union_density = 0}"
    upload(
        visitor, "\n".join(f'[[profile]]\nid = "a{index}"\nname_nb = "A"\n{weights}' for index in range(13)).encode()
    )
    assert not visitor.exception
    assert "13" in visitor.error[0].value


def test_a_name_with_signs_of_its_own_is_shown_as_it_is_written():
    visitor = opened("parties")
    write(visitor, "![x](http://a.no) **vi** <b>", msk=50.0)
    assert not visitor.exception
    shown = [column.replace("\\", "").replace("\N{WORD JOINER}", "") for column in columns(visitor)]
    assert "![x](http://a.no) **vi** <b>" in shown
    assert not any("![" in column or "<b" in column.replace("\\<", "") for column in columns(visitor))


def test_the_weights_in_the_panel_change_nothing_here_but_its_conditions_do():
    visitor = opened("parties")
    before = matrix(visitor)
    move_weight(visitor, "absence", 100)
    assert matrix(visitor).to_numpy().tolist() == before.to_numpy().tolist()
    visitor.slider(key="max_new").set_value(2).run()
    assert (matrix(visitor).iloc[:, 1].str.startswith("✓")).sum() == 2


def test_what_one_visitor_makes_another_does_not_see():
    visitor = opened("parties")
    write(visitor, "Bare mitt", absence=100.0)
    assert "Bare mitt" in columns(visitor)
    assert "Bare mitt" not in columns(opened("parties"))


def test_the_file_that_is_downloaded_is_read_back_as_the_same_viewpoints():
    assert parse_profiles(profiles_toml(cached.profiles("publisert")), "f") == cached.profiles("publisert")


def test_the_table_behind_the_figure_has_every_selection(language):
    visitor = opened("parties", language, data="syntetisk")
    visitor.session_state[state.REGRET_TABS] = Locale(language).text("app.tab_table")
    visitor.run()
    assert not visitor.exception
    assert len(visitor.table[-1].value) == 3 + len(FIRST)


def test_no_vote_is_counted(language):
    visitor = opened("parties", language)
    assert {"nb": "Ingen stemmer telles", "en": "No votes are counted"}[language] in said(visitor)
    assert not any(f"{number} av {len(FIRST)}" in said(visitor) for number in range(1, 5))


def test_viewpoints_of_ones_own_are_said_to_travel_with_the_link_and_do(language):
    visitor = opened("parties", language)
    travels = Locale(language).text("app_stability.profiles_stay")
    assert travels not in said(visitor)
    press(visitor, "edit_from_panel", language)
    assert travels in said(visitor)
    carried = {name: value for name, value in visitor.query_params.items() if name.startswith("view_")}
    assert set(carried) == {"view_own_1"}
    elsewhere = opened("parties", language, **carried)
    assert not elsewhere.error
    assert columns(elsewhere) == columns(visitor)
    press(visitor, "edit_reset", language)
    assert travels not in said(visitor)
    assert not [name for name in visitor.query_params if name.startswith("view_")]


def test_what_a_link_has_wrong_of_a_viewpoint_is_refused_and_the_others_stand():
    visitor = opened("parties", view_a="Vi~1~0~0~0", view_b="**De**~1~0~0~0~0")
    assert not visitor.exception
    assert "view_a" in visitor.error[0].value
    shown = [column.replace("\\", "") for column in columns(visitor)]
    assert "**De**" in shown
    assert len(shown) == 1 + len(FIRST) + 1


def test_sliders_of_per_cent_always_total_100():
    visitor = opened("parties")
    visitor.selectbox(key=state.PROFILE_EDITED).set_value("equal_weights").run()
    moved = next(slider for slider in visitor.slider if slider.key.endswith("_shares_weight_absence"))
    assert moved.value == 20
    moved.set_value(60.0).run()
    shares = [slider.value for slider in visitor.slider if "_shares_weight_" in slider.key]
    assert shares == [10, 10, 60, 10, 10]


def test_what_those_who_agree_weigh_alike_is_said_before_they_are_said_to_agree(language):
    visitor = opened("parties", language)
    shown = said(visitor)
    beforehand = {"nb": "lagt inn på forhånd", "en": "put in beforehand"}[language]
    assert shown.index(beforehand) < shown.index({"nb": "Med uansett", "en": "In whoever"}[language])


def test_two_viewpoints_of_one_name_are_told_apart_wherever_they_are_shown_and_chosen():
    visitor = opened("parties", view_own_1="Vi~1~0~0~0~0", view_own_2="Vi~0~1~0~0~0")
    assert not visitor.exception
    assert not visitor.error
    assert columns(visitor)[-2:] == ["Vi (own_1)", "Vi (own_2)"]
    options = visitor.selectbox(key=state.PROFILE_EDITED).options
    assert [option for option in options if option.startswith("Vi")] == ["Vi (own_1)", "Vi (own_2)"]
    assert {"Vi (own_1)", "Vi (own_2)"} <= {column.replace("\\", "") for column in matrix(visitor).columns}
