"""New figures from Statistics Norway: fetched by recipes, shown with all that did not come, used by this visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.figures.tables import frame
from app.panels.own_data import in_use, offer
from app.panels.table_search import other_tables
from app.shell import session as state
from app.shell.background_task import beside
from app.shell.data_sets import DataSet, data_set, for_everybody, names
from app.shell.exports import archive_button, recipe_button
from app.shell.page_shell import listed
from app.shell.statbank_queue import asked, eurostat_client
from app.shell.widgets import uploader
from app.shell.wording import bullets, literal, text
from engine.foundation.errors import InputError
from engine.results.fetched_folder import Brought, Packed, fetch_packed, read_brought_apart
from engine.results.fetched_statistics import fetched_table
from engine.results.statbank_recipes import recipe_in_words, recipes_table
from engine.results.uploads import OwnFile, OwnFiles, read_own_files_apart
from engine.sources.statbank.build import online
from engine.sources.statbank.recipe import Recipe, read_recipe, shipped_recipes
from engine.sources.statbank.services import SSB

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.criteria.model import Criteria
    from engine.foundation.locale import Locale
    from engine.sources.statbank.client import Client

LARGEST_MB = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came for this visitor, as a folder that can be used and kept; ``base`` is what it was put into."""

    packed: Packed
    files: OwnFiles
    name: str
    base: str
    criteria: Criteria


def official(locale: Locale) -> None:
    """Which recipes there are, what they brought, and the way to use it."""
    st.markdown(text("app_official.says", locale))
    in_use(locale)
    chosen_id, base = _base()
    shipped = frozenset(shipped_recipes(SSB))
    recipes: dict[str, Recipe] = {name: read_recipe(name) for name in sorted(shipped)}
    place = st.container()
    brought = _own_recipes(locale)
    other_tables(base.criteria, locale)
    recipes |= {recipe.name: recipe for recipe in (*state.made_recipes(), *brought.recipes)}
    with place:
        st.table(frame(recipes_table(recipes.values(), base.criteria, locale), locale), hide_index=True)
        chosen = st.multiselect(
            text("app_official.chosen", locale),
            tuple(recipes),
            tuple(recipes),
            format_func=lambda name: recipe_in_words(recipes[name], base.criteria, locale) if name in shipped else name,
            placeholder=text("app.choose_many", locale),
            select_all=False,
        )
        called = names(locale)[chosen_id]
        st.caption(text("app_official.into", locale, name=called))
        if st.button(text("app_official.fetch", locale), type="primary", icon=":material/cloud_download:"):
            state.keep_fetched(None)
            _fetch({name: recipes[name] for name in chosen}, brought, base, called, locale)
        if (fetched := state.fetched()) is not None:
            _came(fetched, locale)
    _command(locale)


def _base() -> tuple[str, DataSet]:
    """What figures are put into: the data that are shown, else the first that are real and lie in a folder."""
    current = state.current().data
    possible = (*((current,) if isinstance(current, str) else ()), *for_everybody())
    data_id = next(candidate for candidate in possible if not data_set(candidate).dataset.synthetic)
    return data_id, data_set(data_id)


def _own_recipes(locale: Locale) -> Brought:
    """Recipes of the visitor's own, told of every mistake in them; the built-in ones to begin with."""
    with st.expander(text("app_official.own", locale)):
        st.markdown(text("app_official.own_says", locale))
        for name, path in shipped_recipes(SSB).items():
            recipe_button(path.name, path.read_text(encoding="utf-8"), path.name, locale, key=f"recipe_{name}")
        uploaded = uploader(
            text("app_official.own_files", locale),
            ("toml", "csv"),
            locale,
            accept_multiple_files=True,
            key="own_recipes",
            max_upload_size=LARGEST_MB,
        )
        question = tuple(upload.file_id for upload in uploaded or ())
        files = [OwnFile(upload.name, upload.getvalue()) for upload in uploaded or ()]
        brought = state.read_once(state.BROUGHT_RECIPES, question, lambda: beside(lambda _: read_brought_apart(files)))
        if brought.problems:
            st.error(text("app_official.own_problems", locale) + listed(brought.problems, locale))
    return brought


def _fetch(recipes: Mapping[str, Recipe], brought: Brought, base: DataSet, called: str, locale: Locale) -> None:
    """Ask for the tables while the page says how far it has come; keep what came, or say why nothing did."""
    if not recipes:
        st.warning(text("app_official.choose_one", locale))
        return
    assert base.folder is not None
    folder = base.folder

    def question(client: Client, tell: Callable[[str], None]) -> Packed:
        return fetch_packed(
            folder, recipes.values(), online(client, eurostat=eurostat_client(client)), brought.correspondence, tell
        )

    try:
        packed = asked(question, locale, telling=True)
    except InputError as error:
        st.error(text("app_official.failed", locale) + listed(error.problems, locale), icon=":material/error:")
        if any(not recipe.verified for recipe in recipes.values()):
            st.markdown(text("app_official.mend", locale))
        return
    tables = ", ".join(dict.fromkeys(fetched.recipe.table for fetched in packed.built.fetched))
    name = text("app_official.name", locale, base=called, tables=text("app_official.table", locale, tables=tables))
    files = read_own_files_apart((OwnFile("ssb.zip", packed.archive),), name, base.criteria, locale=locale)
    state.keep_fetched(Fetched(packed, files, name, called, base.criteria))


def _came(fetched: Fetched, locale: Locale) -> None:
    """What each table gave, what must be known of it, and what can be done with it."""
    table = fetched_table(text("app_official.came", locale), fetched.packed.built, locale, fetched.criteria)
    st.subheader(literal(table.title))
    st.markdown(text("app_official.came_says", locale, name=fetched.base))
    st.table(frame(table, locale), hide_index=True)
    if table.notes:
        st.markdown(f"**{text('app_official.know', locale)}**")
        st.markdown(bullets(table.notes))
    offer(fetched.files, fetched.name, locale)
    stem = text("app_official.file", locale)
    help_text = text("app_official.keep_help", locale)
    archive_button(
        text("app_official.keep", locale), fetched.packed.archive, stem, fetched.name, locale, help=help_text
    )
    st.button(text("app_official.forget", locale), on_click=state.keep_fetched, args=(None,), icon=":material/delete:")


def _command(locale: Locale) -> None:
    folder = text("app_official.command_folder", locale)
    with st.expander(text("app_official.command", locale)):
        st.markdown(text("app_official.command_fetch", locale))
        for command in (f"bransjevalg fetch --to {folder}", f"bransjevalg app --data {folder}"):
            st.code(command, language=None)
