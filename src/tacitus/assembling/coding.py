"""Coding: everything one page says, in the printed form."""

from tacitus.assembling.accounts import assemble
from tacitus.assembling.control import control_changed, control_told, unique
from tacitus.assembling.judging import Judge
from tacitus.assembling.retelling import group
from tacitus.assembling.telling import Resolvers, tell
from tacitus.model import CoderStamp, Coding, DocumentInfo
from tacitus.page import Page


def code_page(page: Page, resolvers: Resolvers, judge: Judge, stamp: CoderStamp) -> Coding:
    """The accounts, control, statements and problems of a page whose marks are all found; each kind in text order."""
    told = tell(page, resolvers)
    acts = [act for act in group(page, told, judge) if max(map(judge.act_odds, act)) >= judge.floor]
    accounts = tuple(assemble(page, act, judge) for act in acts)
    return Coding(
        document=DocumentInfo.of(page.document),
        accounts=accounts,
        control=unique([*control_told(page, resolvers), *control_changed(accounts)]),
        problems=tuple(dict.fromkeys(p for t in told for p in t.problems)),
        coder=stamp,
    )
