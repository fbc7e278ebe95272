"""The tokenizer, in Python: it must give the same ids as `@huggingface/tokenizers` gives in the page, on any text.

It follows that package's BertNormalizer, BertPreTokenizer and WordPiece (training/check-tokenizer.mjs compares the two), and it learns
the vocabulary: byte-pair merges over whole words, written as word pieces ("##ing"), as Hugging Face's WordPiece trainer does.
"""

import heapq
import re
import unicodedata
from collections import Counter, defaultdict

UNKNOWN = "[UNK]"
LONGEST_WORD = 100  # Longer "words" are base64 or DNA; the page's tokenizer calls them unknown, so do we.

# JavaScript's \s, which is not Python's: Python also counts the separators U+001C to U+001F and U+0085.
SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
IS_SPACE = re.compile(f"[{SPACE}]")
IDEOGRAPHS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)


def is_ideograph(char: str) -> bool:
    # The page looks at UTF-16 units, so it never sees an ideograph above U+FFFF.
    code = ord(char)
    return code <= 0xFFFF and any(low <= code <= high for low, high in IDEOGRAPHS)


def clean(char: str) -> str:
    if char in "\t\n\r":
        return " "
    if char == "\0" or char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return ""
    if IS_SPACE.match(char):
        return " "
    return f" {char} " if is_ideograph(char) else char


def is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or 0x21 <= ord(char) <= 0x7E and not char.isalnum()


class Characters(dict):
    """Looks each character up once; documents are long and alphabets short."""

    def __init__(self, of):
        super().__init__()
        self.of = of

    def __missing__(self, char):
        self[char] = self.of(char)
        return self[char]


cleaned = Characters(clean)
spaced = Characters(lambda char: f" {char} " if is_punctuation(char) else " " if IS_SPACE.match(char) else char)
kept = Characters(lambda char: "" if unicodedata.category(char) == "Mn" else char)


def words(text: str) -> list[str]:
    """Lower-cased words and single punctuation marks, without accents."""
    if text.isascii():
        text = "".join(map(cleaned.__getitem__, text)).lower()
    else:
        text = "".join(map(cleaned.__getitem__, text)).lower()
        text = "".join(map(kept.__getitem__, unicodedata.normalize("NFD", text)))
    return [word for word in "".join(map(spaced.__getitem__, text)).split(" ") if word]


class WordPieces:
    def __init__(self, vocabulary: list[str]):
        self.vocabulary = vocabulary
        self.id_of = {piece: index for index, piece in enumerate(vocabulary)}
        self.known: dict[str, tuple[int, ...]] = {}

    def pieces(self, word: str) -> tuple[int, ...]:
        """Longest piece first; a word with any unknown piece is one [UNK]."""
        if word in self.known:
            return self.known[word]
        ids, start = [], 0
        unknown = len(word) > LONGEST_WORD
        while start < len(word) and not unknown:
            prefix = "##" if start else ""
            for end in range(len(word), start, -1):
                piece = self.id_of.get(prefix + word[start:end])
                if piece is not None:
                    ids.append(piece)
                    start = end
                    break
            else:
                unknown = True
        result = (self.id_of[UNKNOWN],) if unknown else tuple(ids)
        self.known[word] = result
        return result

    def encode(self, text: str) -> list[int]:
        return [piece for word in words(text) for piece in self.pieces(word)]


def learn(counts: Counter, size: int, alphabet: str) -> list[str]:
    """A vocabulary of `size` pieces: [UNK], every character of `alphabet` in both places, then merges, most frequent pair first.

    `counts` says how often each word occurs. Ties are broken by the pair itself, so that the same text gives the same vocabulary."""
    base = [UNKNOWN] + list(alphabet) + ["##" + char for char in alphabet if not is_punctuation(char)]
    vocabulary = dict.fromkeys(base)
    spelled = [w for w in sorted(counts) if all(c in vocabulary for c in w) and len(w) <= 40]
    spelling = [[w[0]] + ["##" + c for c in w[1:]] for w in spelled]
    weight = [counts[w] for w in spelled]
    pairs: Counter = Counter()
    places = defaultdict(set)
    for index, symbols in enumerate(spelling):
        for pair in zip(symbols, symbols[1:]):
            pairs[pair] += weight[index]
            places[pair].add(index)
    queue = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(queue)
    while len(vocabulary) < size and queue:
        count, pair = heapq.heappop(queue)
        if -count != pairs[pair]:
            if pairs[pair] > 0:
                heapq.heappush(queue, (-pairs[pair], pair))
            continue
        if count == 0:
            continue
        left, right = pair
        merged = left + right[2:]
        vocabulary[merged] = None
        touched = set()
        for index in places.pop(pair):
            symbols, w = spelling[index], weight[index]
            for old in zip(symbols, symbols[1:]):
                pairs[old] -= w
            at, new = 0, []
            while at < len(symbols):
                if at + 1 < len(symbols) and symbols[at] == left and symbols[at + 1] == right:
                    new.append(merged)
                    at += 2
                else:
                    new.append(symbols[at])
                    at += 1
            spelling[index] = new
            for fresh in zip(new, new[1:]):
                pairs[fresh] += w
                places[fresh].add(index)
                touched.add(fresh)
        for fresh in touched:
            heapq.heappush(queue, (-pairs[fresh], fresh))
    return list(vocabulary)
