"""Texts: plain text and Markdown."""

import re
from collections.abc import Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tacitus.reading.cleaning import clean, unwrap

LONGEST_HEADLINE = 160
_BLOCK_BREAK = "\n\n"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_FRONT_KEYS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "publisher": "publisher",
    "url": "url",
    "id": "id",
    "lang": "language",
}


def plain_row(text: str) -> Mapping[str, object]:
    """A plain text: hard-wrapped lines are joined; a first paragraph that is a headline becomes the title.

    It is one when it is a single line of at most 160 characters that ends neither like a sentence nor like a label, is no
    byline and has text under it. Title, empty line and text give back the same characters.
    """
    text = unwrap(clean(text))
    head, _, rest = text.partition(_BLOCK_BREAK)
    return {"title": head, "text": rest} if rest and _is_headline(head) else {"text": text}


def _is_headline(line: str) -> bool:
    return "\n" not in line and len(line) <= LONGEST_HEADLINE and line[-1] not in ".:;,!…" and not re.match(r"by\s", line, re.IGNORECASE)


def markdown_row(text: str) -> Mapping[str, object]:
    """A Markdown text without its marks: paragraphs and list items stand apart, links keep their words, pictures and code
    blocks go. A heading at the head is the title; front matter may give title, date, publisher and url."""
    text = clean(text)
    front = _FRONT_MATTER.match(text)
    row: dict[str, object] = {}
    for line in front[1].split("\n") if front else ():
        key, _, value = line.partition(":")
        if name := _FRONT_KEYS.get(key.strip().casefold()):
            row[name] = value.strip().strip("\"'")
    tokens = MarkdownIt().parse(text[front.end() :] if front else text)
    blocks = [block for token in tokens if token.type == "inline" and (block := _inline(token))]
    if blocks and tokens[0].type == "heading_open" and "title" not in row:
        row["title"] = blocks.pop(0)
    return {**row, "text": _BLOCK_BREAK.join(blocks)}


def _inline(token: Token) -> str:
    """The words of one paragraph, heading or list item."""
    kinds = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": "\n"}
    return "".join(kinds[child.type] or child.content for child in token.children or () if child.type in kinds).strip()
