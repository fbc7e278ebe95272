"""Trains the embedding model that ships inside the page, from nothing, on the text in shared/data/train.

    python3 training/train.py --data ../shared/data/train --out public/models/carrel-static-en

README.md beside this file says how long it takes and what was tried.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

# One thread: the runs are side by side, and the same sums in the same order give the same table.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np

import corpus
import shipped
import start
from floor import relevance_floor
from heldback import HeldBack
from learning import Settings, train
from retrofit import retrofitted
from tokens import Tokens, tokenize, vocabulary
from whitening import whitened
from wordpieces import WordPieces

ID, REVISION = "carrel-static-en", "5"
PIECES = 28_000
DIMENSIONS = 768
PREFIXES = [64, 128, 256, 512, 768]
# Steps of the int8 scale to a row's root mean square: a third of the download that 30 would take (README.md).
STEPS = 1.5
# The table is the mean of these runs: from one start, they disagree about noise and agree about the rest. The first four learn from one
# kind of pairs at a time, which tells apart what is alike; the others from two, and from texts without the words of their queries, which
# finds what is said in other words.
RUNS = [
    *(Settings(seed=seed) for seed in (1, 2, 3, 4)),
    *(Settings(seed=seed, batch=512, mixed=2, bared=0.3) for seed in (5, 6, 7, 8, 12, 13, 14, 15)),
]
START_SEED = 5
GOLDEN = [
    "How do I cancel my subscription?",
    "The mitochondria produce most of the cell's energy.",
    "Either party may terminate this agreement with thirty days’ written notice.",
    "naïve café — Größe, 3.5 µm",
    "x",
]


def profile(floor: float, calibration: str) -> dict:
    return {
        "id": ID, "revision": REVISION, "files": {}, "dimensions": DIMENSIONS, "prefixes": PREFIXES, "pooling": "sum", "queryPrompt": "",
        "documentPrompt": "", "languages": ["en"], "maximumTokens": None, "licence": "CC BY-SA 4.0 (see MODEL_CARD.md)",
        "relevanceFloor": floor, "relevanceFloorCalibration": calibration,
    }


def ship(folder: Path, vocabulary: list[str], rows: np.ndarray, tokens: Tokens) -> None:
    """Writes beside the folder first, then moves file by file: whoever reads it never finds half a table."""
    scales, values = shipped.quantised(rows, STEPS)
    floor, calibration = relevance_floor(tokens, shipped.Model(vocabulary, scales[:, None] * values.astype(np.float32)))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as temporary:
        shipped.write(Path(temporary), vocabulary, scales, values, profile(floor, calibration), GOLDEN)
        for file in Path(temporary).iterdir():
            file.chmod(0o644)
            shutil.move(file, folder / file.name)
    print("floor", floor, calibration)


def run(tokens: Tokens, first: np.ndarray, held: HeldBack, settings: Settings) -> np.ndarray:
    return train(tokens, first, settings, held)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    arguments.add_argument("--out", type=Path, default=Path("public/models") / ID)
    arguments.add_argument("--books", choices=("free", "all"), default="free", help="all: also the textbooks under a non-commercial licence")
    arguments.add_argument("--record", type=Path, default=Path(__file__).parent / "record.json", help="where to write what was used")
    options = arguments.parse_args()
    began = time.time()
    blocks = corpus.read(options.data, options.books == "all")
    pieces = WordPieces(vocabulary(blocks, PIECES))
    tokens = tokenize(blocks, pieces)
    print(len(blocks), "blocks,", len(tokens.flat), "pieces", flush=True)
    first = start.table(tokens, len(pieces.vocabulary), DIMENSIONS, START_SEED)
    held = HeldBack(tokens)
    scores = {"start": held.measure(first)}
    print(scores, flush=True)
    with ProcessPoolExecutor(min(len(RUNS), os.cpu_count() or 1), multiprocessing.get_context("fork")) as runs:
        rows = np.mean([*runs.map(partial(run, tokens, first, held), RUNS)], axis=0)
    scores["trained"] = held.measure(rows)
    rows = retrofitted(tokens, rows)
    scores["retrofitted"] = held.measure(rows)
    rows = whitened(rows)
    scores["whitened"] = held.measure(rows)
    print(scores, flush=True)
    ship(options.out, pieces.vocabulary, rows, tokens)
    record = {
        "revision": REVISION, "books": options.books, "seconds": round(time.time() - began), "data": corpus.digests(options.data),
        "table": hashlib.sha256((options.out / shipped.TABLE).read_bytes()).hexdigest(), "heldBack": scores,
    }
    options.record.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
