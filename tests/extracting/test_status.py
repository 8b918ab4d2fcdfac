"""Status: what the grammar says of the acts of a sentence, written `type status`."""

import pytest
from one_page import page_of

from tacitus.extracting.causes import long_past
from tacitus.extracting.status import reality
from tacitus.extracting.triggers import find_triggers


def gap(text, expected, reason):
    return pytest.param(text, expected, marks=pytest.mark.xfail(reason=reason))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army attacked the base.", "clash happened"),
        ("The army did not attack the base.", "clash negated"),
        ("The army never attacked the base.", "clash negated"),
        ("No shelling was heard on Monday.", "shelling negated"),
        ("There were no clashes on Monday.", "clash negated"),
        ("The army has not withdrawn its troops from the town.", "withdrawal negated"),
        ("The army will attack the base.", "clash planned"),
        ("The army plans to attack the base.", "clash planned"),
        ("A convoy is planned following the fall of Corvana.", "capture happened"),
        ("The council plans an inquiry after the capture of Corvana.", "capture happened"),
        ("The army is preparing to attack the base.", "clash planned"),
        ("The army prepared for a ground offensive.", "clash planned"),
        ("The general ordered an attack on the base.", "clash planned"),
        ("The army would attack the base on Friday.", "clash planned"),
        ("The planned offensive was put off.", "clash planned"),
        ("The looming battle worries the mayor.", "clash planned"),
        ("Talks scheduled for Friday were put off.", "talks planned"),
        ("The offensive planned for May never came.", "clash planned"),
        ("The attack foiled by the police was the third.", "attack failed; interception happened"),
        ("A prisoner exchange announced on Monday was hailed.", "release happened"),
        ("The rebels vowed to attack the base.", "threat happened; clash threatened"),
        ("He repeated a threat to shell the town.", "shelling threatened"),
        ("The army may attack the base.", "clash hypothetical"),
        ("The army would force thousands to flee.", "displacement planned; displacement planned"),
        ("The army has forced thousands to flee.", "displacement happened; displacement happened"),
        ("The army could attack the base.", "clash hypothetical"),
        ("The army should attack the base.", "clash hypothetical"),
        ("Rebels might capture the town.", "capture hypothetical"),
        ("If rebels attacked the base, it would fall.", "clash hypothetical"),
        ("Residents fear an attack on the town.", "attack hypothetical"),
        ("Fears of clashes grew in the city.", "clash hypothetical"),
        ("The risk of shelling is high.", "shelling hypothetical"),
        ("Leaders called for a ceasefire.", "agreement hypothetical"),
        ("They demanded the release of the prisoners.", "release hypothetical"),
        ("A possible attack is being studied.", "attack hypothetical"),
        ("Police asked whether rebels attacked the base.", "clash hypothetical"),
        ("The rebels tried to capture the town.", "capture failed"),
        ("The rebels failed to capture the town.", "capture failed"),
        ("An attempt to bomb the bridge came to nothing.", "bombing failed"),
        ("The police foiled an attack on the base.", "interception happened; clash failed"),
        ("The failed coup left three dead.", "coup failed"),
        ("A botched kidnapping led to the arrest of two men.", "abduction failed; arrest happened"),
        ("The rebels managed to capture the town.", "capture happened"),
        ("The army began shelling the town.", "shelling happened"),
        ("The army continued to bomb the town.", "airstrike happened"),
        ("The army has attacked the base.", "clash happened"),
        ("The base was attacked by rebels.", "clash happened"),
        ("The army attacked to stop the shelling.", "attack happened; shelling hypothetical"),
        ("The previous attack killed nine.", "attack historical"),
        ("A similar attack killed nine.", "attack historical"),
        ("The army halted its offensive.", "clash hypothetical"),
        ("The rebels threatened to bomb the bridge.", "threat happened; airstrike threatened"),
        ("The rebels warned of attacks on the port.", "threat happened; attack threatened"),
        ("The rebels no longer besiege the town.", "siege negated"),
        ("No troops attacked the base.", "clash negated"),
        ("The convoy left without an attack on it.", "attack negated"),
        ("The army is going to attack the base.", "clash planned"),
        ("The group warned that it would bomb the bridge.", "bombing threatened"),
        ("The fighters are to leave the town by Sunday.", "withdrawal planned"),
        ("Talks were to begin in Osthaven on Thursday.", "talks planned"),
        ("The council demanded that sanctions be imposed on the generals.", "sanction hypothetical; sanction hypothetical"),
        ("The government is willing to withdraw its troops from the town.", "withdrawal planned"),
        ("The convoy was halted by a second blast.", "bombing happened"),
        ("He was sentenced to ten years for murder.", "arrest happened; attack historical"),
        ("Two generals were acquitted on three counts of torture.", "attack historical"),
        ("The council backed a deal to free the hostages.", "release hypothetical"),
        ("The captives are expected to be freed on Sunday.", "release planned"),
        ("The recruits were training for an attack on the base.", "clash planned"),
        gap("Did the army attack the base?", "clash hypothetical", "questions are not told from statements"),
    ],
)
def test_grammar_tells_what_was_done(text, expected, coder):
    page = page_of(text, coder)
    assert "; ".join(f"{t.type} {reality(page.parse[t.head])}" for t in find_triggers(page)) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The town was shelled ten years after the massacre.", "massacre", True),
        ("People met three months after the bombing of the port.", "bombing", True),
        ("The town was shelled hours after the massacre.", "massacre", False),
        ("The town was shelled after the massacre.", "massacre", False),
        ("The blast came three years after a fire killed nine people.", "killed", True),
        ("Ten years after the massacre, the town was shelled.", "shelled", False),
    ],
)
def test_words_lay_years_between(text, word, expected, coder):
    page = page_of(text, coder)
    assert long_past(next(t for t in page.parse if t.text == word)) is expected
