"""Train the learned head and keep the best epoch's weights. See README.md for the command that made the shipped weights."""

import argparse
import json
import pickle
import random
import time
from pathlib import Path

import torch
from losses import AT, WEIGHTS, Labels, loss_of
from network import Network
from reports import Report, read
from tokenizers import Tokenizer
from torch import Tensor
from vary import Varier

from tacitus.extracting.windows import Window, cut, pieces_of

BUDGET, CONTEXT = 224, 24
BUDGETS = (160, 192, 224, 240)
"""Window sizes met in training; reading uses BUDGET."""


def windows_of(report: Report, tokenizer: Tokenizer, budget: int = BUDGET) -> list[Window]:
    """The windows of a report, as at reading time when the budget is BUDGET."""
    return list(cut(pieces_of(report.words, tokenizer), report.words.headline, budget, CONTEXT))


def columns_of(network: Network, batches: list[list[Window]], hide: float = 0.0) -> list[Tensor]:
    """For each report the network's columns at the first piece of each word, [words, columns]; `hide` masks pieces at random."""
    flat = [w for windows in batches for w in windows]
    size = max(len(w.ids) for w in flat)
    pad = lambda name: torch.tensor([getattr(w, name) + [0] * (size - len(w.ids)) for w in flat])  # noqa: E731
    ids = pad("ids")
    mask = torch.tensor([[k < len(w.ids) for k in range(size)] for w in flat])[:, None, None, :]
    if hide:
        ids = torch.where((torch.rand(ids.shape) < hide) & (ids > 999), 103, ids)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=network.training):
        out = network(ids, pad("shapes"), pad("eras"), pad("parts"), mask).float()
    result, at = [], 0
    for windows in batches:
        rows = [(word, i, j) for i, w in enumerate(windows, at) for j, word in enumerate(w.words) if word >= 0]
        rows.sort()
        result.append(out[[i for _, i, _ in rows], [j for *_, j in rows]])
        assert [word for word, *_ in rows] == list(range(len(rows)))
        at += len(windows)
    return result


def evaluate(network: Network, reports: list[Report], tokenizer: Tokenizer) -> dict[str, float]:
    """Figures on reports, by their gold triggers: see `counts` for what is right."""
    network.eval()
    total = {"loss": 0.0}
    with torch.no_grad():
        for report in reports:
            (columns,) = columns_of(network, [windows_of(report, tokenizer)])
            losses = loss_of(columns, report, Labels(report), network.sameness)
            total["loss"] += float(sum(WEIGHTS[k] * v for k, v in losses.items()))
            for k, v in losses.items():
                total["loss_" + k] = total.get("loss_" + k, 0) + float(v)
            for k, v in counts(columns, report).items():
                total[k] = total.get(k, 0) + v
    tp, pred, gold, hit, typed, stated = (total.pop(k) for k in ("tp", "pred", "gold", "hit", "typed", "stated"))
    p, r = tp / max(pred, 1), hit / max(gold, 1)
    size = len(reports)
    means = {k: v / size for k, v in total.items()}
    found = {"p": p, "r": r, "f1": 2 * p * r / max(p + r, 1e-9), "type": typed / max(hit, 1), "status": stated / max(hit, 1)}
    return {k: round(v, 3) for k, v in (means | found).items()}


def counts(columns: Tensor, report: Report) -> dict[str, int]:
    """Trigger figures: a marked word is right inside a trigger or in a sentence that retells an act of its type; an account is
    hit when a word of its trigger is marked; type and status count over hit accounts, at the trigger's surest word."""
    odds = columns[:, slice(*AT["type"])].softmax(-1)
    marked = odds[:, 0] < 0.5
    kind = odds[:, 1:].argmax(-1)
    inside = {k for t in report.tellings for k in t.trigger}
    retold = {(s, t.type) for t in report.tellings for s in t.again}
    found = [k for k in range(len(marked)) if marked[k]]
    out = {"pred": len(found), "tp": sum(k in inside or (report.sentence[k], int(kind[k])) in retold for k in found)}
    out |= {"gold": len(report.tellings), "hit": 0, "typed": 0, "stated": 0}
    for t in report.tellings:
        best = min(t.trigger, key=lambda k: float(odds[k, 0]))
        if marked[best]:
            out["hit"] += 1
            out["typed"] += int(kind[best]) == t.type
            out["stated"] += int(columns[best, slice(*AT["status"])].argmax()) == t.status
    return out


