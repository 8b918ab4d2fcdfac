"""Names: text → the names in it, each "full:kind" or "full:kind:id"."""

from itertools import pairwise
from typing import NamedTuple

import pytest
from spacy.language import Language

from tacitus.annotating.names import find_names
from tacitus.annotating.parse import parse
from tacitus.knowledge.actors import ActorList
from tacitus.model import Document
from tacitus.page import Name, Page


class Town(NamedTuple):
    """A place listed in a gazetteer."""

    is_own: bool = False


class Towns:
    """A gazetteer of a few towns."""

    places = frozenset(
        {"Aleppo", "Idlib", "Lastiv", "Front", "Lashkar Gah", "Khan Younis", "Khan Sheikhoun", "Sheikh Lorend", "Oskra", "In Hestrel"}
    )

    def named(self, name: str) -> tuple[Town, ...]:
        return (Town(),) if name in self.places else (Town(is_own=True),) if name == "Sorin" else ()


@pytest.fixture(scope="module")
def actors() -> ActorList:
    return ActorList.load()


def names(text: str, nlp: Language, actors: ActorList) -> dict[str, Name]:
    document = Document(text=text)
    page = Page(document, parse(document, nlp))
    found = find_names(page, Towns(), actors)
    assert all(a.end <= b.start for a, b in pairwise(found)), "names overlap"
    return {page.parse[name.start : name.end].text: name for name in found}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Fighters of Hayat Tahrir al-Sham entered Aleppo.", "Hayat Tahrir al-Sham", "Hayat Tahrir al-Sham:actor"),
        ("The shooting stopped when Sorin fell silent.", "Sorin", "Sorin:place"),
        ("Fighters of Hayat Tahrir al-Sham entered Aleppo.", "Aleppo", "Aleppo:place"),
        ("President Bashar al-Assad spoke in Damascus.", "Bashar al-Assad", "Bashar al-Assad:person"),
        ("President Bashar al-Assad spoke in Damascus.", "Damascus", "Damascus:place"),
        ("Syrian warplanes bombed Idlib.", "Syrian", "Syrian:demonym"),
        ("Ruvania said that Ruvanian mechanised infantry had seized Lastiv.", "Ruvanian", "Ruvanian:demonym"),
        ("Ruvania said that Ruvanian mechanised infantry had seized Lastiv.", "Ruvania", "Ruvania:place"),
        ("The Kessit Relief Agency said the road was cut.", "Kessit Relief Agency", "Kessit Relief Agency:organisation"),
        ("The Northern Front (NF) withdrew. On Monday the NF returned.", "NF", "Northern Front:actor"),
        ("The Northern Front withdrew. On Monday the Front returned to Lastiv.", "Front", "Northern Front:actor"),
        ("Fighters of the Black Reed Brigade crossed the river.", "Black Reed Brigade", "Black Reed Brigade:actor"),
        ("The Movement for the Forest took two villages.", "Movement for the Forest", "Movement for the Forest:actor"),
        ("Colonel Irena Voss told reporters. Later Voss left.", "Voss", "Irena Voss:person"),
        ("Rebels took Goma on Monday.", "Goma", "Goma:place"),
        ("Fighting raged in Lashkar Gah on Friday.", "Lashkar Gah", "Lashkar Gah:place"),
        ("Fighting raged in Deir Ezzor and Khan Younis.", "Khan Younis", "Khan Younis:place"),
        ("Shelling of Khan Sheikhoun killed nine.", "Khan Sheikhoun", "Khan Sheikhoun:place"),
        ("Gunmen attacked checkpoints in Sheikh Lorend on Friday.", "Sheikh Lorend", "Sheikh Lorend:place"),
        ("Troops withdrew from Khan Younis on Sunday.", "Khan Younis", "Khan Younis:place"),
        ("Gunmen seized Oskra on Sunday.", "Oskra", "Oskra:place"),
        ("Fighting broke out in northern Oskra on Sunday.", "Oskra", "Oskra:place"),
        ("Miners were killed at Jebel Torrin on Sunday.", "Jebel Torrin", "Jebel Torrin:place"),
        ("Gunmen seized Anton Brenn on Sunday.", "Anton Brenn", "Anton Brenn:person"),
        ("Rebels attacked the Mabrouk oil field on Sunday.", "Mabrouk", "Mabrouk:place"),
        # told to be a place by the words around
        ("Nine men were shot in a part of Hestrel, a municipality in the south.", "Hestrel", "Hestrel:place"),
        ("Dorvan Kest, some 40 km from Aleppo, fell on Sunday.", "Dorvan Kest", "Dorvan Kest:place"),
        ("Anton Brenn, a village elder, was shot on Sunday.", "Anton Brenn", "Anton Brenn:person"),
        ("Rebels seized the Torvale army base on Sunday.", "Torvale", "Torvale:place"),
        ("Gunners shelled Hestrel airport on Sunday.", "Hestrel", "Hestrel:place"),
        ("Troops took the district of Sheikh Dorvan on Sunday.", "Sheikh Dorvan", "Sheikh Dorvan:place"),
        ("Nine men were shot at Sidi Dorvan on Sunday.", "Sidi Dorvan", "Sidi Dorvan:place"),
        ("Gunmen seized workers at the In Hestrel gas field on Sunday.", "In Hestrel", "In Hestrel:place"),
        ("Pirates seized a ship in the Gulf of Hestrel on Sunday.", "Gulf of Hestrel", "Gulf of Hestrel:place"),
        ("The news agency HSA reported the raid.", "HSA", "HSA:organisation"),
        ("Imran Khan spoke in Islamabad.", "Imran Khan", "Imran Khan:person"),
        ("He confided in Anton Brenn on Friday.", "Anton Brenn", "Anton Brenn:person"),
        ("Police took Jonas Goma on Monday. Goma was unhurt.", "Goma", "Jonas Goma:person"),
        ("General Osman Halvek resigned on Friday.", "Osman Halvek", "Osman Halvek:person"),
        ("The Zintala Herald reported the shooting.", "Zintala Herald", "Zintala Herald:outlet"),
        ("Three members of Wathrik were arrested by the police.", "Wathrik", "Wathrik:actor"),
        ("Soldiers crossed the Tivra River near Pereshk.", "Tivra River", "Tivra River:place"),
        ("Jund al-Wadi claimed the raid.", "Jund al-Wadi", "Jund al-Wadi:actor"),
        ("Israeli Prime Minister Benjamin Netanyahu met officials.", "Israeli", "Israeli:demonym"),
        ("Shells hit the towns of Skelvor and Drumash on Friday.", "Drumash", "Drumash:place"),
        ("Rebels seized the villages of Skelvor, Drumash and Ostrel Kun.", "Ostrel Kun", "Ostrel Kun:place"),
        ("Fighting was reported in Skelvor and Drumash on Friday.", "Drumash", "Drumash:place"),
        ("Ten people were killed in Skelvor, Anton Brenn said.", "Anton Brenn", "Anton Brenn:person"),
        (
            "The Ruvanian Foreign Ministry rejected the claim, and Ruvania closed the border.",
            "Ruvanian Foreign Ministry",
            "Ruvanian Foreign Ministry:organisation",
        ),
    ],
)
def test_names_are_spelt_out_and_sorted(nlp: Language, actors: ActorList, text: str, words: str, expected: str) -> None:
    found = names(text, nlp, actors)
    assert words in found, f"found {sorted(found)}"
    assert f"{found[words].full}:{found[words].kind}" == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen shot three villagers dead.", "Gunmen"),
        ("Rebels left the town on Thursday.", "Thursday"),
        ("Pro-Ruvanian rebels left the town.", "Pro"),
        ("The council met. The Council, in its statement, was silent.", "Council"),
    ],
)
def test_common_nouns_and_dates_are_no_names(nlp: Language, actors: ActorList, text: str, word: str) -> None:
    assert word not in names(text, nlp, actors)


def test_a_listed_leader_carries_the_id_of_the_government(nlp: Language, actors: ActorList) -> None:
    assert names("Vladimir Putin ordered the attack.", nlp, actors)["Vladimir Putin"].actor_id == "ru-government"
