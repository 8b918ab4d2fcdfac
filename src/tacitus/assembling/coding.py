"""Coding: everything one page says, in the printed form."""

from collections.abc import Iterator, Sequence

from tacitus.assembling.accounts import assemble
from tacitus.assembling.claims import hear
from tacitus.assembling.control import control_changed, control_told, unique
from tacitus.assembling.judging import Judge
from tacitus.assembling.parts import without_parts
from tacitus.assembling.resolvers import Resolvers
from tacitus.assembling.retelling import group
from tacitus.assembling.statements import statements
from tacitus.assembling.telling import Telling, tell
from tacitus.assembling.tolls import resettle
from tacitus.model import Account, CoderStamp, Coding, DocumentInfo
from tacitus.page import Page


def code_page(page: Page, resolvers: Resolvers, judge: Judge, stamp: CoderStamp) -> Coding:
    """The accounts, control, statements and problems of a page whose marks are all found; each kind in text order."""
    told = tell(page, resolvers)
    acts = resettle(page, sure(group(page, told, judge), judge))
    said = hear(page, acts, judge)
    assembled = [(act, assemble(page, act, judge, said)) for act in acts]
    accounts = tuple(_parts(assembled))
    past = {t.draft.head for act, account in assembled if account.status == "historical" for t in act}
    return Coding(
        document=DocumentInfo.of(page.document),
        accounts=accounts,
        control=unique([*control_told(page, resolvers, past), *control_changed(accounts)]),
        statements=tuple(statements(page, resolvers)),
        problems=tuple(dict.fromkeys(p for t in told for p in t.problems)),
        coder=stamp,
    )


def sure(acts: Sequence[Sequence[Telling]], judge: Judge) -> list[Sequence[Telling]]:
    """The acts of which a telling reaches the judge's floor, but for parts of others; of several towns under one verb all, where one is
    sure: what is said of them is said in one breath."""
    above = [max(map(judge.act_odds, act)) >= judge.floor for act in acts]
    shared = {t.draft.head for act, kept in zip(acts, above, strict=True) if kept for t in act if t.draft.share}
    return without_parts(
        [act for act, kept in zip(acts, above, strict=True) if kept or any(t.draft.share and t.draft.head in shared for t in act)]
    )


def _parts(assembled: Sequence[tuple[Sequence[Telling], Account]]) -> Iterator[Account]:
    """The accounts, those of single towns pointing at the account that holds the toll told for all (codebook 5, where, rule 2)."""
    wholes = {t.draft.head: account for act, account in assembled for t in act if t.draft.share == "whole"}
    for act, account in assembled:
        whole = next((wholes[t.draft.head] for t in act if t.draft.share == "part" and t.draft.head in wholes), None)
        yield account.model_copy(update={"part_of": whole.id}) if whole is not None and whole is not account else account
