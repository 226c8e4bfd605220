"""How good labels and probabilities are: metrics, intervals over sites, the report."""

from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.calibration import (
    Reliability,
    brier,
    calibration_error,
    reliability_table,
)
from boilerclf.evaluation.crossval import cross_validate, evaluate
from boilerclf.evaluation.metrics import (
    BlockScores,
    block_scores,
    n_snippets_kept,
    page_f1,
    roc_auc,
)
from boilerclf.evaluation.report import Evaluation, Slice, evaluate_predictions

__all__ = [
    "BlockScores",
    "Bootstrap",
    "Evaluation",
    "Reliability",
    "Score",
    "Slice",
    "block_scores",
    "brier",
    "calibration_error",
    "cross_validate",
    "evaluate",
    "evaluate_predictions",
    "n_snippets_kept",
    "page_f1",
    "reliability_table",
    "roc_auc",
]
