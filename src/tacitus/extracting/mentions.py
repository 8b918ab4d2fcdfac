"""Mentions: where the noun phrase of a head begins and ends."""

from spacy.tokens import Span, Token

from tacitus.page import Mention


def entity_of(token: Token) -> Span | None:
    """The parser's entity that holds a token, found by walking from it (`Doc.ents` walks the whole text each time)."""
    if not token.ent_type_:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type)


def mention_of(head: Token) -> Mention:
    """The noun phrase of a head: from its left edge over its name to the end of its "of", "for", "in" phrases; no clauses, no asides."""
    entity = entity_of(head)
    if entity is not None and entity.label_ not in {"PERSON", "ORG", "GPE", "NORP"}:
        entity = None
    end = max(head.i + 1, entity.end if entity else 0)
    for child in sorted(head.rights, key=lambda token: token.i):
        if child.dep_ == "prep" and child.lower_ in {"of", "for", "in", "at", "from", "with", "to"} and child.i == end:
            end = phrase_end(child)
    start = min(head.left_edge.i, entity.start if entity else head.i)
    start = max(
        [
            start,
            *(
                t.i + 1
                for t in head.doc[start : head.i]
                if t.is_space or (t.is_punct and t.text not in {"-", "–", "'", "’", ".", "/", "&"})
            ),
        ]
    )
    if entity and entity.end - 1 > head.i and entity[-1].lower_ in {"’s", "'s"}:
        end -= 1
    while start < head.i and head.doc[start].tag_ in {"WP", "WDT", "WP$"}:
        start += 1
    if start < head.i and head.doc[start].dep_ in {"preconj", "cc", "mark", "advmod"} and head.doc[start].head == head:
        start += 1
    return Mention(start, end, head.i)


def phrase_end(prep: Token) -> int:
    """Where a prepositional phrase ends, clauses and asides left out."""
    edge = prep.right_edge.i + 1
    for token in prep.doc[prep.i : edge]:
        if (
            (token.is_punct and token.text not in {"-", "'", "’", "."})
            or token.dep_ in {"relcl", "acl", "appos"}
            or token.lower_ in {"who", "which"}
            or token.is_space
        ):
            return max(prep.i + 2, min(token.i, token.left_edge.i if token.dep_ in {"relcl", "acl", "appos"} else token.i))
    return edge


def aside_end(head: Token) -> int:
    """The end of the apposition that follows the head ("X, a spokesman for Y,"), else of the head."""
    ends = [head.i + 1]
    for child in head.rights:
        if child.dep_ == "appos":
            ends.append(child.right_edge.i + 1)
        if child.dep_ == "prep":
            ends.append(phrase_end(child))
    return min(max(ends), head.i + 25)
