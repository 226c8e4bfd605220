"""How good labels and probabilities are: metrics, intervals over sites, the report."""

from boilerclf.evaluation.agreement import Agreement, agreement, cohens_kappa
from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.calibration import (
    Reliability,
    brier,
    calibration_error,
    reliability_table,
)
from boilerclf.evaluation.crossval import cross_validate, evaluate
from boilerclf.evaluation.difference import Difference, differences
from boilerclf.evaluation.metrics import (
    BlockScores,
    block_scores,
    n_snippets_kept,
    page_f1,
    roc_auc,
)
from boilerclf.evaluation.report import Evaluation, Slice, evaluate_predictions

__all__ = [
    "Agreement",
    "BlockScores",
    "Bootstrap",
    "Difference",
    "Evaluation",
    "Reliability",
    "Score",
    "Slice",
    "agreement",
    "block_scores",
    "brier",
    "calibration_error",
    "cohens_kappa",
    "cross_validate",
    "differences",
    "evaluate",
    "evaluate_predictions",
    "n_snippets_kept",
    "page_f1",
    "reliability_table",
    "roc_auc",
]
