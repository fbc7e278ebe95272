"""The corpus as numbers: every sentence and query as word-piece ids in one long array, so that a batch is made by slicing."""

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from corpus import Block
from wordpieces import WordPieces, learn, words

# Letters that other text has and ours has seldom: Greek (formulae, genes), Latin letters without a decomposition, usual signs.
ALPHABET = "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~" "£§©®°±²³µ·¹º¼½¾×ßæðøþđħıłœŋ" \
    "αβγδεζηθικλμνξοπρςστυφχψω" "‐–—‘’“”†•…′″€™←→↑↓−≈≠≤≥∞√∑∂"


@dataclass
class Tokens:
    flat: np.ndarray  # ids of all sentences, then of all queries
    offsets: np.ndarray  # sentence i is flat[offsets[i]:offsets[i + 1]]
    first: np.ndarray  # block b is sentences first[b] … first[b + 1] - 1
    source: np.ndarray  # name of each block's source
    document: np.ndarray  # a number for each block's document
    held: np.ndarray
    asks: dict[tuple[str, str], tuple[np.ndarray, list[np.ndarray]]]  # (source, kind) → blocks, and for each its queries

    def sentence(self, index: int) -> np.ndarray:
        return self.flat[self.offsets[index]:self.offsets[index + 1]]

    def block(self, index: int) -> np.ndarray:
        return self.flat[self.offsets[self.first[index]]:self.offsets[self.first[index + 1]]]


def vocabulary(blocks: list[Block], size: int) -> list[str]:
    counts: Counter = Counter()
    for block in blocks:
        if block.held:
            continue
        # Once per block: a word that fills one document should not push out words of many.
        seen = set(words(" ".join(block.sentences)))
        for queries in block.queries.values():
            for query in queries[:5]:
                seen.update(words(query))
        counts.update(seen)
    return learn(Counter({word: count for word, count in counts.items() if count > 1}), size, ALPHABET)


def tokenize(blocks: list[Block], pieces: WordPieces) -> Tokens:
    flat, offsets, first = [], [0], [0]

    def put(text: str) -> int:
        flat.extend(pieces.encode(text))
        offsets.append(len(flat))
        return len(offsets) - 2

    for block in blocks:
        for sentence in block.sentences:
            put(sentence)
        first.append(len(offsets) - 1)
    asks = defaultdict(lambda: ([], []))
    for index, block in enumerate(blocks):
        for kind, queries in block.queries.items():
            where, what = asks[block.source, kind]
            where.append(index)
            what.append(np.array([put(query) for query in queries]))
    names = {name: number for number, name in enumerate(dict.fromkeys((block.source, block.document) for block in blocks))}
    return Tokens(
        np.array(flat, np.int32), np.array(offsets), np.array(first), np.array([block.source for block in blocks]),
        np.array([names[block.source, block.document] for block in blocks]), np.array([block.held for block in blocks]),
        {key: (np.array(where), what) for key, (where, what) in asks.items()},
    )
