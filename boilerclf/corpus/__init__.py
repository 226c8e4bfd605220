"""Labelled data: records, gold text aligned to blocks, sites and folds."""

from boilerclf.corpus.alignment import matched_shares, snippet_labels
from boilerclf.corpus.groups import N_FOLDS, fold_of, site_of
from boilerclf.corpus.headlines import lead_headline
from boilerclf.corpus.kinds import KINDS, kinds_of, without_habits
from boilerclf.corpus.labelled import LabelledPage, label_record, label_records
from boilerclf.corpus.locate import corpora_in, corpus_name, digest_file, files_read, list_files
from boilerclf.corpus.overlap import WordOverlap, word_overlap
from boilerclf.corpus.records import UNKNOWN, Record, read_records
from boilerclf.corpus.tokens import tokens

__all__ = [
    "KINDS",
    "N_FOLDS",
    "UNKNOWN",
    "LabelledPage",
    "Record",
    "WordOverlap",
    "corpora_in",
    "corpus_name",
    "digest_file",
    "files_read",
    "fold_of",
    "kinds_of",
    "label_record",
    "label_records",
    "lead_headline",
    "list_files",
    "matched_shares",
    "read_records",
    "site_of",
    "snippet_labels",
    "tokens",
    "without_habits",
    "word_overlap",
]
