import pytest

from tacitus.fusing.kin import Kin, kin_of
from tacitus.knowledge.actors import ActorList

VALE = Kin({"first brigade": "vale army", "vale army": "vale state", "vale state": "vale army"})


@pytest.mark.parametrize(
    ("name", "root"),
    [("First Brigade", "vale state"), ("the Vale Army", "vale state"), ("Hill Front", "hill front")],
)
def test_the_root_is_the_outermost_body(name, root):
    assert VALE.root(name) == root


@pytest.mark.parametrize(
    ("speaker", "country"),
    [
        ("French foreign ministry", "FR"),
        ("a spokesman for the White House", "US"),
        ("the Kremlin", "RU"),
        ("U.S. officials", "US"),
        ("General Odo Marev", None),
        ("the defence ministry", None),
        ("residents", None),
    ],
)
def test_a_speaker_is_of_the_state_its_name_tells(speaker, country):
    assert kin_of(ActorList.load()).home(speaker) == country
