"""Odds: weighted signs, and probabilities as log-odds."""

import pytest

from tacitus.odds import logistic, logit, weigh


def test_a_sign_without_a_weight_counts_nothing():
    assert weigh({"a": 2.0}, {"a": 1.0, "b": 5.0}) == 2.0


def test_odds_stay_finite():
    assert 0 < logistic(-1e9) < logistic(0) == 0.5 < logistic(1e9) < 1
    assert -7 < logit(0.0) < 0 < logit(1.0) < 7


@pytest.mark.parametrize("p", [0.01, 0.5, 0.93])
def test_there_and_back(p):
    assert logistic(logit(p)) == pytest.approx(p)
