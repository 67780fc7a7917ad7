"""One page of the app for a test, without the navigation that AppTest cannot follow."""

from streamlit.testing.v1 import AppTest

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
    """A visitor on the page after the first run, with query parameters as a link has them."""
    visitor = AppTest.from_function(one_page, kwargs={"name": name, "language": language}, default_timeout=180)
    unfold(visitor)
    if language == "en":
        visitor.query_params["lang"] = "en"
    for key, value in params.items():
        visitor.query_params[key] = value
    return visitor.run()


def said(visitor):
    """All that stands on the page as text."""
    blocks = [*visitor.markdown, *visitor.caption, *visitor.title, *visitor.header, *visitor.info, *visitor.warning]
    return "\n".join(element.value for element in [*blocks, *visitor.error, *visitor.success])


def weights(visitor):
    """What the sliders of the panel stand at, in per cent."""
    return {one.key: one.value for one in visitor.slider if one.key.startswith("w_")}
