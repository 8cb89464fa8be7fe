"""A condition on papers' records, read from a question: "since 2023", "by Geoffrey Hinton", "published in MICCAI".

Rules, and narrow ones: a year, a name or a word is a condition only where the question says it of papers, not of
scans, patients or a data set ("a dataset from 2017", "BraTS 2020", "accuracy in 2023 patients" are none). A venue or an
author must be one that the corpus knows; where papers carry no authors at all, "papers by Smith" is read all the same,
so that it can be said that it cannot be applied. A module for each: `years`, `venues`, `authors`, `keywords`; how a
question speaks of papers is in `papers`.
"""

from rag.read_where.read import read_where

__all__ = ["read_where"]
