"""Cleaning: what is shown is what is counted; a clean text comes through untouched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.reading.cleaning import clean, clean_line, unwrap


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers left.", "Soldiers left."),
        ("Cafe\u0301", "Café"),  # NFC
        ("a\r\nb\rc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x0bb\x0cc", "a\nb\nc"),
        ("bom\u00adbing", "bombing"),  # soft hyphen
        ("a\u200bb\u200cc\u200dd\u2060e\ufefff", "abcdef"),  # zero width
        ("\u202aleft\u202c \u2067right\u2069 \u061c", "left right"),  # bidi
        ("bell\x07 nul\x00 esc\x1b", "bell nul esc"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("40\u00a0people, 9\u202fmm, 3\u3000km", "40 people, 9 mm, 3 km"),
        ("a\tb", "a b"),
        ("a\n \t\u00a0\nb", "a\n\nb"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\n\n  a  \n\n", "a"),
        ("“It’s over” – he said — ‘now’…", "“It’s over” – he said — ‘now’…"),  # kept as shown
        ("two  spaces stay", "two  spaces stay"),
        ("one\nline break stays", "one\nline break stays"),
        ("", ""),
    ],
)
def test_text_is_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_a_line_has_no_breaks() -> None:
    assert clean_line(" Soldiers\n leave \u00a0 port\u200b ") == "Soldiers leave port"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "M"], include_characters=" \n")))
def test_nothing_visible_is_lost(text: str) -> None:
    assert "".join(clean(text).split()) == "".join(unicodedata.normalize("NFC", text).split())


@given(st.text())
def test_a_clean_text_holds_nothing_unseen(text: str) -> None:
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in clean(text))


WRAPPED = """\
Soldiers of the northern command pulled out of the river port on
Monday, and at least four people were killed when the last of them
fired on the ferry, the governor said.

Nobody else was hurt."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WRAPPED, WRAPPED.replace("on\nMonday", "on Monday").replace("them\nfired", "them fired")),
        ("Soldiers leave\nBy Ana Low\n" + WRAPPED, None),  # short lines keep their break
        ("- one item of a list that is quite as long as the width of this\n- another item of the list", None),
        ("First paragraph that runs over the whole width of the page, far beyond what any wrapping program sets.\n" * 2, None),
        ("short\nlines\nonly", None),
        (
            "Soldiers pulled out of the river port in the north and the south-\neast of the country.",
            "Soldiers pulled out of the river port in the north and the south-east of the country.",
        ),
    ],
)
def test_only_wrapped_lines_are_joined(text: str, expected: str | None) -> None:
    joined = unwrap(text)
    if expected is not None:
        assert joined == expected
    else:
        assert joined.split("\n")[0] == text.split("\n")[0]
        assert joined.startswith(text.split("\n")[0] + "\n") or "\n" not in text


@given(st.text(st.sampled_from("ab -\n.")))
def test_joining_changes_white_space_only(text: str) -> None:
    assert "".join(unwrap(text).split()) == "".join(text.split())
