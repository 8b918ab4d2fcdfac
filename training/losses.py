"""What the network is asked to get right, summed over the windows of a few whole reports."""

import torch
from network import slices
from reports import ROLES, STATUSES, TYPES, Report
from torch import Tensor
from torch.nn import functional

WEIGHTS = {"type": 2.0, "status": 0.8, "first": 0.3, "told": 0.3, "told_status": 0.2, "role": 0.3, "same": 0.3}
AT = slices()


class Labels:
    """The labels of one report as tensors over its words and sentences."""

    def __init__(self, report: Report) -> None:
        n, m = len(report.content), len(report.words.sentences)
        self.type = torch.zeros(n, dtype=torch.long)
        self.status = torch.full((n,), -1, dtype=torch.long)
        self.weight = torch.ones(n)
        self.allowed = torch.zeros(n, 1 + len(TYPES), dtype=torch.bool)
        self.allowed[:, 0] = True
        self.first = torch.zeros(n)
        self.told, self.told_status = torch.zeros(m, len(TYPES)), torch.zeros(m, len(STATUSES))
        self.sentence = torch.tensor(report.sentence)
        self.role = torch.tensor([[mask >> b & 1 for b in range(len(ROLES))] for mask in report.roles], dtype=torch.float).reshape(
            n, len(ROLES)
        )
        for telling in sorted(report.tellings, key=lambda t: t.core):
            self._tell(telling, report)
        self.right = self._right()

    def _tell(self, telling, report: Report) -> None:
        for s in {report.sentence[telling.trigger[0]], *telling.again}:
            self.told[s, telling.type] = 1
            self.told_status[s, telling.status] = 1
        for k in telling.trigger:
            if k in telling.head:
                self.type[k], self.status[k], self.weight[k], self.first[k] = telling.type + 1, telling.status, 1.0, 1.0
            elif self.type[k] == 0:
                # other words of the trigger may or may not be marked
                self.allowed[k, telling.type + 1] = True
                self.first[k] = -1
        for k, s in enumerate(report.sentence):
            if s in telling.again and report.content[k]:
                self.allowed[k, telling.type + 1] = True

    def _right(self) -> Tensor:
        """For each word the set of answers that count as right: its type, or none-or-retold."""
        right = self.allowed.clone()
        marked = self.type > 0
        right[marked] = functional.one_hot(self.type[marked], 1 + len(TYPES)).bool()
        return right


def loss_of(words: Tensor, report: Report, labels: Labels, sameness: Tensor) -> dict[str, Tensor]:
    """Losses of one report; `words` are the network's columns at each word's first piece, [words, columns]."""
    col = {name: words[:, a:b] for name, (a, b) in AT.items()}
    log = col["type"].log_softmax(-1)
    right = labels.right
    each = -log.masked_fill(~right, -1e4).logsumexp(-1)
    marked = labels.type > 0
    losses = {"type": (each * torch.where(marked, 2.0, 1.0)).sum() / 100}
    if marked.any():
        losses["status"] = (
            functional.cross_entropy(col["status"][marked], labels.status[marked], reduction="sum", label_smoothing=0.05) / 20
        )
    sure = labels.first >= 0
    losses["first"] = functional.binary_cross_entropy_with_logits(col["first"][sure, 0], labels.first[sure], reduction="sum") / 50
    m = len(labels.told)
    count = torch.bincount(labels.sentence, minlength=m).clamp(min=1)[:, None]
    for name, gold in (("told", labels.told), ("told_status", labels.told_status)):
        mean = torch.zeros_like(gold).index_add(0, labels.sentence, col[name]) / count
        losses[name] = functional.binary_cross_entropy_with_logits(mean, gold, reduction="sum") / 20
    losses["role"] = functional.binary_cross_entropy_with_logits(col["role"], labels.role, reduction="sum") / 200
    losses["same"] = _same(col["same"], log.detach(), report, sameness)
    return losses


def _same(embedded: Tensor, log: Tensor, report: Report, sameness: Tensor) -> Tensor:
    """Odds that two tellings in the report are of one act: the first telling against retellings and against other acts.

    A retelling has no marked trigger: its vector is the mean over the sentence, weighted by the present odds of the type.
    """
    sentence = torch.tensor(report.sentence)
    heads = {k for t in report.tellings for k in t.head}
    free = torch.tensor([k not in heads for k in range(len(report.sentence))])
    vectors, owner, first = [], [], []
    for i, telling in enumerate(report.tellings):
        vectors.append(embedded[telling.head].mean(0))
        owner.append(i), first.append(True)
        for s in telling.again:
            here = (sentence == s) & free
            if here.any():
                vectors.append((log[here, telling.type + 1].softmax(0)[:, None] * embedded[here]).sum(0))
                owner.append(i), first.append(False)
    if len(vectors) < 2:
        return embedded.sum() * 0
    unit = functional.normalize(torch.stack(vectors), dim=-1)
    odds = sameness[0] * unit @ unit.T + sameness[1]
    own, lead = torch.tensor(owner), torch.tensor(first)
    kinds = torch.tensor([report.tellings[i].type for i in owner])
    same = own[:, None] == own[None, :]
    use = torch.triu(lead[:, None] | lead[None, :], 1)
    weight = torch.where(same, 2.0, torch.where(kinds[:, None] == kinds[None, :], 1.0, 0.1))
    each = functional.binary_cross_entropy_with_logits(odds, same.float(), reduction="none") * weight
    return each[use].sum() / use.sum() * min(len(vectors), 20) / 5
