"""Draws training batches: pairs of a query and the text that answers it, all of one kind, so that no pair is easy because of its source."""

import numpy as np

from tokens import Tokens

# How often each kind of pair is drawn. "cloze" takes a sentence out of its paragraph and asks for the rest.
KINDS = {
    ("squad", "question"): 6, ("squad", "title"): 1, ("squad", "cloze"): 3,
    ("openstax", "heading"): 1, ("openstax", "cloze"): 2, ("openstax", "definition"): 0.2,
    ("medquad", "question"): 2, ("medquad", "title"): 1, ("medquad", "cloze"): 4,
    ("terms", "heading"): 1.5, ("terms", "cloze"): 2,
    ("office", "title"): 1, ("office", "heading"): 1, ("office", "cloze"): 1, ("summary", "title"): 0.3,
    ("wordnet", "term"): 3, ("wordnet", "example"): 0.7, ("synonym", "term"): 1, ("broader", "term"): 0.5, ("glossary", "term"): 0.3,
}
LONGEST = 128  # pieces of a text that are looked at; more only costs time


def synonyms(tokens: Tokens) -> dict[int, list[int]]:
    """Pieces that are whole words, and the words that WordNet gives for the same thing."""
    same: dict[int, list[int]] = {}
    for block, queries in zip(*tokens.asks.get(("synonym", "term"), ((), ()))):
        if not tokens.held[block]:
            words = [int(ids[0]) for ids in (tokens.block(block), *map(tokens.sentence, queries)) if len(ids) == 1]
            for word in words:
                same.setdefault(word, []).extend(other for other in words if other != word)
    return {word: others for word, others in same.items() if others}


class Batches:
    def __init__(self, tokens: Tokens, seed: int, size: int, mixed: int, dropout: float, grouped: float, swapped: float, bared: float):
        self.tokens, self.size, self.mixed, self.dropout = tokens, size, mixed, dropout
        self.grouped, self.swapped, self.bared = grouped, swapped, bared
        self.random = np.random.default_rng(seed)
        self.same = synonyms(tokens)
        self.of: dict[tuple[str, str], tuple[np.ndarray, list | None]] = {}
        for kind in KINDS:
            if kind[1] == "cloze":
                enough = tokens.first[1:] - tokens.first[:-1] > 1
                blocks, queries = np.flatnonzero((tokens.source == kind[0]) & enough), None
            else:
                blocks, queries = tokens.asks.get(kind, (np.array([], int), []))
            mine = np.flatnonzero(~tokens.held[blocks])
            if len(mine) > 64:
                self.of[kind] = blocks[mine], queries and [queries[i] for i in mine]
        self.kinds = list(self.of)
        share = np.array([KINDS[kind] for kind in self.kinds])
        self.share = share / share.sum()
        self.credit = np.zeros(len(share))

    def thinned(self, ids: np.ndarray, dropout: float) -> np.ndarray:
        """A text with some pieces left out: a text must be found by any part of its words."""
        if len(ids) > LONGEST:
            begin = self.random.integers(0, len(ids) - LONGEST + 1)
            ids = ids[begin:begin + LONGEST]
        if dropout and len(ids) > 3:
            kept = ids[self.random.random(len(ids)) >= dropout]
            return kept if len(kept) else ids
        return ids

    def reworded(self, ids: np.ndarray) -> np.ndarray:
        """A query with some words swapped for synonyms, so that it cannot rely on the words of the text."""
        swap = self.random.random(len(ids)) < self.swapped
        return np.array([self.random.choice(self.same[i]) if s and i in self.same else i for i, s in zip(ids.tolist(), swap)], ids.dtype)

    def without(self, text: np.ndarray, query: np.ndarray) -> np.ndarray:
        """Now and then, the text without the words of its query: what is left says the same in other words."""
        if self.bared and self.random.random() < self.bared:
            left = text[~np.isin(text, query)]
            return left if len(left) > 3 else text
        return text

    def turn(self) -> tuple[str, str]:
        """By turns, not by chance: with a few hundred batches, chance alone would favour some kinds."""
        self.credit += self.share
        turn = int(self.credit.argmax())
        self.credit[turn] -= 1
        return self.kinds[turn]

    def draw(self) -> tuple[list[np.ndarray], list[np.ndarray]]:
        asked, texts = [], []
        for _ in range(self.mixed):
            more_asked, more_texts = self.of_kind(self.turn())
            asked += more_asked
            texts += more_texts
        return asked, texts

    def of_kind(self, kind: tuple[str, str]) -> tuple[list[np.ndarray], list[np.ndarray]]:
        blocks, queries = self.of[kind]
        count = min(self.size, len(blocks))
        if self.random.random() < self.grouped:
            # Neighbours: whole documents, in random order, so that most wrong answers are about the same thing.
            documents = self.tokens.document[blocks]
            order = np.argsort(self.random.permutation(documents.max() + 1)[documents], kind="stable")[:count]
        else:
            order = self.random.choice(len(blocks), count, replace=False)
        asked, texts = [], []
        for index in order:
            block = blocks[index]
            if queries is None:
                first, end = self.tokens.first[block], self.tokens.first[block + 1]
                chosen = self.random.integers(first, end)
                query = self.tokens.sentence(chosen)
                offsets = self.tokens.offsets
                text = np.concatenate([self.tokens.flat[offsets[first]:offsets[chosen]], self.tokens.flat[offsets[chosen + 1]:offsets[end]]])
                # Half of the time without the words that the rest shares: meaning must carry it alone.
                if self.random.random() < 0.5:
                    alone = query[~np.isin(query, text)]
                    query = alone if len(alone) > 2 else query
            else:
                query, text = self.tokens.sentence(self.random.choice(queries[index])), self.tokens.block(block)
            if len(query) and len(text):
                text = self.without(text, query)
                asked.append(self.thinned(self.reworded(query), self.dropout / 3))
                texts.append(self.thinned(text, self.dropout))
        return asked, texts
