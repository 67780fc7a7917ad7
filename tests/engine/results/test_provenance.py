"""What a result rests on."""

from engine.foundation.locale import Locale
from engine.results.basis import basis_notes
from engine.results.provenance import indicator_provenances, used_sources
from tests.engine.results.small import CRITERIA, SELECTION


def test_each_indicator_tells_its_period_its_qualities_and_who_lacks_it(small):
    share, rate = indicator_provenances(small)
    assert (share.indicator_id, share.unit, share.period) == ("share", "percent", "2023")
    # Programmes are not ranked: theirs is not counted.
    assert share.qualities == {"published": 2, "derived": 1}
    assert share.missing == 1
    assert rate.qualities == {"classified": 2}
    assert rate.missing == 2
    assert rate.source_ids == ("s2",)
    assert (rate.label(Locale("nb")), share.label(Locale("en"))) == ("Rate", "Share")


def test_an_indicator_has_its_nynorsk_name_where_the_criteria_give_one(scores_of):
    written = (CRITERIA + SELECTION).replace('label_en = "Share"', 'label_en = "Share"\nlabel_nn = "Del"')
    share, rate = indicator_provenances(scores_of(written))
    assert [indicator.label(Locale("nn")) for indicator in (share, rate)] == ["Del", "Rate"]
    notes = "\n".join(basis_notes(scores_of(written), Locale("nn")))
    assert "Del: prosent, 2023" in notes
    assert "Andel: prosent" not in notes


def test_sources_are_those_of_the_figures_used(small):
    assert [source.title for source in used_sources(small)] == ["Tabell en", "Notat to"]


def test_a_source_that_nobody_described_is_still_named(scores_of):
    without = scores_of(sources=None)
    assert [(source.source_id, source.title) for source in used_sources(without)] == [("s1", ""), ("s2", "")]
