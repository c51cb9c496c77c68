"""Index and currency clauses, rounding, and JSON of the numbers."""

from fractions import Fraction

import pytest
from rating_world import D, recompute

from rating import fx_price, index_price, round_half_up
from rating.money import exact_text, plain


@pytest.mark.parametrize(
    ("current", "new"),
    [
        ("312", "10400.00"),
        ("318", "10500.00"),
        ("294", "10000.00"),
        ("300", "10000.00"),
    ],
)
def test_index_with_cap_and_floor(current, new):
    change = index_price(D(10000), D(300), D(current), D(5), D(0))
    assert str(change.new) == new
    assert recompute(change.explanation) == change.new


def test_index_says_what_was_measured_and_what_applies():
    change = index_price(D(10000), D(300), D(318), D(5), D(0))
    assert (change.measured_percent, change.applied_percent) == (6, 5)


def test_index_without_limits_or_base():
    assert index_price(D(100), D(200), D(100)).new == 50
    assert index_price(D(100), D(0), D(100)).new == 100


@pytest.mark.parametrize(
    ("rate", "band", "share", "new"),
    [
        ("0.99", "2", "50", "20.80"),
        ("1.10", "2", "50", "20.00"),
        ("1.12", "2", "50", "20.00"),
        ("1.21", "0", "50", "19.00"),
        ("0.99", "0", "100", "22.00"),
    ],
)
def test_currency_movement_is_shared(rate, band, share, new):
    change = fx_price(D(20), D("1.10"), D(rate), D(band), D(share))
    assert str(change.new) == new
    assert recompute(change.explanation) == change.new


@pytest.mark.parametrize(
    ("value", "rounding", "rounded"),
    [
        ("3.375", "0.01", "3.38"),
        ("-3.375", "0.01", "-3.38"),
        ("3.3749", "0.01", "3.37"),
        ("1234.5", "1", "1235"),
        ("1.02", "0.05", "1.00"),
        ("1.025", "0.05", "1.05"),
        ("0", "0.01", "0.00"),
    ],
)
def test_rounding_half_up(value, rounding, rounded):
    assert str(round_half_up(D(value), D(rounding))) == rounded


@pytest.mark.parametrize(
    ("value", "text"),
    [("10.500", "10.5"), ("1E+3", "1000"), ("0.0006", "0.0006"), ("-0.00", "-0")],
)
def test_plain_digits(value, text):
    assert plain(D(value)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(-5, 4), ("-1.25", 1)),
        (Fraction(1, 3), ("1", 3)),
        (Fraction(7), ("7", 1)),
        (Fraction(0), ("0", 1)),
        (Fraction(1, 65), ("1", 65)),
    ],
)
def test_exact_text_loses_nothing(value, text):
    assert exact_text(value) == text
