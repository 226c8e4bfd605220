"""Many documents: classified in order, on one core or several, each for itself."""

from boilerclf.bulk.budget import Budget
from boilerclf.bulk.classifier import Asked, DocumentClassifier, Settings, settings_of
from boilerclf.bulk.classifying import classify_documents, classify_with
from boilerclf.bulk.crawl import classify_crawl
from boilerclf.bulk.job import Job, Progress
from boilerclf.cores import worker_count

__all__ = [
    "Asked",
    "Budget",
    "DocumentClassifier",
    "Job",
    "Progress",
    "Settings",
    "classify_crawl",
    "classify_documents",
    "classify_with",
    "settings_of",
    "worker_count",
]
