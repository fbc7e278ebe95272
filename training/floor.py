"""Finds the relevance floor: the cosine under which the nearest passage is more likely about something else."""

import numpy as np

from shipped import Model
from tokens import Tokens


def relevance_floor(tokens: Tokens, model: Model) -> tuple[float, str]:
    """Questions of held-back SQuAD articles: their own paragraph against the best paragraph of all other held-back articles. The floor is
    the cosine that tells the two apart with the fewest errors, both kinds counted alike."""
    where, what = tokens.asks["squad", "question"]
    held = np.flatnonzero(tokens.held[where])
    paragraphs = model.embed([tokens.block(b) for b in where[held]])
    owner = np.repeat(np.arange(len(held)), [len(what[i]) for i in held])
    questions = model.embed([tokens.sentence(q) for i in held for q in what[i]])
    scores = questions @ paragraphs.T
    own = scores[np.arange(len(owner)), owner]
    articles = tokens.document[where[held]]
    scores[articles[owner][:, None] == articles[None, :]] = -1
    other = scores.max(1)
    levels = np.sort(np.concatenate([own, other]))
    separation = [(own >= level).mean() - (other >= level).mean() for level in levels]
    floor = round(float(levels[int(np.argmax(separation))]), 3)
    return floor, (
        f"{len(owner)} questions of {len(set(articles))} SQuAD training articles held back from training: {100 * (own >= floor).mean():.0f} % "
        f"of the questions have their own paragraph at or above the floor, {100 * (other >= floor).mean():.0f} % have a paragraph of "
        f"another article there (best of about {len(held)}); the value with the fewest errors of both kinds together."
    )
