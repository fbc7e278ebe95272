"""Reads the training data and cuts it into what the model learns from: blocks of text, and queries that a block answers.

Nothing under data/eval is read here. One document in twenty-five is held back, whole, to choose settings and to stop in time.
"""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

FILES = ("squad-train-v1.1.json.gz", "openstax.jsonl.gz", "medquad.jsonl.gz", "terms.jsonl.gz", "office-support.jsonl.gz", "wordnet.jsonl.gz")

# The books whose own preface, in the copy we train on, says CC BY 4.0. The preface of the other nineteen says CC BY-NC-SA 4.0, which
# a model under CC BY-SA cannot be made from (--books all takes them in, to measure what they would give).
FREE_BOOKS = ("osbooks-introduction-anthropology", "osbooks-principles-economics-bundle")

HELD_BACK = 25  # one document in so many
WORDS_IN_BLOCK = 160
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[\"“(]?[A-Z0-9])")


@dataclass
class Block:
    """A stretch of one section, as long as a passage in the app."""
    source: str
    document: str
    held: bool
    sentences: list[str]
    queries: dict[str, list[str]] = field(default_factory=dict)  # kind of query → queries

    def ask(self, kind: str, query: str) -> None:
        if query and len(query) > 2:
            self.queries.setdefault(kind, []).append(query)


def digests(folder: Path) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


def is_held(source: str, document: str) -> bool:
    return int.from_bytes(hashlib.sha256(f"{source}/{document}".encode()).digest()[:4], "big") % HELD_BACK == 0


def lines(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def sentences(text: str) -> list[str]:
    return [part.strip() for part in SENTENCE_END.split(" ".join(text.split())) if part and part.strip()]


def blocks(source: str, document: str, paragraphs: list[str]):
    """Neighbouring paragraphs of one section, joined while they are short and cut while they are long."""
    current, size = [], 0
    for paragraph in paragraphs:
        for sentence in sentences(paragraph):
            length = len(sentence.split())
            if size and size + length > WORDS_IN_BLOCK:
                yield Block(source, document, is_held(source, document), current)
                current, size = [], 0
            current.append(sentence)
            size += length
        if size > WORDS_IN_BLOCK // 2:
            yield Block(source, document, is_held(source, document), current)
            current, size = [], 0
    if size > 12:
        yield Block(source, document, is_held(source, document), current)


def squad(folder: Path):
    data = json.load(gzip.open(folder / FILES[0], "rt", encoding="utf-8"))["data"]
    for article in data:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            block = Block("squad", title, is_held("squad", title), sentences(paragraph["context"]))
            for question in paragraph["qas"]:
                block.ask("question", question["question"].strip())
            block.ask("title", title)
            yield block


def openstax(folder: Path, every_book: bool):
    for module in lines(folder / FILES[1]):
        if not every_book and module["repo"] not in FREE_BOOKS:
            continue
        document = module["repo"] + "/" + module["mod"]
        found: list[Block] = []
        for section in module["sections"]:
            heads = section["head"]
            for block in blocks("openstax", document, section["paras"]):
                if heads:
                    block.ask("heading", heads[-1])
                    block.ask("heading", module["title"] + " " + heads[-1])
                else:
                    block.ask("heading", module["title"])
                found.append(block)
        held = is_held("openstax", document)
        lowered = [" ".join(block.sentences).lower() for block in found]
        for term, definition in module["terms"]:
            glossary = Block("glossary", document, held, [definition])
            glossary.ask("term", term)
            yield glossary
            # The paragraph that explains a term, found from a definition that need not share its words.
            for block, text in zip(found, lowered):
                if term.lower() in text:
                    block.ask("definition", definition)
                    break
        for question, answer in module["qa"]:
            if len(answer.split()) >= 5:
                solution = Block("exercise", document, held, sentences(answer))
                solution.ask("question", question)
                yield solution
        yield from found


def medquad(folder: Path):
    for row in lines(folder / FILES[2]):
        focus = row["focus"] or ""
        for index, block in enumerate(blocks("medquad", focus, [row["answer"]])):
            if index < 3:
                block.ask("question", row["question"])
            if index == 0:
                block.ask("title", focus)
            yield block


LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
NOISE = re.compile(r"<[^>]+>|&nbsp;|[*_`|\\]+|https?://\S+")
MARKER = re.compile(r"^\s*(?:[-+*•]|\d+[.)]|>|\(?[a-z]\))\s*")


def plain(line: str) -> str:
    return NOISE.sub(" ", LINK.sub(r"\1", line)).strip()


def sections(markdown: str):
    """(heading, paragraphs) of a Markdown text; both kinds of heading."""
    heading, paragraphs, previous = "", [], ""
    for line in markdown.split("\n"):
        stripped = line.strip()
        if stripped.startswith("#") or (re.fullmatch(r"=+|-{4,}", stripped) and previous):
            if re.fullmatch(r"[=-]+", stripped):
                fresh = paragraphs.pop() if paragraphs else ""
            else:
                fresh = plain(stripped.lstrip("#"))
            if paragraphs:
                yield heading, paragraphs
            heading, paragraphs = fresh, []
        elif stripped and not stripped.startswith("---"):
            text = plain(MARKER.sub("", line))
            bold = re.fullmatch(r"\s*\*\*(.{3,80}?)\*\*\s*", line)
            if bold:
                if paragraphs:
                    yield heading, paragraphs
                heading, paragraphs = plain(bold.group(1)), []
            elif text:
                paragraphs.append(text)
        previous = stripped
    if paragraphs:
        yield heading, paragraphs


ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|you|or|that|with|your)\b", re.IGNORECASE)


