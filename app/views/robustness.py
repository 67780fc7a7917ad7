"""Robustness: who is in whatever the weights, where each ranks, what other methods say, and what the criteria do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.fields.field import NONE
from app.fields.robustness_fields import ABOVE, BELOW, DATA_VARIED, EVERYWHERE, SPREAD, YES, robustness_fields
from app.figures.robustness_charts import audit_chart, central_chart, rank_chart, selected_chart
from app.figures.robustness_tables import central_frame, ranks_frame, ranks_table
from app.figures.tables import frame
from app.panels.echo import side_by_side
from app.panels.known import known_and_open
from app.shell import cache as cached
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.cache import Drawn, Watched
from app.shell.exports import origin, table_button
from app.shell.figure_export import SETTING_PARTS, chart
from app.shell.page_shell import feasible_outcome, listed, page_heading
from app.shell.share import on_paper
from app.shell.tabs import Shown, tabs_of
from app.shell.widgets import widget
from app.shell.wording import Markdown, bold, bullets, literal, text
from engine.criteria.merge_overlay import in_a_list
from engine.foundation.errors import InputError, MissingExtraError
from engine.foundation.locale import Locale
from engine.output.table import Table, percent_in_words
from engine.results.acceptability import acceptability_notes, acceptability_table
from engine.results.audit_renderers import audit_in_words, audit_table, correlations_table
from engine.results.method_comparison import kept_in_words, undefined_in_words
from engine.results.robustness_renderers import methods_answer
from engine.robustness.acceptability import Acceptability

PLACE = 40  # in the menu
if TYPE_CHECKING:
    from pandas import DataFrame
    from pandas.io.formats.style import Styler
    from plotly.graph_objects import Figure


def show(locale: Locale) -> None:
    """The page."""
    page_heading("robustness", locale)
    if feasible_outcome(state.current(), locale) is None:
        return
    what = _asked(locale)
    if what is None:
        return
    result = _drawn(what, locale)
    if result is None:
        return
    _standing(result, what, locale)
    shown = {"selected": _selected, "ranks": _ranks, "central": _central, "methods": _methods, "audit": _audit}
    tabs: dict[str, Shown] = {
        text(f"app_stability.tab_{name}", locale): partial(show, result, what, locale) for name, show in shown.items()
    }
    tabs[text("app_known.tab_echo", locale)] = partial(side_by_side, locale)
    tabs[text("app_known.tab_known", locale)] = partial(known_and_open, result, locale)
    tabs_of(tabs, state.ROBUSTNESS_TABS)


def _asked(locale: Locale) -> Drawn | None:
    """The controls, and what they ask for; None, and why, where they contradict each other."""
    fields = {field.key: field for field in robustness_fields(cached.criteria(state.current().data), locale)}
    with st.container(border=True):
        values = {}
        for pair in ((SPREAD, DATA_VARIED), (ABOVE, BELOW)):
            for column, key in zip(st.columns(2), pair, strict=True):
                with column:
                    values[key] = widget(fields[key])
        above, below = values[ABOVE], values[BELOW]
        if (above == NONE) != (below == NONE):
            st.caption(text("app_stability.order_half", locale))
        if values[DATA_VARIED] == YES:
            st.markdown(text("app_stability.data_varied_says", locale))
    if above == below != NONE:
        st.warning(text("app_stability.order_same", locale), icon=":material/error:")
        return None
    return Drawn(
        percent=None if values[SPREAD] == EVERYWHERE else float(values[SPREAD]),
        order="" if NONE in (above, below) else f"{above}>={below}",
        data_varied=values[DATA_VARIED] == YES,
    )


def _drawn(what: Drawn, locale: Locale) -> Acceptability | None:
    """The draws, told of as they are done; they can be left at any moment."""
    setting, bar = state.current(), st.empty()

    def show(done: int, total: int) -> None:
        counts = {"done": locale.number(done, 0), "total": locale.number(total, 0)}
        bar.progress(done / total, text("app_stability.drawing", locale, **counts))

    try:
        return beside(lambda tell: cached.drawn(setting, what, Watched(tell)), show)
    except InputError as error:
        problems = tuple(replace(problem, place="") for problem in error.problems)
        st.error(text("app_stability.cannot_draw", locale) + listed(problems, locale), icon=":material/error:")
        return None
    finally:
        bar.empty()


def _drawn_in_words(result: Acceptability, what: Drawn, locale: Locale) -> str:
    """Which weights were drawn, for those who see the figure without the controls."""
    criteria = result.scores.criteria
    words: dict[str, object] = {"draws": locale.number(result.draws, 0)}
    if what.percent is None:
        parts = [locale.text("app_stability.drawn_everywhere", **words)]
    else:
        around = {"percent": locale.number(what.percent, 0), "weights": origin(locale).weights}
        parts = [locale.text("app_stability.drawn_around", **words, **around)]
    if what.order:
        above, below = (criteria.in_sentence(member, locale) for member in what.order.split(">="))
        parts.append(locale.text("app_stability.drawn_order", above=above, below=below))
    if what.data_varied:
        parts.append(locale.text("app_stability.drawn_data"))
    return "; ".join(parts)


def _standing(result: Acceptability, what: Drawn, locale: Locale) -> None:
    """Core, borderline and exterior side by side, and how the draws were checked."""
    st.header(text("app_stability.standing_heading", locale))
    fixed, *notes = acceptability_notes(result, locale)
    st.markdown(literal(fixed))
    _on_paper(_drawn_in_words(result, what, locale), locale)
    shares = dict(zip(result.problem.ids, result.selected.tolist(), strict=True))

    def in_words(kind: str, industry_id: str) -> str:
        share = f" ({percent_in_words(shares[industry_id], locale)})" if kind == "borderline" else ""
        return result.problem.name(industry_id, locale) + share

    for column, kind in zip(st.columns(3), ("core", "borderline", "exterior"), strict=True):
        ids = sorted(getattr(result, kind), key=lambda industry_id: (-shares[industry_id], industry_id))
        with column.container(border=True):
            st.subheader(text(f"app_stability.{kind}", locale, count=len(ids)))
            st.caption(text(f"app_stability.{kind}_says", locale))
            st.markdown(
                literal(in_a_list([in_words(kind, industry_id) for industry_id in ids]))
                or text("app_stability.nobody", locale)
            )
    st.caption(":material/verified: " + literal(" ".join(notes)))


def _on_paper(drawn: str, locale: Locale) -> None:
    """Which weights what comes below is made with: on the screen the controls say it, paper has the panel's on top."""
    of_paper = locale.text("app_leaving.paper_drawn", drawn=drawn) if drawn else locale.text("app_leaving.paper_panel")
    st.html(on_paper(of_paper))


