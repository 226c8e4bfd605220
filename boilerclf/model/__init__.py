"""Numbers in, probabilities and labels out; models as folders of plain data."""

from boilerclf.model.asked import (
    AskedDecision,
    Data,
    Target,
    asked_decision,
    document_of,
    refuse_other_kind,
)
from boilerclf.model.card import CorpusNote, ModelCard
from boilerclf.model.classifier import Classifier
from boilerclf.model.decision import MAX_SPREAD, Decision, decision_for_page, parse_decision
from boilerclf.model.families import families
from boilerclf.model.gate import Gate
from boilerclf.model.linear import AdditiveModel, sigmoid
from boilerclf.model.naming import SHIPPED, refuse_unfit_folder
from boilerclf.model.scored import Scored
from boilerclf.model.shipped import classify, load_model, shipped_model
from boilerclf.model.storage import read_model, save_model
from boilerclf.model.units import Units, find_units

__all__ = [
    "MAX_SPREAD",
    "SHIPPED",
    "AdditiveModel",
    "AskedDecision",
    "Classifier",
    "CorpusNote",
    "Data",
    "Decision",
    "Gate",
    "ModelCard",
    "Scored",
    "Target",
    "Units",
    "asked_decision",
    "classify",
    "decision_for_page",
    "document_of",
    "families",
    "find_units",
    "load_model",
    "parse_decision",
    "read_model",
    "refuse_other_kind",
    "refuse_unfit_folder",
    "save_model",
    "shipped_model",
    "sigmoid",
]
