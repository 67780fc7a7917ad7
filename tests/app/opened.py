"""One page of the app for a test, without the navigation that AppTest cannot follow."""

from streamlit.testing.v1 import AppTest

from app.fields.all_fields import fields_of
from engine.foundation.locale import Locale

PUBLISHED = {"data": "publisert"}
"""What most tests ask of: their expected values are worked out from the published figures of the first partition."""
SECTIONS = ("money", "conditions", "thresholds", "programmes", "merge")


def one_page(name, language):
    """What the entry file does, for one page; runs inside the visitor's session."""
    import importlib

    from app.shell import page_shell as frame
    from app.shell.share import page_leaves

    shown = frame.open_page()
    frame.side_panel(shown)
    page_leaves(shown)
    frame.warnings(shown)
    importlib.import_module(f"app.views.{name}").show(shown)
    frame.close_page()


def unfold(visitor):
    """Open every section of the panel before the first run: what is folded away is not made."""
    for section in SECTIONS:
        visitor.session_state[f"section_{section}"] = True


def opened(name, language="nb", **params):
    """A visitor on the page after the first run, with query parameters as a link has them.

    The data are the ``PUBLISHED`` where nothing else is asked for; ``data=None`` asks for what the app opens with.
    """
    visitor = AppTest.from_function(one_page, kwargs={"name": name, "language": language}, default_timeout=180)
    unfold(visitor)
    if language != "nb":
        visitor.query_params["lang"] = language
    for key, value in (PUBLISHED | params).items():
        if value is not None:
            visitor.query_params[key] = value
    return visitor.run()


def said(visitor):
    """All that stands on the page as text."""
    blocks = [*visitor.markdown, *visitor.caption, *visitor.title, *visitor.header, *visitor.info, *visitor.warning]
    return "\n".join(element.value for element in [*blocks, *visitor.error, *visitor.success])


def weights(visitor):
    """What the linked sliders of the panel stand at, in per cent."""
    return {key: value for key, value in _weight_values(visitor).items() if key.startswith("w_")}


def move_weight(visitor, member=None, to=0, locked=()):
    """Pull one linked slider to this per cent, as a browser sends it, with these locks; after the run."""
    basis = {key.removeprefix("w_"): round(10_000 * held) for key, held in weights(visitor).items()}
    revision = visitor.session_state["_weights_revision"]
    moved = {"revision": revision, "count": 1, "basis": basis, "member": member, "to": round(10_000 * to)}
    visitor.session_state["_weight_move"] = moved | {"locked": list(locked)}
    return visitor.run()


def locked(visitor):
    """The weights that are locked."""
    return _weight_values(visitor)["lock"]


def _weight_values(visitor):
    held = visitor.session_state["_values"]
    fields = fields_of(visitor.session_state["_setting"].data, Locale("nb"))
    return {key: held.get(key, field.default) for key, field in fields.items() if key.startswith("w_") or key == "lock"}
