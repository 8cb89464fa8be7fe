"""Measures how well questions are answered: golden questions, measures, report. `python -m eval` runs it.

Uses `rag` through its public names only. The package hides the builtin under `import eval`; write `from eval.run
import run`.
"""
