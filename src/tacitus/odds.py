"""Odds: probabilities as log-odds, and sums of weighted signs, for the small linear models of the coder."""

import math
from collections.abc import Mapping

Weights = Mapping[str, float]
"""Name of a sign → its weight."""
Signs = dict[str, float]
"""Name of a sign → its strength."""


def weigh(weights: Weights, signs: Mapping[str, float]) -> float:
    """The sum of signs × weights; a sign without a weight counts nothing."""
    return sum(weights[name] * value for name, value in signs.items() if name in weights)


def logistic(x: float) -> float:
    """Log-odds → probability."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def logit(p: float) -> float:
    """Probability → log-odds, cut off at a thousand to one."""
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))
