"""How good labels and probabilities are: metrics, intervals over sites, the report.

What trains is loaded when it is first used: judging a model has no need of scikit-learn.
"""

from typing import TYPE_CHECKING

from boilerclf.corpus.reliability import calibration_error
from boilerclf.evaluation.agreement import Agreement, agreement, cohens_kappa
from boilerclf.evaluation.bootstrap import Bootstrap, Score
from boilerclf.evaluation.calibration import Reliability, brier, reliability_table
from boilerclf.evaluation.compared import Compared, Comparison
from boilerclf.evaluation.comparison import compare
from boilerclf.evaluation.difference import Difference, differences
from boilerclf.evaluation.judging import Judgement, evaluate, judge
from boilerclf.evaluation.metrics import (
    BlockScores,
    block_scores,
    n_snippets_kept,
    page_f1,
    roc_auc,
)
from boilerclf.evaluation.report import Evaluation, Slice, evaluate_predictions
from boilerclf.evaluation.thresholds import Outcome, outcomes
from boilerclf.names import handed_on

if TYPE_CHECKING:
    from boilerclf.evaluation.crossval import cross_validate, judge_folds
    from boilerclf.evaluation.learning import LearningPoint, learning_curve

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

_HOMES = {
    "LearningPoint": "boilerclf.evaluation.learning",
    "cross_validate": "boilerclf.evaluation.crossval",
    "judge_folds": "boilerclf.evaluation.crossval",
    "learning_curve": "boilerclf.evaluation.learning",
}

if not TYPE_CHECKING:  # as in `boilerclf`
    __getattr__, __dir__ = handed_on(__name__, _HOMES)
