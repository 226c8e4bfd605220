"""No stage is steeper than linear in inputs made to be slow (the table: benchmarks/growth.py)."""

import math

import pytest

from boilerclf.segment import segment_text

SHORT, LONG = 8_000, 64_000
N_RUNS = 2
NAMES = ("decode", "segment", "all", "output", "explain")
"""Stages that between them run all others."""

EXPLAINED = {"rows", "lines"}
"""Families that reasons are told of: a block's take a thousand times as long as its label."""


@pytest.fixture
def growth(script):
    return script("growth")


@pytest.mark.parametrize("name", NAMES)
def test_no_family_is_steeper_than_linear(growth, name):
    stage = growth.STAGES[name]
    steep = {}
    for kind, family, make in growth.families(name):
        if name == "explain" and family not in EXPLAINED:
            continue
        short, long = (growth.seconds(stage, kind, make(size), N_RUNS) for size in (SHORT, LONG))
        power = math.log(long / max(short, growth.LEAST_SECONDS), LONG / SHORT)
        if power > growth.STEEPEST:
            steep[kind, family] = power
    assert not steep


@pytest.mark.parametrize("family", ["one letter a line", "lines", "one line"])
def test_memory_is_linear(growth, family):
    """A page of plain text is computed in stretches: twice the lines take twice the memory."""
    make = growth.TEXT[family]
    sizes = (200_000, 400_000)
    found = [growth.megabytes(growth.STAGES["all"], "text", make(size)) for size in sizes]
    assert growth.slope(sizes, found, growth.LEAST_MEGABYTES) < growth.STEEPEST


def test_families_are_as_long_as_was_asked(growth):
    for stage in ("decode", "all"):
        for _, _, make in growth.families(stage):
            short, long = len(make(SHORT)), len(make(LONG))
            assert 0.5 * SHORT < short < 2 * SHORT
            assert 7 < long / short < 9


def test_what_is_quadratic_is_seen(growth):
    def quadratic(text):
        return sum(text[:at].count("a") for at in range(0, len(text), 64))

    stage = growth.Stage(lambda _, text: text, quadratic)
    sizes = (SHORT, LONG, 8 * LONG)
    times = [growth.seconds(stage, "text", "a" * size, 1) for size in sizes]
    assert growth.slope(sizes, times, growth.LEAST_SECONDS / 4) > growth.STEEPEST
    assert segment_text("a").n_blocks == 1


def test_a_cost_too_small_to_tell_has_no_slope(growth):
    assert math.isnan(growth.slope([1, 2, 4], [0.0, 0.1, 1.5], 1.0))
    assert growth.slope([1, 2, 4], [1.0, 2.0, 4.0], 1.0) == pytest.approx(1)
