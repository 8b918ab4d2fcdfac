"""Coding: everything one page says, in the printed form."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tacitus.assembling.accounts import assemble
from tacitus.assembling.retelling import group
from tacitus.assembling.telling import Resolvers, Telling, tell
from tacitus.model import CoderStamp, Coding, DocumentInfo
from tacitus.page import Page


def code_page(page: Page, resolvers: Resolvers, stamp: CoderStamp) -> Coding:
    """The accounts, control, statements and problems of a page whose marks are all found."""
    told = tell(page, resolvers)
    acts = group(page, told)
    return Coding(
        document=DocumentInfo.of(page.document),
        accounts=tuple(assemble(page, act) for act in acts),
        problems=tuple(dict.fromkeys(p for t in told for p in t.problems)),
        coder=stamp,
    )
