"""Fitting models to labelled pages; the only room that needs scikit-learn."""

from boilerclf.training.adaptation import Adaptation, adapt
from boilerclf.training.estimator import BlockClassifier, export_estimator
from boilerclf.training.options import TrainingOptions, default_options
from boilerclf.training.train import FoldModel, Trained, train, train_folds, train_judged

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
