"""Parsing: one document's text becomes tokens with tags, heads and candidate names."""

from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from tacitus.annotating.datelines import find_dateline
from tacitus.errors import SettingsError
from tacitus.model import Document

TITLES = {"Brig", "Capt", "Cmdr", "Col", "Cpl", "Gen", "Insp", "Lt", "Maj", "Pte", "Pvt", "Sgt", "Supt"}
"""Short titles whose full stop ends no sentence when a capital follows."""


@Language.component("paragraph_starts")
def _paragraph_starts(doc: Doc) -> Doc:
    """A sentence starts after each line break, nowhere inside the white space itself, and not after the full stop of a short title."""
    for before, token in pairwise(doc):
        if before.is_space and "\n" in before.text:
            token.is_sent_start = True
        elif token.is_space or (token.is_title and _is_title(before)):
            token.is_sent_start = False
    return doc


def _is_title(token: Token) -> bool:
    """Whether a token is, or ends, a short title ("Capt.", or "Capt" and ".")."""
    if token.text == ".":
        return token.i > 0 and not token.nbor(-1).whitespace_ and token.nbor(-1).text in TITLES
    return token.text.endswith(".") and token.text[:-1] in TITLES


def load_pipeline(name: str) -> Language:
    """The spaCy English pipeline called `name` (an installed package or a folder), made to end sentences at paragraph breaks.

    Raises `SettingsError` when it is not installed or lacks a parser, tagger or entity recogniser.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise SettingsError(f"setting 'model': no spaCy pipeline {name!r} is installed; install it or name another") from error
    missing = {"parser", "tagger", "ner", "lemmatizer"} - set(nlp.pipe_names)
    if missing:
        raise SettingsError(f"setting 'model': the pipeline {name!r} lacks {', '.join(sorted(missing))}")
    nlp.add_pipe("paragraph_starts", before="parser")
    nlp.max_length = 100_000_000
    return nlp


def parse(document: Document, nlp: Language) -> Doc:
    """`Document.full` parsed; token offsets count in `full`. A dateline is a sentence of its own."""
    doc = nlp.make_doc(document.full)
    dateline = find_dateline(document)
    start = next((t for t in doc if dateline is not None and t.idx >= dateline.end and not t.is_space), None)
    if start is not None:
        start.is_sent_start = True
    return nlp(doc)
