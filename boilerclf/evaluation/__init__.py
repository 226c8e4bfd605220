"""How good labels and probabilities are: metrics, intervals over sites, the report."""

from boilerclf.corpus.reliability import calibration_error
from boilerclf.evaluation.agreement import Agreement, agreement, cohens_kappa
from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.calibration import Reliability, brier, reliability_table
from boilerclf.evaluation.comparison import Compared, Comparison, compare
from boilerclf.evaluation.crossval import (
    Judgement,
    cross_validate,
    evaluate,
    judge,
    judge_folds,
)
from boilerclf.evaluation.difference import Difference, differences
from boilerclf.evaluation.learning import LearningPoint, learning_curve
from boilerclf.evaluation.metrics import (
    BlockScores,
    block_scores,
    n_snippets_kept,
    page_f1,
    roc_auc,
)
from boilerclf.evaluation.report import Evaluation, Slice, evaluate_predictions
from boilerclf.evaluation.thresholds import Outcome, outcomes

__all__ = [
    "Agreement",
    "BlockScores",
    "Bootstrap",
    "Compared",
    "Comparison",
    "Difference",
    "Evaluation",
    "Judgement",
    "LearningPoint",
    "Outcome",
    "Reliability",
    "Score",
    "Slice",
    "agreement",
    "block_scores",
    "brier",
    "calibration_error",
    "cohens_kappa",
    "compare",
    "cross_validate",
    "differences",
    "evaluate",
    "evaluate_predictions",
    "judge",
    "judge_folds",
    "learning_curve",
    "n_snippets_kept",
    "outcomes",
    "page_f1",
    "reliability_table",
    "roc_auc",
]