def batches(reports: list[Report], tokenizer: Tokenizer, varier: Varier, rng: random.Random, size: int):
    """Groups of varied reports with together about `size` windows; the window budget varies so that words meet many contexts."""
    order = list(reports)
    rng.shuffle(order)
    group: list[tuple[Report, list[Window]]] = []
    budget = rng.choice(BUDGETS)
    for report in order:
        varied = varier.vary(report)
        group.append((report, windows_of(varied, tokenizer, budget)))
        if sum(len(w) for _, w in group) >= size:
            yield group
            group, budget = [], rng.choice(BUDGETS)
    if group:
        yield group


def optimizer_of(network: Network, rate: float) -> torch.optim.Optimizer:
    """AdamW; the new layers learn five times as fast as MiniLM's."""
    old = [p for p in network.layers.parameters() if p.requires_grad]
    new = [*network.features.parameters(), *network.out.parameters(), network.sameness]
    return torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": rate * 5}], weight_decay=0.01)


def train(options: argparse.Namespace) -> None:
    """Train for the epochs asked for; the weights with the lowest loss on the held-out reports are written."""
    random.seed(options.seed), torch.manual_seed(options.seed), torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.minilm / "tokenizer.json"))
    tokenizer.no_truncation(), tokenizer.no_padding()
    if options.cache and options.cache.exists():
        reports = pickle.loads(options.cache.read_bytes())
    else:
        reports = read(options.texts)
        if options.cache:
            options.cache.write_bytes(pickle.dumps(reports))
    learn, held = [r for r in reports if not r.held_out], [r for r in reports if r.held_out]
    known = {p for p in tokenizer.get_vocab() if not p.startswith("##")}
    varier = Varier(learn, known, rng)
    labels = {r.id: Labels(r) for r in learn}
    network = Network()
    network.start(options.minilm / "model.safetensors")
    if options.start:
        network.load_state_dict(torch.load(options.start, weights_only=True))
    optimizer = optimizer_of(network, options.rate)
    steps = options.epochs * sum(1 for _ in batches(learn, tokenizer, varier, random.Random(0), options.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / 60, max(0.02, 1 - s / steps)))
    best = float("inf")
    for epoch in range(options.epochs):
        network.train()
        begun, sums = time.process_time(), {}
        for group in batches(learn, tokenizer, varier, rng, options.batch):
            columns = columns_of(network, [w for _, w in group], hide=0.04)
            loss = torch.zeros(())
            for (report, _), words in zip(group, columns, strict=True):
                for k, v in loss_of(words, report, labels[report.id], network.sameness).items():
                    loss = loss + WEIGHTS[k] * v
                    sums[k] = sums.get(k, 0) + float(v.detach())
            optimizer.zero_grad()
            (loss / len(group)).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
        figures = evaluate(network, [r for r in held if not r.id.startswith("w")], tokenizer)
        war = evaluate(network, [r for r in held if r.id.startswith("w")], tokenizer)
        spent, means = round(time.process_time() - begun), {k: round(v / len(learn), 3) for k, v in sums.items()}
        print(json.dumps({"epoch": epoch + 1, "cpu": spent, "train": means, "held_out": figures, "war": war}), flush=True)
        if figures["loss"] < best or options.last:
            best = figures["loss"]
            torch.save(network.state_dict(), options.out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="folder with reports.* and war/war.*")
    parser.add_argument("minilm", type=Path, help="folder with model.safetensors, config.json and tokenizer.json of MiniLM")
    parser.add_argument("out", type=Path, help="where the weights are written (torch)")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=10, help="windows a step")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--start", type=Path, help="go on from these weights")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--cache", type=Path, help="keep the parsed reports here")
    parser.add_argument("--last", action="store_true", help="write the last epoch, not the best")
    train(parser.parse_args())
