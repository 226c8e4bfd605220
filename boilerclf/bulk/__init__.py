"""Many documents: classified in order, on one core or several, each for itself."""

from boilerclf.bulk.classifying import Target, classify_documents
from boilerclf.bulk.workers import worker_count

__all__ = ["Target", "classify_documents", "worker_count"]
