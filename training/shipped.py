"""The model as it is shipped: writes and reads the files of public/models/carrel-static-en. The page reads the same bytes."""

import gzip
import hashlib
import json
import zlib
from pathlib import Path

import numpy as np

from wordpieces import UNKNOWN, WordPieces

MAGIC, FORMAT = b"CRLS", 1
TABLE = "table.packed"


class Model:
    def __init__(self, vocabulary: list[str], rows: np.ndarray):
        self.pieces = WordPieces(vocabulary)
        self.rows = rows

    @staticmethod
    def load(folder: Path) -> "Model":
        vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
        return Model(list(vocabulary), read_table(gzip.decompress((folder / TABLE).read_bytes())))

    def ids(self, text: str) -> np.ndarray:
        return np.array(self.pieces.encode(text), np.int64)

    def embed(self, texts: list[np.ndarray], dimensions: int | None = None) -> np.ndarray:
        """The sum of the rows, cut to its leading dimensions, at length one. A text without a known piece is the zero vector."""
        sums = np.zeros((len(texts), self.rows.shape[1]), np.float32)
        for index, ids in enumerate(texts):
            if len(ids):
                sums[index] = self.rows[ids].sum(0)
        return normalised(sums[:, :dimensions])


def normalised(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def quantised(rows: np.ndarray, steps: float) -> tuple[np.ndarray, np.ndarray]:
    """Rows as scale × int8. `steps` is how many steps a row's root mean square is long: few steps compress well and cost little, since
    a text's vector is a sum over many rows, whose rounding errors cancel."""
    rms = np.sqrt((rows ** 2).mean(1))
    scales = (rms / steps).astype(np.float32)
    safe = np.where(scales > 0, scales, 1)[:, None]
    return scales, np.clip(np.rint(rows / safe), -127, 127).astype(np.int8)


def table(scales: np.ndarray, values: np.ndarray) -> bytes:
    head = MAGIC + np.array([FORMAT, *values.shape], "<u4").tobytes()
    return head + scales.astype("<f4").tobytes() + values.astype("i1").tobytes()


def packed(data: bytes) -> bytes:
    """As gzip, without a date: the same table is the same bytes. Nothing repeats in a table but by chance, and codes for repetitions make
    the others longer: without them it is an eighth smaller."""
    gzip_file = 16 + zlib.MAX_WBITS
    compressor = zlib.compressobj(9, zlib.DEFLATED, gzip_file, zlib.DEF_MEM_LEVEL, zlib.Z_HUFFMAN_ONLY)
    return compressor.compress(data) + compressor.flush()


def read_table(data: bytes) -> np.ndarray:
    format, count, dimensions = np.frombuffer(data, "<u4", 3, 4)
    if data[:4] != MAGIC or format != FORMAT:
        raise ValueError("Not a table of vectors in format 1.")
    scales = np.frombuffer(data, "<f4", count, 16)
    values = np.frombuffer(data, "i1", count * dimensions, 16 + 4 * count).reshape(count, dimensions)
    return scales[:, None] * values.astype(np.float32)


def tokenizer(vocabulary: list[str]) -> dict:
    return {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece", "unk_token": UNKNOWN, "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": {piece: index for index, piece in enumerate(vocabulary)},
        },
    }


def write(folder: Path, vocabulary: list[str], scales: np.ndarray, values: np.ndarray, profile: dict, golden: list[str]) -> None:
    """Writes all files but the model card. The profile is completed with digests and golden vectors."""
    folder.mkdir(parents=True, exist_ok=True)
    dump = lambda value, indent=None: json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    (folder / "tokenizer.json").write_text(dump(tokenizer(vocabulary)) + "\n", encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(dump({
        "tokenizer_class": "BertTokenizer", "do_lower_case": True, "strip_accents": None, "tokenize_chinese_chars": True,
        "unk_token": UNKNOWN, "clean_up_tokenization_spaces": True, "model_max_length": 1000000,
    }, 2) + "\n", encoding="utf-8")
    # Packed here and not by the host: many static hosts do not compress such files.
    (folder / TABLE).write_bytes(packed(table(scales, values)))
    model = Model.load(folder)
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (TABLE, "tokenizer.json", "tokenizer_config.json")}
    vectors = model.embed([model.ids(text) for text in golden])
    complete = {**profile, "files": files, "dimensions": int(values.shape[1]),
                "golden": [{"text": t, "vector": [round(float(x), 4) for x in v[:8]]} for t, v in zip(golden, vectors)]}
    (folder / "profile.json").write_text(dump(complete, 2) + "\n", encoding="utf-8")
