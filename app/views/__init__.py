"""One question a page: read the setting, call the engine, show.

Not called ``pages``: Streamlit takes a folder of that name for an app of its own kind, and runs it beside ours.
"""
