"""What the criteria really do, as a reader gets it; ``test_robustness_renderers`` has every form of it."""

from dataclasses import replace

from engine.foundation.locale import Locale
from engine.results.audit_renderers import audit_answer, audit_in_words, audit_table
from engine.robustness.criteria_diagnostics import audit
from tests.engine.results.small import CRITERIA, SELECTION

BETTER = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2023,10,percent,,,published,s1
beta,share,2023,9,percent,,,published,s1
gamma,share,2023,1,percent,,,published,s1
alfa,rate,2022,4,per_1000_employed,,,published,s2
beta,rate,2022,3,per_1000_employed,,,published,s2
gamma,rate,2022,1,per_1000_employed,,,published,s2
"""


def test_audit_says_who_is_selected_over_better_ones(scores_of):
    """alfa has the most of everything, and a condition bars it: beta is selected although alfa is higher."""
    barred = scores_of(
        CRITERIA + SELECTION.replace("max_new = 2", 'max_new = 1\nmust_not = ["alfa"]'), indicators=BETTER
    )
    text = " ".join(audit_answer(audit(barred.dataset, barred.criteria), barred).written("table").split())
    assert "Beta er valgt, enda Alfa er minst like høy på alt" in text
    assert "Beta is selected although Alpha" in " ".join(
        audit_answer(audit(barred.dataset, barred.criteria), barred, Locale("en")).written("table").split()
    )


def test_every_criterion_has_its_weight_beside_what_it_does(small):
    table = audit_table(audit(small.dataset, small.criteria), small, Locale("en"))
    of = {column.key: index for index, column in enumerate(table.columns)}
    assert {row[of["criterion_id"]] for row in table.rows} == set(small.root_members)
    assert sum(row[of["nominal"]] for row in table.rows) == 1


ALIKE = """industry_id,indicator_id,period,value,unit,se,n,quality,source_id
alfa,share,2023,10,percent,,,published,s1
beta,share,2023,10,percent,,,published,s1
gamma,share,2023,1,percent,,,published,s1
alfa,rate,2022,4,per_1000_employed,,,published,s2
beta,rate,2022,4,per_1000_employed,,,published,s2
gamma,rate,2022,1,per_1000_employed,,,published,s2
"""


def test_those_that_are_alike_on_everything_are_named_in_one_sentence(scores_of):
    scores = scores_of(CRITERIA + SELECTION, indicators=ALIKE)
    result = audit(scores.dataset, scores.criteria)
    (sentence,) = (words for words in audit_in_words(result, scores) if "samme verdi" in words)
    assert sentence == "Har samme verdi på alle kriterier: Alfa og beta."
    pairs = replace(result, dominance=replace(result.dominance, identical=(("alfa", "beta"), ("gamma", "beta"))))
    (sentence,) = (words for words in audit_in_words(pairs, scores) if "samme verdi" in words)
    assert sentence == "Har samme verdi på alle kriterier, hver gruppe for seg: Alfa og beta. Gamma og beta."
