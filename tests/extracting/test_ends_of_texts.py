import pytest

from tacitus.model import Document


@pytest.mark.parametrize(
    "text",
    [
        "the seven men whom they killed",
        "Same number wounded",
        "Exceeds 20 dead",
        "20 dead",
        "Speaking",
        "a charge",
        "killed another",
        "Some",
        "One",
    ],
)
def test_words_that_look_beside_them_may_stand_at_the_end_of_a_text(text, coder):
    document = Document(text=text)
    assert coder.code(document).document.id == document.id  # no rule may look beyond it and fail
