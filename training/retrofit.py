"""Brings a trained table nearer to what the dictionary says ("retrofitting"; Faruqui et al., 2015): words for the same thing, and a word and
what it is a kind of, need not have stood in one text to be alike."""

import numpy as np
from scipy import sparse

from shipped import normalised
from tokens import Tokens

# How far a row is moved towards the middle of its kin, as a share of its own length.
SYNONYMS, BROADER, DEFINITIONS = 0.3, 0.2, 0.15


def neighbours(tokens: Tokens, key: tuple[str, str], size: int, both_ways: bool) -> sparse.csr_matrix:
    """Pieces × pieces: from each piece that is a whole entry to the pieces of the texts that go with it, each text counted once."""
    rows, columns, shares = [], [], []
    for block, queries in zip(*tokens.asks[key]):
        if tokens.held[block]:
            continue
        texts = [tokens.block(block), *map(tokens.sentence, queries)]
        for entry, text in enumerate(texts):
            others = [other for i, other in enumerate(texts) if i != entry] if both_ways else texts[:1]
            if len(text) != 1 or not (entry or both_ways):
                continue
            for other in others:
                rows += [text[0]] * len(other)
                columns += other.tolist()
                shares += [1 / len(other)] * len(other)
    return sparse.csr_matrix((np.array(shares, np.float32), (rows, columns)), shape=(size, size))


def retrofitted(tokens: Tokens, rows: np.ndarray) -> np.ndarray:
    """Directions move, lengths stay: these say how much a piece counts."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    moved = normalised(rows)
    for key, both_ways, share in (
        (("synonym", "term"), True, SYNONYMS), (("broader", "term"), False, BROADER), (("wordnet", "term"), False, DEFINITIONS),
    ):
        moved = moved + share * normalised(neighbours(tokens, key, len(rows), both_ways) @ rows)
    return normalised(moved) * lengths
