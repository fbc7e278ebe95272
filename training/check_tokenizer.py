"""Writes lines of text with the ids that the Python tokenizer gives them, for check-tokenizer.mjs: the training text, random Unicode, and
the cases that tokenizers get wrong. Characters that this Python's Unicode does not know yet are left out; Node's is newer."""

import argparse
import gzip
import json
import random
import unicodedata
from pathlib import Path

from shipped import Model

HARD = [
    "", " ", "\u00a0\u2003\u3000", "[UNK] [CLS] [PAD]", "\ufeffstart", "soft\u00adhyphen zero\u200bwidth\u200djoiner", "İstanbul ΣΊΣΥΦΟΣ ẞ",
    "e\u0301 \u00e9 \u1e69 \u0073\u0323\u0307", "日本語のテキスト 𠀀𪜀 豈", "한국어 텍스트", "नमस्ते दुनिया", "مرحبا بالعالم", "👩‍👩‍👧‍👦 🇩🇪 👍🏽", "a" * 100, "a" * 101, "x" * 300,
    "tab\tnew\nline\rreturn\u2028line\u2029paragraph\u0085next\u001cseparator\u000bvertical\u000cform", "don't—stop…“quoted”", "$5 + 3 = 8 ^ ~ ` |",
    "nul\u0000byte \ufffd \ue000 private \U000f0000", "ﬁnance ﬂow ™ ② Ⅷ ½ µ μ Ω Å", "C₆H₁₂O₆ x² α-helix β₂", "\u0345 \u0301alone", "ǅ ŉ ǰ ΐ",
]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=Path("public/models/carrel-static-en"))
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    arguments.add_argument("--lines", type=int, default=4000)
    options = arguments.parse_args()
    chance = random.Random(1)
    texts = list(HARD)
    for name in ("openstax", "terms", "medquad"):
        path = options.data / f"{name}.jsonl.gz"
        if path.exists():
            with gzip.open(path, "rt", encoding="utf-8") as file:
                texts += [line[:2000] for line in file][:options.lines // 4]
    while len(texts) < options.lines:
        top = chance.choice((0x250, 0x3000, 0xFFFF, 0x1FFFF, 0x10FFFF))
        points = [chance.randrange(1, top) for _ in range(chance.randrange(1, 40))]
        texts.append("".join(c for c in map(chr, points) if unicodedata.category(c) not in ("Cn", "Cs")))
    model = Model.load(options.model)
    for text in texts:
        print(json.dumps([text, model.ids(text).tolist()]))


if __name__ == "__main__":
    main()
