"""The shipped actor lists: every file loads, ids and parents hold together, years and countries are possible, names are told apart."""

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import combinations

import pycountry
import pytest

from tacitus.knowledge.actorfiles import read_toml, shipped
from tacitus.knowledge.actors import ActorList, normalised
from tacitus.knowledge.groups import Group

FILES = dict(shipped())
ARMED = [name for name in FILES if name not in {"states.toml", "global.toml"}]
FORMER = {"SU"}
"""Codes that ISO 3166-3 keeps for states that are no more."""
CODES = {country.alpha_2 for country in pycountry.countries} | {"XK"} | FORMER

FIRST_YEAR, LAST_YEAR = 1900, 2026
OLD = {
    "us-kkk", "org-icrc", "org-turkish-red-crescent", "org-caritas", "media-reuters", "media-ap", "media-guardian", "media-times",
    "media-nyt", "media-wapo", "media-wsj",
}  # fmt: skip
"""Bodies founded before 1900."""

SHARED = {
    # bare, in a report about Pakistan that does not name Afghanistan, the Pakistani Taliban are meant
    ("taliban", "af-taliban", "pk-ttp"),
    ("taliban fighters", "af-taliban", "pk-ttp"),
    ("taliban insurgents", "af-taliban", "pk-ttp"),
    ("rwandan armed forces", "rw-far", "rw-military"),  # the army of before July 1994, and in small letters any Rwandan army
}
"""Names that two groups of one country bear at the same time: normalised name and both ids."""


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def test_every_file_holds_entries_and_loads(actors: ActorList) -> None:
    # the loader refuses unknown kinds and keys, and an id that stands twice
    read = {name: read_toml(name, content) for name, content in FILES.items()}
    assert all(groups or states for groups, states in read.values())
    assert sum(len(groups) for groups, _ in read.values()) == len(actors.groups)
    assert sum(len(states) for _, states in read.values()) == len(actors.states)


def test_there_are_320_armed_and_political_groups_besides_the_forces_of_states() -> None:
    assert sum(len(read_toml(name, FILES[name])[0]) for name in ARMED) >= 320


def test_ids_are_lower_case_words_with_hyphens(actors: ActorList) -> None:
    assert [group.id for group in actors.groups if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", group.id)] == []


def test_parents_and_forebears_exist_and_are_others(actors: ActorList) -> None:
    ids = {group.id for group in actors.groups}
    wrong = [(group.id, other) for group in actors.groups for other in (group.parent, group.split_from) if other and other not in ids]
    assert wrong == []
    assert [group.id for group in actors.groups if group.id in {group.parent, group.split_from}] == []


def test_no_group_is_its_own_ancestor(actors: ActorList) -> None:
    parent = {group.id: group.parent for group in actors.groups}
    circular = []
    for start in parent:
        seen, at = set[str](), parent[start]
        while at and at not in seen:
            seen.add(at)
            at = parent.get(at)
        if start in seen:
            circular.append(start)
    assert circular == []


def test_years_are_possible(actors: ActorList) -> None:
    wrong = [
        (group.id, day)
        for group in actors.groups
        for day in (group.since, group.until)
        if day and not (FIRST_YEAR <= day.year <= LAST_YEAR) and group.id not in OLD
    ]
    assert wrong == []
    assert [group.id for group in actors.groups if group.since and group.until and group.since > group.until] == []


def test_the_list_of_old_bodies_has_no_other(actors: ActorList) -> None:
    assert {group.id for group in actors.groups if group.since and group.since.year < FIRST_YEAR} == OLD


def test_a_body_does_not_end_before_the_one_it_belongs_to_begins(actors: ActorList) -> None:
    by_id = {group.id: group for group in actors.groups}
    pairs = [(group, by_id[group.parent]) for group in actors.groups if group.parent]
    assert [child.id for child, parent in pairs if child.until and parent.since and child.until < parent.since] == []


def test_countries_have_codes_and_include_the_group_s_own(actors: ActorList) -> None:
    assert {code for group in actors.groups for code in _lands(group)} - CODES == set()
    assert [group.id for group in actors.groups if group.countries and group.country and group.country not in group.countries] == []


def test_names_have_letters(actors: ActorList) -> None:
    assert [group.id for group in actors.groups for name in (group.name, *group.aliases) if not normalised(name)] == []


def test_a_name_is_shared_in_one_country_only_by_groups_of_different_times(actors: ActorList) -> None:
    assert set(_clashes(actors)) == SHARED


def test_states_stand_once_with_a_code_a_capital_or_seat_and_leaders_in_order(actors: ActorList) -> None:
    assert [code for code, count in Counter(state.country for state in actors.states).items() if count > 1] == []
    assert {state.country for state in actors.states} <= CODES
    assert [state.country for state in actors.states if not (state.capital or state.seats or state.country in FORMER)] == []
    assert [
        (state.country, leader.name) for state in actors.states for leader in state.leaders if _is_backward(leader.since, leader.until)
    ] == []


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("UNITA", date(1999, 1, 1), "ao-unita"),
        ("UNITA", date(2017, 1, 1), "ao-unita-party"),
        ("FMLN", date(1985, 1, 1), "sv-fmln"),
        ("FMLN", date(2014, 1, 1), "sv-fmln-party"),
        ("CNDD-FDD", date(2002, 1, 1), "bi-cndd-fdd"),
        ("CNDD-FDD", date(2015, 1, 1), "bi-cndd-fdd-party"),
        ("Rwandan Armed Forces", date(1993, 1, 1), "rw-far"),
        ("Rwandan Armed Forces", date(2022, 1, 1), "rw-military"),
    ],
)
def test_the_day_decides_who_bears_a_shared_name(actors: ActorList, name: str, day: date, expected: str) -> None:
    assert actors.named(name, day)[0].id == expected


def _clashes(actors: ActorList) -> list[tuple[str, str, str]]:
    bearers: dict[str, dict[str, Group]] = defaultdict(dict)
    for group in actors.groups:
        for name in (group.name, *group.aliases):
            bearers[normalised(name)][group.id] = group
    pairs = [(name, a, b) for name, groups in bearers.items() for a, b in combinations([groups[key] for key in sorted(groups)], 2)]
    return [(name, a.id, b.id) for name, a, b in pairs if _meet(a, b)]


def _meet(a: Group, b: Group) -> bool:
    """Whether both act in one country, or one anywhere, on the same day."""
    together = not _lands(a) or not _lands(b) or bool(_lands(a) & _lands(b))
    return together and max(a.since or date.min, b.since or date.min) <= min(a.until or date.max, b.until or date.max)


def _lands(group: Group) -> set[str]:
    return {code for code in (group.country, *group.countries) if code}


def _is_backward(since: date | None, until: date | None) -> bool:
    return since is not None and until is not None and since > until
