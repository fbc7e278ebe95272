"""Measures a shipped model: nDCG@10 of its vectors, of BM25, and of both, over the sets in data/eval. Nothing is learned here.

    python3 training/evaluate.py --model public/models/carrel-static-en --data ../shared/data/eval
"""

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from shipped import Model

BM25_K1, BM25_B = 0.9, 0.4
BM25_SHARE = 0.65  # of the hybrid score; the vectors give the rest (as in the description of the first run)
SQUAD_QUESTIONS = 1500


def bm25(documents: list[np.ndarray], queries: list[np.ndarray]) -> np.ndarray:
    """Scores (queries × documents) over word-piece ids; the ids are counted as they come."""
    lengths = np.array([len(d) for d in documents], np.float32)
    damping = BM25_K1 * (1 - BM25_B + BM25_B * lengths / lengths.mean())
    postings = defaultdict(list)
    for number, document in enumerate(documents):
        for piece, count in Counter(document.tolist()).items():
            postings[piece].append((number, count))
    scores = np.zeros((len(queries), len(documents)), np.float32)
    for row, query in enumerate(queries):
        for piece, times in Counter(query.tolist()).items():
            found = postings.get(piece)
            if found and piece:
                where, count = np.array(found).T
                idf = np.log(1 + (len(documents) - len(where) + 0.5) / (len(where) + 0.5))
                scores[row, where] += times * idf * count * (BM25_K1 + 1) / (count + damping[where])
    return scores


def spread(scores: np.ndarray) -> np.ndarray:
    """Each query's scores stretched to 0 … 1."""
    low, high = scores.min(1, keepdims=True), scores.max(1, keepdims=True)
    return (scores - low) / np.maximum(high - low, 1e-9)


def hybrid(lexical: np.ndarray, dense: np.ndarray, share: float = BM25_SHARE) -> np.ndarray:
    return share * spread(lexical) + (1 - share) * spread(dense)


def reciprocal_ranks(lexical: np.ndarray, dense: np.ndarray) -> np.ndarray:
    place = lambda scores: (-scores).argsort(1, kind="stable").argsort(1)
    return 1 / (60 + place(lexical)) + 1 / (60 + place(dense))


def ndcg(scores: np.ndarray, relevant: list[dict[int, int]], depth: int = 10) -> float:
    gains = []
    for row, judged in zip(scores, relevant):
        best = row.argsort(kind="stable")[::-1][:depth]
        got = sum(judged.get(int(d), 0) / np.log2(place + 2) for place, d in enumerate(best))
        ideal = sum(g / np.log2(place + 2) for place, g in enumerate(sorted(judged.values(), reverse=True)[:depth]))
        gains.append(got / ideal)
    return float(np.mean(gains))


def beir(folder: Path):
    documents = [json.loads(line) for line in open(folder / "corpus.jsonl", encoding="utf-8")]
    place = {d["_id"]: i for i, d in enumerate(documents)}
    judged = defaultdict(dict)
    for row in csv.DictReader(open(folder / "qrels" / "test.tsv"), delimiter="\t"):
        if int(row["score"]) > 0 and row["corpus-id"] in place:
            judged[row["query-id"]][place[row["corpus-id"]]] = int(row["score"])
    queries = [json.loads(line) for line in open(next(folder.glob("queries*.jsonl")), encoding="utf-8")]
    queries = [q for q in queries if q["_id"] in judged]
    return [(d.get("title", "") + " " + d["text"]).strip() for d in documents], [q["text"] for q in queries], [judged[q["_id"]] for q in queries]


def squad(file: Path):
    paragraphs, asked = [], []
    for article in json.load(open(file, encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            asked += [(q["question"], len(paragraphs)) for q in paragraph["qas"] if not q["is_impossible"]]
            paragraphs.append(paragraph["context"])
    chosen = random.Random(1).sample(asked, SQUAD_QUESTIONS)
    return paragraphs, [question for question, _ in chosen], [{place: 1} for _, place in chosen]


def sets(data: Path):
    yield "SciFact", beir(data / "scifact")
    yield "Cranfield", beir(data / "cranfield")
    yield "MED", beir(data / "med")
    yield "SQuAD dev", squad(data / "squad-dev-v2.0.json")


def measure(model: Model, texts: list[str], queries: list[str], relevant: list[dict[int, int]], dimensions: list[int]) -> dict:
    documents, asked = [model.ids(t) for t in texts], [model.ids(q) for q in queries]
    lexical = bm25(documents, asked)
    result = {"bm25": ndcg(lexical, relevant)}
    for size in dimensions:
        dense = model.embed(asked, size) @ model.embed(documents, size).T
        result[f"dense {size}"] = ndcg(dense, relevant)
        result[f"hybrid {size}"] = ndcg(hybrid(lexical, dense), relevant)
        result[f"ranks {size}"] = ndcg(reciprocal_ranks(lexical, dense), relevant)
    return result


# Questions that share no word with their answer but function words, among lines that share some with it.
PARAPHRASES = [
    ("stop the bill", "How do I cancel my subscription"),
    ("get my money back", "Refunds are issued within fourteen days of a purchase"),
    ("doctor for kids", "The pediatrician examines infants and children"),
    ("car is broken", "Vehicle repair and maintenance of automobiles"),
    ("company wants to fire me", "Termination of employment by the employer"),
    ("heart attack signs", "Symptoms of myocardial infarction include chest pain"),
    ("can't sign in", "Reset a forgotten password to log on to your account"),
    ("buying a house", "Applying for a mortgage on residential property"),
    ("how the body fights germs", "The immune system defends against infectious pathogens"),
    ("who owns what I upload", "You retain intellectual property rights in the content that you submit"),
    ("high blood sugar", "Diabetes mellitus raises glucose levels"),
    ("prices keep rising", "Inflation reduces purchasing power"),
    ("kids under thirteen", "Children's privacy and minimum age requirements"),
    ("message will not go out", "E-mails remain in the Outbox and are not sent"),
    ("old stars dying", "A supernova is the explosion of a massive aging sun"),
    ("argue in front of a judge", "Disputes are resolved by litigation in court"),
]


def paraphrases(model: Model) -> list[tuple[str, int]]:
    queries, texts = zip(*PARAPHRASES)
    scores = model.embed([model.ids(q) for q in queries]) @ model.embed([model.ids(t) for t in texts]).T
    return [(query, int((scores[i] > scores[i, i]).sum()) + 1) for i, query in enumerate(queries)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=Path("public/models/carrel-static-en"))
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/eval"))
    options = arguments.parse_args()
    model = Model.load(options.model)
    sizes = [*(p for p in (64, 128, 256) if p < model.rows.shape[1]), model.rows.shape[1]]
    for name, (texts, queries, relevant) in sets(options.data):
        result = measure(model, texts, queries, relevant, sizes)
        print(name, " ".join(f"{key}={value:.4f}" for key, value in result.items()), flush=True)
    ranks = paraphrases(model)
    print("paraphrases: first", sum(r == 1 for _, r in ranks), "of", len(ranks), ranks)


if __name__ == "__main__":
    main()
