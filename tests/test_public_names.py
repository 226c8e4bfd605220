import ast
from importlib import import_module
from pathlib import Path

import pytest

import boilerclf


def test_all_lists_the_names_that_resolve():
    assert set(boilerclf.__all__) == set(boilerclf._HOMES)
    assert boilerclf.__all__ == sorted(boilerclf.__all__)
    for name in boilerclf.__all__:
        value = getattr(boilerclf, name)
        assert value.__name__ == name
        assert value.__module__.startswith(boilerclf._HOMES[name])


def test_type_checkers_see_the_same_names_from_the_same_modules():
    tree = ast.parse(Path(boilerclf.__file__).read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    declared = {
        name.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    assert declared == boilerclf._HOMES


def test_nothing_else_is_public():
    listed = {name for name in dir(boilerclf) if not name.startswith("_")}
    modules = {path.stem for path in Path(boilerclf.__file__).parent.iterdir()}
    assert listed - modules - {"TYPE_CHECKING", "handed_on"} == set(boilerclf.__all__)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(boilerclf, "clasify")


@pytest.mark.parametrize("room", ["evaluation", "training"])
def test_a_room_that_loads_names_late_hands_on_what_it_lists(room):
    package = import_module(f"boilerclf.{room}")
    modules = {path.stem for path in Path(package.__file__).parent.iterdir()}
    assert not modules & package._HOMES.keys(), "the module would take the place of the name"
    assert package.__all__ == sorted(package.__all__)
    assert set(package.__all__) <= set(dir(package))
    for name, home in package._HOMES.items():
        assert getattr(package, name).__module__ == home
        assert name in package.__all__
    assert not hasattr(package, "clasify")
