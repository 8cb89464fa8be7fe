"""Files into papers: one module a format, registered in READERS; what a file is in is told by its content.

A reader turns a `Source` into `Record`s, in the file's own words; `record` makes them papers, cleaned; `merging` makes
duplicates one; `read_files` does all of it and reports what became of every record.
"""

from rag.readers.formats import READERS
from rag.readers.merging import merge
from rag.readers.read import read_files
from rag.readers.report import Imported, Merged, Skipped, Warned

__all__ = ["READERS", "Imported", "Merged", "Skipped", "Warned", "merge", "read_files"]
