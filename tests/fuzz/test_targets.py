"""Every fuzzing target on what it begins with, and on all that was ever found."""

import random
from pathlib import Path

import pytest
from seeds import DATA, SEEDS
from targets import TARGETS

FOUND = sorted((Path(__file__).parent / "found").iterdir())
"""Inputs that broke something once, each named after its target and what was wrong."""

N_SEEDS = 4


def target_of(path):
    return max((name for name in TARGETS if path.name.startswith(f"{name}-")), key=len)


@pytest.fixture(autouse=True)
def short_folder(tmp_path, monkeypatch):
    """Let targets that need a folder have one that goes away."""
    monkeypatch.setattr("targets.folder", lambda: tmp_path)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_damaged_seeds(name):
    target = TARGETS[name]
    draw = random.Random(name)  # noqa: S311  # inputs, not secrets
    seeds = list(SEEDS[target.seeds]([DATA]))
    assert seeds
    for seed in draw.sample(seeds, min(N_SEEDS, len(seeds))):
        target.check(seed[:4096])
        damaged = bytearray(seed[: draw.randrange(4096)])
        for _ in range(3):
            if damaged:
                damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        target.check(bytes(damaged))
    target.check(b"")


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once(path):
    TARGETS[target_of(path)].check(path.read_bytes())


def test_every_seed_belongs_to_a_target():
    assert {target.seeds for target in TARGETS.values()} == set(SEEDS)
    found = {target_of(path) for path in FOUND}
    assert found == {"jsonl", "label-request", "parquet", "segment-html"}
