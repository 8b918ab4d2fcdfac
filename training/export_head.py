"""Export trained weights to what the package ships: model.onnx (int8, per channel), tokenizer.json and labels.json."""

import argparse
import json
import tempfile
from hashlib import sha256
from pathlib import Path

import onnx
import torch
from network import Network, slices
from onnxruntime.quantization import QuantType, quantize_dynamic
from reports import ROLES, STATUSES, TYPES
from tokenizers import Tokenizer
from torch import nn
from train_head import BUDGET, CONTEXT


class OneWindow(nn.Module):
    """The network for one window without padding: 1-d inputs [pieces], output [pieces, columns]."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor, shapes: torch.Tensor, eras: torch.Tensor, parts: torch.Tensor) -> torch.Tensor:
        """All columns of one window."""
        return self.network(ids[None], shapes[None], eras[None], parts[None])[0]


def export(options: argparse.Namespace) -> None:
    """Write the folder; the threshold and the figures come from `measure_head.py`."""
    network = Network()
    network.load_state_dict(torch.load(options.weights, weights_only=True))
    network.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    example = tuple(torch.ones(17, dtype=torch.long) for _ in range(4))
    names = ["ids", "shapes", "eras", "parts"]
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        axes = {name: {0: "pieces"} for name in [*names, "columns"]}
        torch.onnx.export(
            OneWindow(network),
            example,
            full,
            input_names=names,
            output_names=["columns"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, options.out / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(options.out / "model.onnx")
    model.producer_name, model.producer_version, model.doc_string = "", "", ""
    onnx.save(model, options.out / "model.onnx")
    tokenizer = Tokenizer.from_file(str(options.minilm / "tokenizer.json"))
    tokenizer.no_truncation(), tokenizer.no_padding()
    tokenizer.save(str(options.out / "tokenizer.json"), pretty=False)
    scale, shift = (round(float(v), 4) for v in network.sameness.detach())
    labels = {
        "types": TYPES,
        "statuses": STATUSES,
        "roles": ROLES,
        "columns": slices(),
        "budget": BUDGET,
        "context": CONTEXT,
        "sameness": {"scale": scale, "shift": shift},
        "threshold": options.threshold,
        "model_sha256": sha256((options.out / "model.onnx").read_bytes()).hexdigest(),
    }
    (options.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="what train_head.py wrote")
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path, help="the folder to fill, src/tacitus/data/head")
    parser.add_argument("--threshold", type=float, default=0.5, help="what measure_head.py found best on the held-out reports")
    export(parser.parse_args())
