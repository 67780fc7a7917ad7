"""The document before it is a file."""

import pytest

from engine.output.document_model import Figure, Section


def test_a_section_needs_a_heading_and_nothing_more():
    section = Section("K")
    assert (section.level, section.paragraphs, section.tables, section.points, section.blanks) == (1, (), (), (), ())


def test_a_figure_cannot_be_made_without_words():
    with pytest.raises(TypeError):
        Figure(b"")
