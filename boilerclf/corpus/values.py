"""Values in labelled records, each checked; messages name file and line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from boilerclf.corpus.groups import N_FOLDS
from boilerclf.corpus.locate import shown
from boilerclf.errors import DataError
from boilerclf.page import LABELS

NO_FOLD: Final = -1
"""The fold of a record that gives none."""


def string_of(item: Mapping[str, Any], key: str, where: str) -> str:
    """Return a string, "" where there is none."""
    value = item.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise DataError(f"{where}: {key} is {shown(value)}; write a string")
    return value


def list_of(item: Mapping[str, Any], key: str, where: str) -> list[Any]:
    """Return a list, empty where there is none."""
    value = item.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise DataError(f"{where}: {key} is {shown(value)}; write a list")
    return value


def strings_of(item: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    """Return a list of strings, empty where there is none."""
    values = list_of(item, key, where)
    for value in values:
        if not isinstance(value, str):
            raise DataError(f"{where}: {key} holds {shown(value)}; write strings only")
    return tuple(values)


def line_numbers(item: Mapping[str, Any], n_lines: int, where: str) -> set[int]:
    """Return the lines of a text record, counted from 0, of which nothing is known."""
    values = list_of(item, "doubt", where)
    for value in values:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not 0 <= value < n_lines:
            raise DataError(
                f"{where}: doubt holds {shown(value)}; write numbers of lines, 0 to {n_lines - 1}"
            )
    return set(values)


def known_label(value: object, where: str) -> int:
    """Return the number of a label."""
    if value not in LABELS:
        raise DataError(f"{where}: unknown label {shown(value)}; write 'content' or 'noise'")
    return LABELS.index(value)


def given_fold(item: Mapping[str, Any], where: str) -> int:
    """Return the fold that a record gives, or `NO_FOLD`."""
    value = item.get("fold")
    if value is None:
        return NO_FOLD
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < N_FOLDS:
        raise DataError(
            f"{where}: fold is {shown(value)}; write a whole number from 0 to {N_FOLDS - 1}, "
            "or leave it out"
        )
    return value
