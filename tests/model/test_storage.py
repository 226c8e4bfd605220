import hashlib
import io
import json
import os
import pickle
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from boilerclf.errors import ModelError
from boilerclf.model import Decision, read_model, save_model
from boilerclf.model.archive import MAX_MODEL_BYTES
from boilerclf.segment import segment_html, segment_text

DESCRIPTION, WEIGHTS = "model.json", "weights.npz"


class Trap:
    """Makes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


def describe(folder, **changes):
    """Change the description; a value of None takes its key away."""
    path = folder / DESCRIPTION
    description = json.loads(path.read_bytes()) | changes
    kept = {key: value for key, value in description.items() if value is not None}
    path.write_text(json.dumps(kept))


def weigh(folder, weights):
    """Put other weights in, with a digest that fits, in the format whose digest is of the file."""
    (folder / WEIGHTS).write_bytes(weights)
    describe(folder, format=1, weights_sha256=hashlib.sha256(weights).hexdigest())


def arrays_of(folder):
    with np.load(folder / WEIGHTS) as archive:
        return {name: archive[name] for name in archive.files}


def packed(arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


def refused(folder, match, **options):
    with pytest.raises(ModelError, match=match) as caught:
        read_model(folder, **options)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_what_is_written_is_read_back(classifier, tmp_path):
    stored = save_model(classifier, tmp_path / "a" / "b")
    again = read_model(tmp_path / "a" / "b")
    assert again.card == classifier.card
    assert again.digest == stored.digest
    assert len(stored.digest) == 64
    page = segment_text("One\nTwo.") if classifier.kind == "text" else segment_html("<p>One")
    np.testing.assert_array_equal(again.probabilities(page), classifier.probabilities(page))
    assert sorted(path.name for path in (tmp_path / "a" / "b").iterdir()) == [
        "README.md",
        DESCRIPTION,
        WEIGHTS,
    ]


def test_a_spread_is_written_and_read_back(classifier, tmp_path):
    card = replace(classifier.card, decision=Decision(spread=3.0, floor=0.1))
    save_model(replace(classifier, card=card), tmp_path)
    assert read_model(tmp_path).card == card


def test_a_decision_for_extracted_text_is_written_shown_and_read_back(classifier, tmp_path):
    card = replace(classifier.card, extracted=Decision(spread=2.0))
    save_model(replace(classifier, card=card), tmp_path)
    assert read_model(tmp_path).card == card
    shown = (tmp_path / "README.md").read_text()
    assert "- decision on extracted text: expected-f1, pages spread by 2\n" in shown


def test_a_folder_without_a_decision_for_extracted_text_is_read(classifier, tmp_path):
    save_model(classifier, tmp_path)
    assert "extracted" not in json.loads((tmp_path / DESCRIPTION).read_text())["card"]
    assert read_model(tmp_path).card.extracted is None


def test_the_same_model_is_written_to_the_same_bytes(classifier, tmp_path):
    save_model(classifier, tmp_path / "a")
    save_model(read_model(tmp_path / "a"), tmp_path / "b")
    for name in (DESCRIPTION, WEIGHTS, "README.md"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_model_that_cannot_be_written_leaves_the_earlier_one(folder, classifier, room):
    digest = read_model(folder).digest
    first = replace(classifier.first, intercept=classifier.first.intercept + 1)
    with room(1_000), pytest.raises(OSError, match="File too large") as error:
        save_model(replace(classifier, first=first), folder)
    assert error.value.filename == str(folder / WEIGHTS)
    assert read_model(folder).digest == digest
    assert sorted(os.listdir(folder)) == ["README.md", DESCRIPTION, WEIGHTS]


def repacked(folder, **options):
    """Pack the same arrays in another way."""
    arrays = arrays_of(folder)
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", **options) as archive:
        for name in sorted(arrays, reverse=True):
            with archive.open(zipfile.ZipInfo(f"{name}.npy", (2001, 2, 3, 4, 5, 6)), "w") as member:
                np.lib.format.write_array(member, arrays[name])
    (folder / WEIGHTS).write_bytes(raw.getvalue())


def test_a_digest_is_of_what_a_model_says_not_of_how_it_is_packed(folder):
    digest, weights = read_model(folder).digest, (folder / WEIGHTS).read_bytes()
    repacked(folder, compression=zipfile.ZIP_DEFLATED)
    assert (folder / WEIGHTS).read_bytes() != weights
    assert read_model(folder).digest == digest
    turned = dict(reversed(json.loads((folder / DESCRIPTION).read_bytes()).items()))
    (folder / DESCRIPTION).write_text(json.dumps(turned, indent=7))
    assert read_model(folder).digest == digest


@pytest.mark.parametrize("name", ["first_intercept", "first_curves", "second_curves"])
def test_another_value_is_another_model(folder, name):
    digest = read_model(folder).digest
    arrays = arrays_of(folder)
    arrays[name].flat[0] = np.nextafter(arrays[name].flat[0], np.inf)
    (folder / WEIGHTS).write_bytes(packed(arrays))
    refused(folder, "does not match the digest")
    weigh(folder, packed(arrays))
    assert read_model(folder).digest != digest


def test_another_card_is_another_model(classifier, tmp_path):
    one = save_model(classifier, tmp_path / "one").digest
    other = save_model(
        replace(classifier, card=replace(classifier.card, name="other")), tmp_path / "other"
    ).digest
    assert one != other


def test_a_folder_of_format_1_is_the_same_model(folder, classifier):
    """Its digest was of the archive that `numpy.savez` made."""
    now = read_model(folder)
    weigh(folder, packed(arrays_of(folder)))
    assert json.loads((folder / DESCRIPTION).read_bytes())["format"] == 1
    old = read_model(folder)
    assert (old.digest, old.card) == (now.digest, now.card)
    page = segment_text("One\nTwo.") if classifier.kind == "text" else segment_html("<p>One")
    np.testing.assert_array_equal(old.probabilities(page), classifier.probabilities(page))


def test_the_card_for_people_names_corpora_scores_and_digest(folder):
    text = (folder / "README.md").read_text()
    assert text.startswith("# random\n")
    assert f"`{read_model(folder).digest}`" in text
    assert "| mine | 3 | 40 | CC0 |" in text
    assert "| roc_auc | 0.5000 |" in text


@pytest.mark.parametrize("name", [DESCRIPTION, WEIGHTS])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-100]),
        lambda path: path.write_bytes(b"\0" * 1000),
        lambda path: path.write_bytes(b"\xff\xfe" + path.read_bytes()),
        lambda path: os.truncate(path, MAX_MODEL_BYTES + 1),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), os.mkfifo(path)),
    ],
    ids=["missing", "empty", "cut", "zeros", "other start", "too large", "folder", "fifo"],
)
def test_damaged_files_are_refused(folder, name, spoil):
    spoil(folder / name)
    refused(folder, name)


def test_a_file_that_is_too_large_is_not_read(folder):
    os.truncate(folder / WEIGHTS, 1 << 40)  # a terabyte that takes no space
    refused(folder, "is larger than 16777216 bytes")


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"format": 3}, "has format '3' and this program reads formats 1 and 2"),
        ({"format": "1"}, "has format '1'"),
        ({"format": None}, "has format 'None'"),
        ({"more": 1}, "lacks, or should not have, 'more'"),
        ({"n_hashed": None}, "lacks, or should not have, 'n_hashed'"),
        ({"labels": {"0": "content", "1": "noise"}}, "other knots or labels"),
        ({"n_knots": 12}, "other knots or labels"),
        ({"columns": []}, "was trained on other columns than this program computes"),
        ({"second_columns": ["a"]}, "was trained on other second_columns than"),
        ({"columns": {"a": 1}}, "was trained on other columns"),
        ({"n_hashed": {"second": 0}}, "is not a model description"),
        ({"n_hashed": {"first": "many", "second": 0}}, "is not a model description"),
        ({"n_hashed": {"first": 2**80, "second": 0}}, "first_hashed"),
        ({"n_hashed": {"first": float("inf"), "second": 0}}, "is not a model description"),
        ({"n_hashed": [16, 0]}, "is not a model description"),
        ({"weights_sha256": "00" * 32}, "does not match the digest"),
        ({"card": []}, "is not a model description"),
        ({"card": {"kind": "text"}}, "is not a model description"),
    ],
)
def test_other_descriptions_are_refused(folder, changes, match):
    describe(folder, **changes)
    refused(folder, match)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "pdf"},
        {"kind": ["html"]},
        {"more": 1},
        {"decision": {"rule": "guess"}},
        {"extracted": {"rule": "guess"}},
        {"extracted": None},
        {"decision": {"rule": "threshold", "threshold": float("nan")}},
        {"decision": {"rule": "threshold", "threshold": "0.5"}},
        {"decision": {"rule": "threshold", "level": 0.5}},
        *({"decision": {"rule": "expected-f1", "spread": bad}} for bad in (-1, 11, np.nan, "x")),
        {"curve": [[0.1, 0.2]]},
        {"curve": 7},
        {"corpora": [{"name": "mine"}]},
        {"corpora": [{"name": "m", "digest": "", "n_pages": float("inf"), "n_blocks": 1}]},
        {"corpora": "mine"},
    ],
)
def test_other_cards_are_refused(folder, changes):
    card = json.loads((folder / DESCRIPTION).read_bytes())["card"]
    describe(folder, card=card | changes)
    refused(folder, "is not a model description")


@pytest.mark.parametrize("text", ["null", "[]", "7", '"model"', "{}", "[" * 100_000, "1" * 9000])
def test_json_that_is_no_description_is_refused(folder, text):
    (folder / DESCRIPTION).write_text(text)
    refused(folder, "model.json")


def test_columns_of_other_names_are_taken_where_that_is_asked_for(folder, classifier):
    description = json.loads((folder / DESCRIPTION).read_bytes())
    renamed = ["renamed", *description["columns"][1:]]
    describe(folder, columns=renamed)
    refused(folder, "retrain the model, or pass --allow-mismatch")
    page = segment_text("One\nTwo.") if classifier.kind == "text" else segment_html("<p>One")
    read = read_model(folder, allow_mismatch=True)
    np.testing.assert_array_equal(read.probabilities(page), classifier.probabilities(page))


def test_columns_of_another_number_are_never_taken(folder):
    arrays = arrays_of(folder)
    weigh(folder, packed(arrays | {"first_curves": arrays["first_curves"][1:]}))
    refused(folder, "as first_curves, wanted floats of shape", allow_mismatch=True)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308, -1e7])
@pytest.mark.parametrize("name", ["first_intercept", "first_curves", "second_curves"])
def test_weights_that_are_no_weights_are_refused(folder, name, value):
    arrays = arrays_of(folder)
    spoilt = arrays[name].astype(np.float64)
    spoilt.flat[-1] = value
    weigh(folder, packed(arrays | {name: spoilt}))
    refused(folder, f"weights in {name} that are not finite or beyond 1e6")


@pytest.mark.parametrize(
    "change",
    [
        lambda curves: curves.ravel(),
        lambda curves: curves.T,
        lambda curves: curves.astype(np.int32),
        lambda curves: curves.astype(np.complex64),
        lambda curves: curves.astype("S4"),
        lambda curves: np.zeros(0, np.float32),
    ],
    ids=["flat", "turned", "integers", "complex", "bytes", "nothing"],
)
def test_weights_of_another_shape_or_type_are_refused(folder, change):
    arrays = arrays_of(folder)
    weigh(folder, packed(arrays | {"first_curves": change(arrays["first_curves"])}))
    refused(folder, "as first_curves, wanted floats of shape")


@pytest.mark.parametrize("form", [">f4", "<f8", "<f2"])
def test_floats_of_another_size_or_byte_order_are_read(folder, form):
    arrays = arrays_of(folder)
    expected = arrays["first_curves"].astype(form).astype(np.float32)
    weigh(folder, packed(arrays | {"first_curves": arrays["first_curves"].astype(form)}))
    np.testing.assert_array_equal(read_model(folder).first.curves, expected)


@pytest.mark.parametrize("sign", [1, -1])
def test_weights_reach_from_minus_a_million_to_a_million(folder, sign):
    arrays = arrays_of(folder)
    arrays["first_intercept"] = np.array([sign * 1e6])
    weigh(folder, packed(arrays))
    assert read_model(folder).first.intercept == sign * 1e6
    arrays["first_intercept"] = np.array([sign * 1.000001e6])
    weigh(folder, packed(arrays))
    refused(folder, "not finite or beyond 1e6")


def test_hashed_columns_are_a_power_of_two(folder):
    weigh(folder, packed(arrays_of(folder) | {"first_hashed": np.zeros(12, np.float32)}))
    describe(folder, n_hashed={"first": 12, "second": 0})
    refused(folder, "12 hashed columns, wanted a power of two")


def test_missing_and_foreign_arrays_are_refused(folder):
    arrays = arrays_of(folder)
    weigh(folder, packed(arrays | {"third_curves": np.zeros(3)}))
    refused(folder, "holds 'third_curves', which no model")
    del arrays["second_curves"]
    weigh(folder, packed(arrays))
    refused(folder, "second_curves")


@pytest.mark.parametrize("protocol", range(6))
def test_a_pickle_in_the_place_of_weights_is_never_loaded(folder, tmp_path, protocol):
    trap = pickle.dumps(Trap(tmp_path / "sprung"), protocol)
    (folder / WEIGHTS).write_bytes(trap)
    refused(folder, "which is never loaded: retrain the model")
    weigh(folder, trap)
    refused(folder, "which is never loaded: retrain the model")
    assert not (tmp_path / "sprung").exists()


def test_pickles_inside_an_archive_are_never_loaded(folder, tmp_path):
    trapped = np.array([Trap(tmp_path / "sprung")], dtype=object)
    weigh(folder, packed(arrays_of(folder) | {"first_intercept": trapped}))
    refused(folder, "cannot be read as plain arrays")
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("first_intercept.npy", pickle.dumps(Trap(tmp_path / "sprung")))
    weigh(folder, raw.getvalue())
    refused(folder, "as first_intercept, wanted floats")
    assert not (tmp_path / "sprung").exists()


def test_an_empty_member_is_no_array(folder):
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.writestr("first_intercept.npy", b"")
    weigh(folder, raw.getvalue())
    refused(folder, "weights.npz")


FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@example(changes=[(0.12815839953498734, 0)])  # once an error of Python's tokenizer
@given(changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8))
@pytest.mark.parametrize("name", [DESCRIPTION, WEIGHTS])
@pytest.mark.filterwarnings("ignore:Reading `.npy`")  # numpy, of headers that look like Python 2's
def test_any_damage_is_read_or_refused(folder, name, changes):
    whole = {path: path.read_bytes() for path in folder.iterdir()}
    damaged = bytearray(whole[folder / name])
    for place, byte in changes:
        # Squared, so that the start, where names and sizes stand, is hit most.
        damaged[int(place**2 * (len(damaged) - 1))] = byte
    try:
        if name == WEIGHTS:
            weigh(folder, bytes(damaged))
        else:
            (folder / name).write_bytes(damaged)
        read_model(folder)
    except ModelError as error:
        assert "\n" not in str(error)  # noqa: PT017  # some damage does no harm
    finally:
        for path, content in whole.items():
            path.write_bytes(content)
