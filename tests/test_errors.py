"""Errors as one tree: each can be caught by its kind, bad input also as ValueError, and the public ones are listed."""

import inspect

import rag
from rag import errors

ALL = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind)}


def test_every_error_is_of_the_tree_and_public() -> None:
    assert set(ALL) == set(errors.__all__)
    assert all(issubclass(kind, errors.RagError) for kind in ALL.values())
    assert all(getattr(rag, name) is kind for name, kind in ALL.items())


def test_what_a_caller_got_wrong_is_a_value_error_and_what_failed_is_none() -> None:
    wrong = {name for name, kind in ALL.items() if issubclass(kind, ValueError)}
    assert wrong == {"InvalidQuestion", "InvalidFilter", "ConfigError", "CorpusError"}


def test_everything_a_model_can_do_wrong_is_a_provider_error() -> None:
    of_models = {name for name, kind in ALL.items() if issubclass(kind, errors.ProviderError)}
    assert of_models == {name for name in ALL if name.startswith("Provider")}


def test_the_tree_in_the_docs_names_every_error() -> None:
    assert errors.__doc__ is not None
    assert [name for name in ALL if name not in errors.__doc__] == []
