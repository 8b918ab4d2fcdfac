"""The network: MiniLM with features added half way up, and one linear layer whose columns are the head's questions.

The word vectors and the lower layers stay as they came: 470 reports are too few to move them, and it halves the work.
"""

import math
from pathlib import Path

import torch
from reports import ROLES, STATUSES, TYPES
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from tacitus.extracting.windows import ERAS, PARTS, SHAPES

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
FROZEN = 3
EMBEDDING = 48
MINILM_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mixed": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
"""Our names of a layer's parts → those in MiniLM's file."""
COLUMNS = {
    "type": 1 + len(TYPES),  # softmax: no trigger, then TYPES
    "status": len(STATUSES),  # softmax, asked at trigger words
    "first": 1,  # sigmoid: the trigger of the telling that tells the act best
    "told": len(TYPES),  # mean over a sentence, sigmoid: the sentence tells an act of the type
    "told_status": len(STATUSES),  # mean over a sentence, sigmoid: … of the status
    "role": len(ROLES),  # sigmoid
    "same": EMBEDDING,  # unit vectors near each other for two tellings of one act
}
"""Columns of the output in order, with their widths."""


def slices() -> dict[str, tuple[int, int]]:
    """Start and end column of each question."""
    found, at = {}, 0
    for name, width in COLUMNS.items():
        found[name] = (at, at + width)
        at += width
    return found


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """[windows, pieces, WIDTH] → the same; `mask` is true where a piece may be looked at."""
        n, size, _ = x.shape
        q, k, v = (f(x).view(n, size, HEADS, WIDTH // HEADS).transpose(1, 2) for f in (self.query, self.key, self.value))
        if torch.onnx.is_in_onnx_export():
            seen = (q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)).softmax(-1) @ v
        else:
            seen = functional.scaled_dot_product_attention(q, k, v, mask)
        drop = self.training and self.query.weight.requires_grad
        x = self.norm1(x + functional.dropout(self.mixed(seen.transpose(1, 2).reshape(n, size, WIDTH)), 0.1, drop))
        return self.norm2(x + functional.dropout(self.down(functional.gelu(self.up(x))), 0.1, drop))


class Network(nn.Module):
    """Word pieces and features in, all columns out for every piece."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.features = nn.ModuleList(nn.Embedding(len(kind), WIDTH) for kind in (SHAPES, ERAS, PARTS))
        for embedding in self.features:
            nn.init.normal_(embedding.weight, std=0.05)
        self.out = nn.Linear(WIDTH, sum(COLUMNS.values()))
        # the scale and shift that turn a cosine into the log odds of "same act"
        self.sameness = nn.Parameter(torch.tensor([6.0, -2.0]))
        for module in (self.word, self.position, self.norm, *self.layers[:FROZEN]):
            module.requires_grad_(False)

    def start(self, file: Path) -> None:
        """Take MiniLM's weights from its model.safetensors."""
        given = load_file(file)
        self.word.weight.data = given["embeddings.word_embeddings.weight"]
        # all pieces are of BERT's segment 0: its vector is part of the position
        self.position.weight.data = given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            getattr(self.norm, part).data = given[f"embeddings.LayerNorm.{part}"]
            for i, layer in enumerate(self.layers):
                for ours, theirs in MINILM_NAMES.items():
                    getattr(getattr(layer, ours), part).data = given[f"encoder.layer.{i}.{theirs}.{part}"]

    def forward(self, ids: Tensor, shapes: Tensor, eras: Tensor, parts: Tensor, mask: Tensor | None = None) -> Tensor:
        """All columns for every piece, [windows, pieces, columns]; without a mask nothing is padding."""
        with torch.no_grad():
            x = self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device)))
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        for embedding, column in zip(self.features, (shapes, eras, parts), strict=True):
            x = x + embedding(column)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return self.out(functional.dropout(x, 0.1, self.training))
