"""Ten options of eight half-years, each under its own key and five beside it, with every difference (within 1 s)."""

from dataclasses import replace

from engine.dataset.shipped import shipped_criteria
from engine.plans.comparison import compared
from engine.plans.options import NamedKey, OptionKey
from engine.plans.options_book import book_of
from engine.plans.options_reading import read_options
from engine.results.options import options_json
from engine.scoring.score import score
from tests.bench.cases import shipped


def test_ten_options_under_five_keys(measure):
    file = read_options(shipped_criteria() / "alternativer_2025.toml")
    by_hand = [option for option in file.options if option.new is not None]
    options = tuple(replace(by_hand[index % len(by_hand)], id=f"o{index}") for index in range(10))
    keys = tuple(
        NamedKey(f"k{index}", OptionKey(equal_share=0.4 + index / 10, floor_new=3.0, cap=14.0, phase_new=(1.5, 1.0)))
        for index in range(5)
    )
    large, scores = replace(file, options=options, keys=keys), score(*shipped())

    def asked():
        book = book_of(large, scores)
        return options_json(compared(book), book)

    result = measure("ten options, eight half-years, five keys", "bransjevalg", asked, rounds=5, warmup=1)
    assert len(result["options"]) == 10
    assert len(result["differences"]) == 45
