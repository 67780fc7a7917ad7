"""How much of a group an industry is, against job numbers that a reader can divide by hand."""

import numpy as np

from engine.dataset.group_share import group_shares, without_distant
from engine.dataset.model import Code, Column, Dataset, Industry
from engine.foundation.quality import INHERITED, PUBLISHED, QUALITIES

CODES = (Code("49100", "", 300), Code("50100", "", 100), Code("51100", "", 100), Code("84110", "", 0))


def made(groups, qualities, values=(5.0, 5.0, 5.0, 7.0)):
    industries = tuple(
        Industry(name, name, codes=codes)
        for name, codes in (("air", ("51100",)), ("land", ("49100",)), ("sea", ("50100",)), ("state", ("84110",)))
    )
    empty = np.full(4, np.nan)
    quality = np.array([QUALITIES.index(name) if name else -1 for name in qualities], dtype=np.int8)
    column = Column("x", "2020", "percent", np.array(values), empty, empty, quality, (("s",),) * 4, groups)
    return Dataset("data", industries, {"x": {"2020": column}}, codes=CODES), column


def test_an_inherited_figure_is_about_a_group_with_more_jobs():
    data, column = made((("49-51",), ("49-51",), ("50",), ()), (INHERITED, INHERITED, PUBLISHED, PUBLISHED))
    assert group_shares(data, column).tolist() == [0.2, 0.6, 1.0, 1.0]


def test_several_groups_are_taken_together():
    data, column = made((("49", "51"), (), (), ()), (INHERITED, PUBLISHED, PUBLISHED, PUBLISHED))
    assert group_shares(data, column)[0] == 0.25


def test_no_figure_has_no_share_and_a_group_without_jobs_is_counted_in_codes():
    data, column = made((("49-51",), (), (), ("84",)), (None, PUBLISHED, PUBLISHED, INHERITED), (np.nan, 5.0, 5.0, 7.0))
    shares = group_shares(data, column)
    assert np.isnan(shares[0])
    assert shares[3] == 1


def test_an_inherited_figure_below_the_share_is_unknown_and_nothing_else_is():
    data, column = made((("49-51",), ("49-51",), (), ()), (INHERITED, INHERITED, PUBLISHED, PUBLISHED))
    kept = without_distant(data, column, 0.3)
    assert np.isnan(kept.values).tolist() == [True, False, False, False]
    assert kept.quality_of(0) is None
    assert (kept.source_ids[0], kept.groups[0]) == ((), ())
    assert without_distant(data, column, 0.2) is column
    assert without_distant(data, column, 0.0) is column
