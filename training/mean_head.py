"""The weighted mean of several trained networks: as good as the best on what each knows, and steadier between them.

    python training/mean_head.py mean.pt first.pt:0.2 second.pt:0.8

Only networks that started from the same weights and seed can be averaged (Wortsman et al. 2022, "Model soups"). Shares must add up to 1.
"""

import argparse
from pathlib import Path

import torch


def mean(parts: list[tuple[Path, float]]) -> dict[str, torch.Tensor]:
    """Name of a weight → its mean; every network must have the same weights."""
    states = [(torch.load(file, weights_only=True), share) for file, share in parts]
    return {name: sum(share * state[name].float() for state, share in states) for name in states[0][0]}


def part(told: str) -> tuple[Path, float]:
    """ "FILE:SHARE"."""
    file, _, share = told.rpartition(":")
    return Path(file), float(share)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="where the mean is written (torch)")
    parser.add_argument("parts", type=part, nargs="+", metavar="FILE:SHARE")
    options = parser.parse_args()
    if abs(sum(share for _, share in options.parts) - 1) > 1e-6:
        parser.error(f"shares add up to {sum(share for _, share in options.parts):g}, not to 1")
    torch.save(mean(options.parts), options.out)