def _charted(name: str, figure: Figure, behind: DataFrame | Styler, locale: Locale, drawn: str = "") -> None:
    """A figure, how it is read, and the table behind it; of many weights where it says which were ``drawn``."""
    _on_paper(drawn, locale)
    st.caption(text(f"app_stability.{name}_reads", locale))
    chart(
        figure,
        key=f"{name}_chart",
        stem=text(f"app_stability.file_{name}", locale),
        title=locale.text(f"app_leaving.picture_{name}"),
        alt=text(f"app_stability.{name}_alt", locale),
        locale=locale,
        follows=("conditions",) if drawn else SETTING_PARTS,
        drawn=drawn,
    )
    with st.expander(text("app_stability.figures_behind", locale), key=f"{state.FOLDED}draws"):
        st.table(behind, hide_index=True)


def _selected(result: Acceptability, what: Drawn, locale: Locale) -> None:
    table, drawn = acceptability_table(result, locale), _drawn_in_words(result, what, locale)
    _charted("selected", selected_chart(result, locale), frame(table, locale), locale, drawn)
    _download("acceptability", table, locale)


def _ranks(result: Acceptability, what: Drawn, locale: Locale) -> None:
    drawn = _drawn_in_words(result, what, locale)
    _charted("ranks", rank_chart(result, locale), ranks_frame(result, locale), locale, drawn)
    _download("ranks", ranks_table(result, locale), locale)


def _central(result: Acceptability, what: Drawn, locale: Locale) -> None:
    if result.selected.any():
        drawn = _drawn_in_words(result, what, locale)
        _charted("central", central_chart(result, locale), central_frame(result, locale), locale, drawn)
        _download("acceptability", acceptability_table(result, locale), locale)
    else:
        st.markdown(text("app_stability.central_none", locale))


def _methods(_: Acceptability, __: Drawn, locale: Locale) -> None:
    _on_paper("", locale)
    st.markdown(text("app_stability.methods_reads", locale))
    try:
        setting = state.current()
        with st.spinner(text("app_stability.methods_computing", locale)):
            outcomes = beside(lambda ___: cached.methods(setting))
    except MissingExtraError as error:
        st.info(literal(error.sentence(locale)), icon=":material/extension_off:")
        return
    for line in kept_in_words(outcomes, locale):
        st.markdown(literal(line))
    table = methods_answer(outcomes, None, locale).flat()
    reason = [column.key for column in table.columns].index("not_defined")
    defined = replace(table, rows=tuple(row for row in table.rows if not row[reason]))
    kept = [any(row[index] not in (None, "") for row in defined.rows) for index in range(len(table.columns))]
    shown = defined.of_columns(kept)
    st.table(frame(shown, locale), hide_index=True)
    st.markdown(bullets(undefined_in_words(outcomes, locale)))
    _download("methods", table, locale)


def _audit(result: Acceptability, _: Drawn, locale: Locale) -> None:
    scores = result.scores
    setting = state.current()
    with st.spinner(text("app_stability.audit_computing", locale)):
        audit = beside(lambda _: cached.audited(setting))
    weights, correlations = audit_table(audit, scores, locale), correlations_table(audit, scores, locale)
    _charted("audit", audit_chart(audit, scores, locale), frame(weights, locale), locale)
    st.subheader(text("app_stability.audit_words", locale))
    sentences = audit_in_words(audit, scores, locale) or (text("app_stability.audit_nothing", locale),)
    idle = [
        Markdown(f"{bold(str(row[0]))} {text('stability.decides_nothing', locale).lower()}: {literal(str(row[-1]))}.")
        for row in weights.rows
        if row[-1]
    ]
    st.markdown(bullets((*sentences, *idle)))
    st.subheader(literal(correlations.title))
    st.table(frame(correlations, locale), hide_index=True)
    with st.container(horizontal=True):
        _download("audit", weights, locale)
        _download("correlations", correlations, locale)


def _download(name: str, table: Table, locale: Locale) -> None:
    label, stem = (text(f"app_stability.{what}_{name}", locale) for what in ("download", "file"))
    table_button(label, table, stem, locale)
