"""The learned head: for each word the odds that it names an act, and of which type, status and role.

A guest (architecture, decision 7): it votes, the rules decide. Weights are read from a folder and checked against their hash;
without onnxruntime and tokenizers there is no head and the rules work alone. How it was made stands in `data/head/card.md`.
"""

import json
import logging
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tacitus.errors import InputError
from tacitus.extracting.windows import Words, cut, pieces_of
from tacitus.page import Page

Odds = NDArray[np.float32]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class HeadReading:
    """What the head says of one page; rows are tokens or sentences of the page, columns are the codes beside them.

    All values are probabilities in [0, 1], apart from `vectors`. Tokens without word pieces (white space) have zeros.

    - `trigger` [tokens, types]: the token is a trigger word of the type; one minus the row's sum is "no trigger".
    - `first` [tokens]: … and of the telling that tells its act best, not of a retelling.
    - `status` [tokens, statuses]: of the act, if the token is a trigger word; rows sum to 1.
    - `role` [tokens, roles]: the token is in the words of such a role of some act.
    - `told` [sentences, types], `told_status` [sentences, statuses]: the sentence tells an act of the type, of the status.
    - `vectors` [tokens, 48]: unit length; see `same`.
    """

    types: tuple[str, ...]
    statuses: tuple[str, ...]
    roles: tuple[str, ...]
    trigger: Odds
    first: Odds
    status: Odds
    role: Odds
    told: Odds
    told_status: Odds
    vectors: Odds
    sameness: tuple[float, float]

    def types_of(self, token: int) -> dict[str, float]:
        """Type → odds that the token is a trigger word of it."""
        return dict(zip(self.types, self.trigger[token].tolist(), strict=True))

    def statuses_of(self, token: int) -> dict[str, float]:
        """Status → odds, if the token is a trigger word."""
        return dict(zip(self.statuses, self.status[token].tolist(), strict=True))

    def roles_of(self, token: int) -> dict[str, float]:
        """Role (`initiator`, `target`, `victim_group`, `place`, `date`, `toll`) → odds that the token is in such words."""
        return dict(zip(self.roles, self.role[token].tolist(), strict=True))

    def told_in(self, sentence: int) -> dict[str, float]:
        """Type → odds that the sentence tells an act of it."""
        return dict(zip(self.types, self.told[sentence].tolist(), strict=True))

    def first_at(self, token: int) -> float:
        """The odds that the token is a trigger of the telling that tells its act best."""
        return float(self.first[token])

    def same(self, one: int, other: int) -> float:
        """The odds that two trigger words tell the same act."""
        scale, shift = self.sameness
        return float(_sigmoid(np.float32(scale * float(self.vectors[one] @ self.vectors[other]) + shift)))


class Head:
    """A loaded head. Each window is run alone on one thread, so a page's reading depends on nothing but the page."""

    def __init__(self, session: Any, tokenizer: Any, labels: dict[str, Any]) -> None:
        self._session, self._tokenizer, self._labels = session, tokenizer, labels

    @property
    def stamp(self) -> str:
        """The hash of the weights, for the coder's stamp."""
        return f"sha256:{self._labels['model_sha256']}"

    @property
    def threshold(self) -> float:
        """The odds of "some trigger" at which the head alone, merging by `same`, codes the held-out reports best (account+type F1)."""
        return float(self._labels["threshold"])

    @classmethod
    def load(cls, folder: Path | None = None) -> "Head | None":
        """The head in the folder (the shipped one by default); None, with a message in the log, without onnxruntime and tokenizers.

        Raises `InputError` when files are missing or the weights are not those that `labels.json` names.
        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            _log.warning("the learned head needs %s; install tacitus[head] or set head = false; going on with rules alone", error.name)
            return None
        folder = folder or Path(str(files("tacitus.data").joinpath("head")))
        try:
            labels = json.loads((folder / "labels.json").read_text("utf-8"))
            weights = (folder / "model.onnx").read_bytes()
            tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise InputError(f"cannot read the learned head in {folder}: {error}; reinstall tacitus or set head = false") from error
        if sha256(weights).hexdigest() != labels["model_sha256"]:
            raise InputError(f"{folder / 'model.onnx'} is not the model labels.json names; reinstall tacitus or set head = false")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return cls(onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"]), tokenizer, labels)

    def read(self, page: Page) -> HeadReading:
        """What the head says of the page; headline words are those of sentences that begin inside the title."""
        tokens = [[t for t in s if not t.is_space] for s in page.sentences]
        title = len(page.document.title or "")
        words = Words(
            sentences=tuple(tuple(t.text for t in s) for s in tokens),
            headline=sum(s.start_char < title for s in page.sentences),
            published=page.document.published,
        )
        columns = np.zeros((len(page.parse), self._width), dtype=np.float32)
        index = [t.i for s in tokens for t in s]
        answered = np.zeros(len(page.parse), dtype=bool)
        for word, row in self._answers(words):
            columns[index[word]] = row
            answered[index[word]] = True
        return self._reading(columns, answered, np.asarray(page.sentence_of, dtype=np.int64), len(page.sentences))

    @property
    def _width(self) -> int:
        return max(int(end) for _, end in self._labels["columns"].values())

    def _answers(self, words: Words) -> "list[tuple[int, Odds]]":
        if not any(words.sentences):
            return []
        found: list[tuple[int, Odds]] = []
        pieces = pieces_of(words, self._tokenizer)
        for window in cut(pieces, words.headline, self._labels["budget"], self._labels["context"]):
            given = {"ids": window.ids, "shapes": window.shapes, "eras": window.eras, "parts": window.parts}
            (out,) = self._session.run(None, {k: np.asarray(v, dtype=np.int64) for k, v in given.items()})
            found += [(word, out[i]) for i, word in enumerate(window.words) if word >= 0]
        return found

    def _reading(self, columns: Odds, answered: NDArray[np.bool_], sentence_of: NDArray[np.int64], sentences: int) -> HeadReading:
        col = {name: columns[:, start:end] for name, (start, end) in self._labels["columns"].items()}
        per_sentence = np.zeros((sentences, columns.shape[1]), dtype=np.float32)
        np.add.at(per_sentence, sentence_of[answered], columns[answered])
        count = np.bincount(sentence_of[answered], minlength=sentences).astype(np.float32)
        told = _sigmoid(per_sentence / np.maximum(count, 1)[:, None]) * (count > 0)[:, None]
        seen = answered[:, None].astype(np.float32)
        start, end = self._labels["columns"]["told"]
        first, last = self._labels["columns"]["told_status"]
        length = np.linalg.norm(col["same"], axis=1, keepdims=True)
        return HeadReading(
            types=tuple(self._labels["types"]),
            statuses=tuple(self._labels["statuses"]),
            roles=tuple(self._labels["roles"]),
            trigger=_softmax(col["type"])[:, 1:] * seen,
            first=_sigmoid(col["first"])[:, 0] * seen[:, 0],
            status=_softmax(col["status"]) * seen,
            role=_sigmoid(col["role"]) * seen,
            told=told[:, start:end],
            told_status=told[:, first:last],
            vectors=col["same"] / np.maximum(length, 1e-9),
            sameness=(float(self._labels["sameness"]["scale"]), float(self._labels["sameness"]["shift"])),
        )


def _sigmoid(x: Any) -> Any:
    return np.float32(1) / (np.float32(1) + np.exp(-x))


def _softmax(x: Odds) -> Odds:
    raised: Odds = np.exp(x - x.max(axis=1, keepdims=True))
    odds: Odds = raised / raised.sum(axis=1, keepdims=True)
    return odds
