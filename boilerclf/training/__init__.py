"""Fitting models to labelled pages; the only room that needs scikit-learn."""

from boilerclf.training.adaptation import Adaptation, adapt
from boilerclf.training.estimator import BlockClassifier, export_estimator
from boilerclf.training.options import TrainingOptions, default_options
from boilerclf.training.train import FoldModel, train, train_folds

__all__ = [
    "Adaptation",
    "BlockClassifier",
    "FoldModel",
    "TrainingOptions",
    "adapt",
    "default_options",
    "export_estimator",
    "train",
    "train_folds",
]
