"""The training loop: InfoNCE over in-batch negatives, at several prefix lengths at once, from a given start."""

import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from batches import Batches
from heldback import HeldBack
from tokens import Tokens


FIRST, SECOND = 0.9, 0.99  # how much of the past the two moments keep


@dataclass
class Settings:
    steps: int = 1000
    batch: int = 1024  # pairs of one kind
    mixed: int = 1  # kinds of pairs in a batch
    rate: float = 3e-3
    weight_rate: float = 5e-3  # of the per-token weights
    temperature: float = 0.05
    dropout: float = 0.3  # share of a text's pieces left out; a third of it for queries
    grouped: float = 0.5  # share of batches made of whole documents
    swapped: float = 0.2  # share of a query's words swapped for a synonym, where there is one
    bared: float = 0.0  # share of texts that lose the words of their query
    prefixes: tuple[int, ...] = (64, 128, 256, 512)  # taken in turn, one a step
    prefix_share: float = 0.25  # of the loss
    check_every: int = 200
    seed: int = 1


def pooled(table: torch.Tensor, places: np.ndarray, lengths: list[int]) -> torch.Tensor:
    offsets = torch.from_numpy(np.cumsum([0] + lengths[:-1]))
    return F.embedding_bag(torch.from_numpy(places), table, offsets, mode="sum")


def loss_of(queries: torch.Tensor, texts: torch.Tensor, prefix: int, settings: Settings) -> torch.Tensor:
    """For the whole vectors and for one prefix of them."""
    target = torch.arange(len(queries))
    total = 0.0
    for size, share in ((prefix, settings.prefix_share), (queries.shape[1], 1 - settings.prefix_share)):
        scores = F.normalize(queries[:, :size]) @ F.normalize(texts[:, :size]).T / settings.temperature
        total = total + share * (F.cross_entropy(scores, target) + 0.3 * F.cross_entropy(scores.T, target))
    return total


class Rows:
    """Adam that touches only the rows of the batch, with one second moment per row: a piece that is seldom seen moves seldom, and stays
    near its start. (Ordinary Adam moves it ten times as far each time it is seen, and costs three times as much.)"""

    def __init__(self, values: np.ndarray, rate: float):
        self.values = torch.tensor(values, dtype=torch.float32)
        self.rate = rate
        self.first = torch.zeros_like(self.values)
        self.second = torch.zeros(len(values), 1)
        self.seen = torch.zeros(len(values), 1)

    def take(self, which: torch.Tensor) -> torch.Tensor:
        return self.values[which].requires_grad_()

    def move(self, which: torch.Tensor, gradient: torch.Tensor, scale: float) -> None:
        seen = self.seen[which] + 1
        first = self.first[which].mul_(FIRST).add_(gradient, alpha=1 - FIRST)
        second = self.second[which].mul_(SECOND).add_(gradient.pow(2).mean(1, keepdim=True), alpha=1 - SECOND)
        self.seen[which], self.first[which], self.second[which] = seen, first, second
        size = (second / (1 - SECOND ** seen)).sqrt().add_(1e-9)
        self.values[which] -= self.rate * scale * first / (1 - FIRST ** seen) / size


def train(tokens: Tokens, start: np.ndarray, settings: Settings, held: HeldBack, log=print) -> np.ndarray:
    """Returns the best table by the held-back documents (mean of dense and hybrid nDCG@10)."""
    torch.manual_seed(settings.seed)
    norms = np.maximum(np.linalg.norm(start, axis=1, keepdims=True), 1e-4)
    directions = Rows(start / norms, settings.rate)
    weights = Rows(np.log(norms / norms.mean()), settings.weight_rate)
    source = Batches(
        tokens, settings.seed, settings.batch, settings.mixed, settings.dropout, settings.grouped, settings.swapped, settings.bared,
    )
    best, best_score, began, recent = start, 0.0, time.time(), []
    average, averaged = torch.zeros_like(directions.values), 0
    for step in range(settings.steps):
        asked, texts = source.draw()
        used, places = np.unique(np.concatenate(asked + texts), return_inverse=True)
        which = torch.from_numpy(used.astype(np.int64))
        border = sum(map(len, asked))
        direction, weight = directions.take(which), weights.take(which)
        table = direction * weight.exp() * (which != 0).float()[:, None]
        prefix = settings.prefixes[step % len(settings.prefixes)]
        queries = pooled(table, places[:border], [len(t) for t in asked])
        answers = pooled(table, places[border:], [len(t) for t in texts])
        loss = loss_of(queries, answers, prefix, settings)
        loss.backward()
        scale = min(1, (step + 1) / 50) * (0.05 + 0.95 * 0.5 * (1 + np.cos(np.pi * step / settings.steps)))
        directions.move(which, direction.grad, scale)
        weights.move(which, weight.grad, scale)
        recent.append(loss.item())
        if step % settings.check_every > settings.check_every - 50 and step % 5 == 0:
            average += directions.values * weights.values.exp()
            averaged += 1
        if (step + 1) % settings.check_every == 0:
            rows = (average / averaged).numpy().copy()
            rows[0] = 0
            average.zero_()
            averaged = 0
            found = held.measure(rows)
            score = (found["dense"] + found["hybrid"]) / 2
            gains = f"dense {found['dense']:.4f} hybrid {found['hybrid']:.4f}"
            log(f"run {settings.seed} step {step + 1} loss {np.mean(recent):.3f} {gains} {time.time() - began:.0f} s", flush=True)
            recent.clear()
            if score > best_score:
                best, best_score = rows, score
    return best
