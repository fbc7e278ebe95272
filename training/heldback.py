"""Measures a table on the documents held back from training: what every choice of settings, and the moment to stop, is based on."""

import numpy as np

from evaluate import bm25, hybrid, ndcg
from shipped import normalised
from tokens import Tokens

TASKS = (
    ("squad", "question"), ("squad", "cloze"), ("medquad", "question"), ("medquad", "cloze"), ("openstax", "heading"), ("terms", "heading"),
    ("terms", "cloze"), ("office", "heading"), ("wordnet", "term"), ("wordnet", "example"), ("synonym", "term"),
)
QUERIES, POOL = 300, 4000


class HeldBack:
    def __init__(self, tokens: Tokens, seed: int = 7):
        random = np.random.default_rng(seed)
        self.tasks = []
        for source, kind in TASKS:
            of_source = np.flatnonzero(tokens.source == source)
            if kind == "cloze":
                asked = of_source[tokens.held[of_source] & (tokens.first[of_source + 1] - tokens.first[of_source] > 2)]
                queries = None
            else:
                where, what = tokens.asks[source, kind]
                asked, queries = where[tokens.held[where]], {b: q for b, q in zip(where, what)}
            asked = random.permutation(asked)[:QUERIES]
            rest = np.setdiff1d(of_source, asked)
            # Other held-back blocks first: they are as new to the model as the right answer is.
            rest = random.permutation(rest)
            rest = np.concatenate([rest[tokens.held[rest]], rest[~tokens.held[rest]]])[:POOL - len(asked)]
            questions, answers = [], []
            for block in asked:
                first, end = tokens.first[block], tokens.first[block + 1]
                if queries is None:
                    chosen = random.integers(first, end)
                    questions.append(tokens.sentence(chosen))
                    answers.append(np.concatenate([tokens.sentence(i) for i in range(first, end) if i != chosen]))
                else:
                    questions.append(tokens.sentence(random.choice(queries[block])))
                    answers.append(tokens.block(block))
            pool = answers + [tokens.block(block) for block in rest]
            self.tasks.append((f"{source} {kind}", questions, pool, bm25(pool, questions), [{i: 1} for i in range(len(asked))]))

    def measure(self, rows: np.ndarray) -> dict[str, float]:
        """Mean nDCG@10 of the vectors alone and with BM25, and each task's (dense, hybrid, BM25)."""
        result, dense_all, hybrid_all = {}, [], []
        sums = lambda texts: normalised(np.stack([rows[ids].sum(0) for ids in texts]))
        for name, questions, pool, lexical, relevant in self.tasks:
            dense = sums(questions) @ sums(pool).T
            alone, both = ndcg(dense, relevant), ndcg(hybrid(lexical, dense), relevant)
            result[name] = (round(alone, 3), round(both, 3), round(ndcg(lexical, relevant), 3))
            dense_all.append(alone)
            hybrid_all.append(both)
        return {"dense": float(np.mean(dense_all)), "hybrid": float(np.mean(hybrid_all)), **result}
