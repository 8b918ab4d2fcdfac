"""Dating: whether the time words of a telling are surely those of its act."""

from spacy.tokens import Token

from tacitus import lexicon
from tacitus.page import ActDraft, Page
from tacitus.timex import TimeOfDay


def is_loosely_dated(page: Page, draft: ActDraft) -> bool:
    """Whether the time words of a telling may be of something else in its clause.

    So for one act told by a noun without a toll, where the date stands neither with the noun nor with the verb whose object it is ("the
    toll of the bombing rose on Saturday", "the trial for the massacre opened on Tuesday"), or is a bare time of day.
    """
    head = page.parse[draft.head]
    if not draft.times or draft.tolls or head.pos_ not in {"NOUN", "PROPN"} or head.tag_ == "NNS":
        return False
    mark = draft.times[0]
    root = page.parse[mark.start : mark.end].root
    hour = isinstance(mark.expression, TimeOfDay) and mark.expression.day is None
    return hour or not (root.i == head.i or head.is_ancestor(root) or (head.dep_ == "dobj" and head.head == _verb_over(root)))


def _verb_over(token: Token) -> Token:
    """The verb a word hangs on, directly or through words that are none; else the last of these."""
    above = token.head
    while above.head.i != above.i and above.pos_ not in {"VERB", "AUX"}:
        above = above.head
    return above


def is_found(page: Page, draft: ActDraft) -> bool:
    """Whether an act is told by the finding of its dead: "the bodies were found", "were found shot dead"."""
    head = page.parse[draft.head]
    near = (head, head.head) if head.dep_ == "xcomp" else (head,)
    return not lexicon.words("harm", "finding.verbs").isdisjoint(t.lemma_.lower() for t in near)
