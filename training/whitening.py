"""Makes the directions of a trained table more alike in strength ("whitening", by half measures; Mu and Viswanath, 2018, take the strongest
directions out altogether): what most pieces have in common tells texts apart least."""

import numpy as np

from shipped import normalised

# How much of the difference in variance is evened out: 0 none, 1 all. And how much of the difference in the lengths of the rows.
DIRECTIONS, LENGTHS = 0.3, 0.1


def whitened(rows: np.ndarray) -> np.ndarray:
    """Turned to the principal axes, strongest first, so that leading dimensions are the best prefix."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    directions = normalised(rows)
    variances, axes = np.linalg.eigh(directions.T @ directions)
    variances, axes = variances[::-1], axes[:, ::-1]
    turned = normalised(rows @ axes * (variances / variances.mean()) ** (-DIRECTIONS / 2))
    return (turned * lengths * (np.maximum(lengths, 1e-6) / lengths.mean()) ** -LENGTHS).astype(np.float32)
