"""Who takes an industry's place: by hand on four stretches, and against a selection on either side of the limit."""

from engine.criteria.overrides import with_selection
from engine.criteria.reading import read_criteria
from engine.dataset.reading import read_dataset
from engine.dataset.shipped import shipped_criteria, shipped_data
from engine.robustness.budget_sensitivity import FrameBreakpoint, Step, frame_breakpoints, minimum_grant_steps
from engine.robustness.exchange import Exchange, exchange, of_frames, of_minimums
from engine.scoring.score import score
from engine.selection.portfolio_problem import selection_problem
from engine.selection.select import select

FRAMES = (
    FrameBreakpoint(10.0, ("x",), (), ()),
    FrameBreakpoint(20.0, ("a", "x"), (), ()),
    FrameBreakpoint(30.0, ("b", "x"), (), ()),
    FrameBreakpoint(40.0, ("a", "x"), (), ()),
)
ORE = 1e-8


def test_the_nearest_limit_and_who_stands_on_its_other_side():
    along = of_frames(FRAMES)
    assert exchange(along, "a", 25.0) == Exchange(20.0, (), False)  # below 20 nobody takes its place
    assert exchange(along, "a", 28.0) == Exchange(30.0, ("b",), True)
    assert exchange(along, "b", 25.0) == Exchange(30.0, ("a",), True)
    assert exchange(along, "b", 39.0) == Exchange(40.0, ("a",), True)
    assert exchange(along, "x", 25.0) is None  # below 10 nobody is known to be feasible
    assert exchange(along, "a", 5.0) is None


def test_two_that_are_in_together_somewhere_do_not_exclude_each_other():
    along = of_frames((*FRAMES, FrameBreakpoint(50.0, ("a", "b"), (), ())))
    assert exchange(along, "a", 28.0) == Exchange(30.0, ("b",), False)


def test_a_minimum_holds_its_end_and_a_frame_its_start():
    asked = of_minimums((Step(3.0, ("a",)), Step(4.0, ("b",))))
    assert exchange(asked, "a", 3.0) == Exchange(3.0, ("b",), True)
    assert exchange(asked, "b", 3.0) == Exchange(3.0, ("a",), True)
    assert exchange(asked, "a", 1.0) == Exchange(3.0, ("b",), True)
    assert exchange(asked, "a", 0.0) == Exchange(3.0, ("b",), True)
    assert exchange(asked, "b", 3.9) == Exchange(4.0, (), False)  # past the last nobody new is in
    assert exchange(of_frames(FRAMES), "a", 20.0) == Exchange(20.0, (), False)
    least = of_frames((FrameBreakpoint(10.0, ("x",), (), ()), FrameBreakpoint(30.0, ("y",), (), ())))
    assert exchange(least, "x", 10.0) == Exchange(30.0, ("y",), True)


def test_it_is_what_select_does_on_both_sides_of_the_limit():
    dataset = read_dataset(shipped_data() / "publisert")
    criteria = read_criteria(shipped_criteria() / "publisert.toml")
    scores = score(dataset, criteria)

    def chosen(**changes):
        return set(select(selection_problem(score(dataset, with_selection(criteria, **changes)))).selected)

    frame = exchange(of_frames(frame_breakpoints(scores)), "luftfart", 70.0)
    below, above = chosen(frame=round(frame.limit - ORE, 8)), chosen(frame=frame.limit)
    assert "luftfart" in above - below
    assert set(frame.others) == below - above
    asked = exchange(of_minimums(minimum_grant_steps(scores, start=0.0)), "luftfart", 3.5)
    within, past = chosen(minimum_new=asked.limit), chosen(minimum_new=round(asked.limit + ORE, 8))
    assert "luftfart" in within ^ past
    assert set(asked.others) == (past - within if "luftfart" in within else within - past)