def is_english(text: str) -> bool:
    return len(ENGLISH.findall(text)) > 0.12 * len(text.split())


def terms(folder: Path):
    for row in lines(folder / FILES[3]):
        if not is_english(row["markdown"]):
            continue
        for heading, paragraphs in sections(row["markdown"]):
            for block in blocks("terms", row["service"], paragraphs):
                if 3 < len(heading) < 120:
                    block.ask("heading", heading)
                yield block


def office(folder: Path):
    for row in lines(folder / FILES[4]):
        title = row["title"] or ""
        description = Block("summary", row["path"], is_held("office", row["path"]), [row["description"] or title])
        description.ask("title", title)
        yield description
        for index, (heading, paragraphs) in enumerate(sections(row["markdown"])):
            for block in blocks("office", row["path"], paragraphs):
                block.held = description.held
                if index < 3:
                    block.ask("title", title)
                    block.ask("title", row["description"] or "")
                if heading:
                    block.ask("heading", title + " " + heading)
                yield block


def wordnet(folder: Path):
    rows = list(lines(folder / FILES[5]))
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        definition = row["definition"][0]
        held = is_held("wordnet", row["id"])
        block = Block("wordnet", row["id"], held, [definition])
        for member in row["members"]:
            block.ask("term", member.replace("_", " "))
        for example in row.get("example", []):
            if isinstance(example, str):
                block.ask("example", example)
        yield block
        # A word, found from another word for the same thing.
        others = [member.replace("_", " ") for member in row["members"]]
        parents = [by_id[id] for id in row.get("hypernym", []) + row.get("similar", []) if id in by_id][:2]
        kin = [member.replace("_", " ") for parent in parents for member in parent["members"][:2]]
        if len(others) > 1:
            same = Block("synonym", row["id"], held, [others[0]])
            for other in others[1:]:
                same.ask("term", other)
            yield same
        if kin:
            broader = Block("broader", row["id"], held, [", ".join(kin)])
            broader.ask("term", others[0])
            yield broader


def read(folder: Path, every_book: bool = False) -> list[Block]:
    found: list[Block] = []
    for reader in (squad(folder), openstax(folder, every_book), medquad(folder), terms(folder), office(folder), wordnet(folder)):
        found.extend(reader)
    # Terms of service are copied from each other: an exact twin would be a wrong "wrong answer".
    seen, unique = set(), []
    for block in found:
        key = (block.source, " ".join(block.sentences))
        if key not in seen:
            seen.add(key)
            unique.append(block)
    return unique
