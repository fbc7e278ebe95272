"""Trains the embedding model that ships inside the page, from nothing, on the text in shared/data/train.

    python3 training/train.py --data ../shared/data/train --out public/models/carrel-static-en

README.md beside this file says how long it takes and what was tried.
"""

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch

import corpus
import shipped
import start
from floor import relevance_floor
from heldback import HeldBack
from learning import Settings, train
from tokens import tokenize, vocabulary
from wordpieces import WordPieces

ID, REVISION = "carrel-static-en", "1"
PIECES = 28_000
DIMENSIONS = 512
PREFIXES = [64, 128, 256, 512]
# Steps of the int8 scale to a row's root mean square: 2 keeps the ranking and halves the download against 30 (README.md, "Size").
STEPS = 2.0
SEED = 1
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


def ship(folder: Path, vocabulary: list[str], rows: np.ndarray, tokens, record: dict) -> None:
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
    print(json.dumps(record, indent=2))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    arguments.add_argument("--out", type=Path, default=Path("public/models") / ID)
    arguments.add_argument("--books", choices=("free", "all"), default="free", help="all: also the textbooks under a non-commercial licence")
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    blocks = corpus.read(options.data, options.books == "all")
    pieces = WordPieces(vocabulary(blocks, PIECES))
    tokens = tokenize(blocks, pieces)
    print(len(blocks), "blocks,", len(tokens.flat), "pieces", flush=True)
    first = start.table(tokens, len(pieces.vocabulary), DIMENSIONS, SEED)
    held = HeldBack(tokens)
    print("start", held.measure(first), flush=True)
    rows = train(tokens, first, Settings(seed=SEED), held)
    print("trained", held.measure(rows), flush=True)
    ship(options.out, pieces.vocabulary, rows, tokens, {"data": corpus.digests(options.data), "books": options.books})


if __name__ == "__main__":
    main()
