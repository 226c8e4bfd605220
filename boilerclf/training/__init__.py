"""Fitting models to labelled pages, with scikit-learn.

Names are loaded when they are first used, because scikit-learn takes a second to load and changing
pages, as judging does, has no need of it.
"""

from typing import TYPE_CHECKING

from boilerclf.names import handed_on

if TYPE_CHECKING:
    from boilerclf.training.adaptation import Adaptation, adapt
    from boilerclf.training.estimator import BlockClassifier, export_estimator
    from boilerclf.training.fitting import FoldModel, Trained, train, train_folds, train_judged
    from boilerclf.training.options import TrainingOptions, default_options

__all__ = [
    "Adaptation",
    "BlockClassifier",
    "FoldModel",
    "Trained",
    "TrainingOptions",
    "adapt",
    "default_options",
    "export_estimator",
    "train",
    "train_folds",
    "train_judged",
]

_HOMES = {
    "Adaptation": "boilerclf.training.adaptation",
    "BlockClassifier": "boilerclf.training.estimator",
    "FoldModel": "boilerclf.training.fitting",
    "Trained": "boilerclf.training.fitting",
    "TrainingOptions": "boilerclf.training.options",
    "adapt": "boilerclf.training.adaptation",
    "default_options": "boilerclf.training.options",
    "export_estimator": "boilerclf.training.estimator",
    "train": "boilerclf.training.fitting",
    "train_folds": "boilerclf.training.fitting",
    "train_judged": "boilerclf.training.fitting",
}

if not TYPE_CHECKING:  # as in `boilerclf`
    __getattr__, __dir__ = handed_on(__name__, _HOMES)
