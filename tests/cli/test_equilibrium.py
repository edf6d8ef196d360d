"""Both questions of the opening month, recomputed from what `steppe equilibrium --json` prints: roots and optima."""

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import BASE, ROOT, Steppe
from scipy.optimize import brentq, minimize
from scipy.special import expit, logit

#: Of what the engine prints, in G or as probabilities.
CLOSE = 1e-9
#: Scenario, and what is said besides.
GAMES = [
    (BASE, ()),
    (BASE, ("--arm", "with_accords")),
    (BASE, ("--set", "hedger.KAZ.precision=20", "--set", "principal.USA.stake=1.02")),
    (BASE, ("--set", "principal.USA.budget=0.29", "--set", "principal.RUS.budget=0.1")),
    (BASE, ("--set", "principal.CHN.delivery=0.3", "--set", "principal.USA.perceived_delivery=0.7")),
    (ROOT / "scenarios" / "cookbook" / "turkiye-and-eu.toml", ()),
    (ROOT / "scenarios" / "cookbook" / "two-hedgers.toml", ("--hedger", "UZB")),
    (ROOT / "scenarios" / "rivals" / "R6-backlash.toml", ()),
]


@pytest.fixture(params=GAMES, ids=lambda case: "-".join([case[0].stem, *case[1]]).replace("--", ""))
def game(request: pytest.FixtureRequest, steppe: Steppe) -> dict:
    file, words = request.param
    return read_game(steppe, file, *words)


def read_game(steppe: Steppe, file: Path, *words: str) -> dict:
    result = steppe("equilibrium", file, *words, "--json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


class Bidder:
    """A principal before the course, given the others' offers."""

    def __init__(self, game: dict, place: int) -> None:
        own, course = game["principals"][place], game["course"]
        self.rate = game["lambda"] * exchange(game, own)
        self.cap = own["q"] * own["purse"]
        value = own["eagerness"] * np.array(own["course"]["V"])
        self.value = value - value[0]  # counted from holding course
        others = sum(
            exchange(game, other) * np.array(other["course"]["effective_offer"])
            for other in game["principals"]
            if other is not own
        )
        self.log_weight = np.log(course["p0"]) + game["lambda"] * (np.array(course["u0"]) + others)

    def choice(self, offer: np.ndarray) -> np.ndarray:
        """Probabilities of the courses at its offers."""
        odds = self.log_weight + self.rate * offer
        weight = np.exp(odds - odds.max())
        return weight / weight.sum()

    def profit(self, offer: np.ndarray) -> float:
        """Expected, at its offers."""
        return float(self.choice(offer) @ (self.value - offer))

    def menu(self, reservation: float) -> np.ndarray:
        """Its offers, from its reservation."""
        return np.clip(self.value - reservation, 0, self.cap)

    def excess(self, reservation: float) -> float:
        """Of a reservation over what the first-order condition asks for."""
        return reservation - self.profit(self.menu(reservation)) - 1 / self.rate

    def descent(self, offer: np.ndarray) -> tuple[float, np.ndarray]:
        """What to minimise, with its gradient."""
        choice, profit = self.choice(offer), self.profit(offer)
        return -profit, choice - self.rate * choice * (self.value - offer - profit)


def exchange(game: dict, principal: dict) -> float:
    """What an effective offer is worth to the hedger, per unit of what it costs."""
    return game["money_weight"] * principal["p_offer"] / principal["q"]


def harm(principal: dict, value: float | np.ndarray) -> float | np.ndarray:
    loss = (-np.asarray(value) - principal["threat_threshold"]) / principal["threat_softness"]
    return principal["threat_capacity"] * expit(loss)


def test_the_engine_says_that_it_is_at_rest(game: dict) -> None:
    assert game["course"]["residual"] <= 1e-13
    assert game["course"]["second_start_difference"] <= 1e-10
    assert abs(game["accord"]["residual"]) <= 1e-11


def test_the_choice_of_a_course_follows_from_the_offers(game: dict) -> None:
    course = game["course"]
    felt = sum(exchange(game, own) * np.array(own["course"]["effective_offer"]) for own in game["principals"])
    weight = np.array(course["p0"]) * np.exp(game["lambda"] * (np.array(course["u0"]) + felt))
    np.testing.assert_allclose(course["P"], weight / weight.sum(), rtol=0, atol=CLOSE)
    for own in game["principals"]:
        np.testing.assert_allclose(
            own["q"] * np.array(own["course"]["offer"]), own["course"]["effective_offer"], rtol=0, atol=CLOSE
        )


def test_every_menu_solves_its_first_order_condition(game: dict) -> None:
    for place, own in enumerate(game["principals"]):
        bidder = Bidder(game, place)
        low, high = bidder.value.min() - 1, bidder.value.max() + 2 / bidder.rate + 1
        reservation = brentq(bidder.excess, low, high, xtol=1e-14, rtol=1e-14)
        assert own["course"]["k"] == pytest.approx(reservation, abs=CLOSE), own["id"]
        np.testing.assert_allclose(own["course"]["effective_offer"], bidder.menu(reservation), rtol=0, atol=CLOSE)


def test_no_other_menu_pays_more(game: dict) -> None:
    generator = np.random.default_rng(1)
    for place, own in enumerate(game["principals"]):
        bidder = Bidder(game, place)
        posted = np.array(own["course"]["effective_offer"])
        profit = bidder.profit(posted)
        for _ in range(5):
            start = bidder.cap * generator.random(len(posted))
            found = minimize(
                bidder.descent,
                start,
                jac=True,
                method="L-BFGS-B",
                bounds=[(0, bidder.cap)] * len(start),
                options={"ftol": 1e-15, "gtol": 1e-12},
            )
            assert -found.fun <= profit + CLOSE, own["id"]
        assert -found.fun == pytest.approx(profit, abs=1e-6)


def test_threats_and_postures_on_the_course(game: dict) -> None:
    for place, own in enumerate(game["principals"]):
        threat = harm(own, own["course"]["V"])
        np.testing.assert_allclose(own["course"]["threat"], threat, rtol=0, atol=CLOSE)
        bidder = Bidder(game, place)
        profit = bidder.value - np.array(own["course"]["effective_offer"])
        calm = np.array(game["course"]["P"])
        cowed = calm * np.exp(-game["lambda"] * game["money_weight"] * own["p_resolve"] * threat)
        cowed /= cowed.sum()
        backing_down = own["audience_cost"] * threat / own["threat_capacity"] if own["threat_capacity"] else 0.0
        cost = own["resolve"] * own["kappa"] * threat + (1 - own["resolve"]) * backing_down
        worth = cowed @ (profit - cost) - calm @ profit
        assert own["course"]["posture"] == pytest.approx(
            expit(logit(own["threat_rate"]) + game["lambda_P"] * worth), abs=CLOSE
        )


def accord_offers(game: dict, own: dict, odds: float) -> tuple[float, float]:
    """For change and for keeping, when the log odds of change are `odds`."""
    unit = 1 / (game["lambda"] * exchange(game, own))
    accord = own["accord"]
    gain = accord["V_change"] - accord["V_keep"]
    change = min(accord["cap_change"], max(0.0, gain - unit * (1 + np.exp(odds))))
    keep = min(accord["cap_keep"], max(0.0, -gain - unit * (1 + np.exp(-odds))))
    return change, keep


def test_the_accord_question_has_the_answer_that_is_printed(game: dict) -> None:
    accord = game["accord"]
    without_offers = logit(accord["p0"]) + game["lambda"] * (accord["delta_u"] + accord["card"])
    assert accord["log_odds_without_offers"] == pytest.approx(without_offers, abs=CLOSE)

    def excess(odds: float) -> float:
        pull = 0.0
        for own in game["principals"]:
            change, keep = accord_offers(game, own, odds)
            pull += exchange(game, own) * (change - keep)
        return without_offers + game["lambda"] * pull - odds

    odds = brentq(excess, -80, 80, xtol=1e-13, rtol=1e-14)
    assert accord["x"] == pytest.approx(odds, abs=CLOSE)
    assert accord["change_probability"] == pytest.approx(expit(odds), abs=CLOSE)
    for own in game["principals"]:
        change, keep = accord_offers(game, own, odds)
        assert own["accord"]["effective_offer_change"] == pytest.approx(change, abs=CLOSE), own["id"]
        assert own["accord"]["effective_offer_keep"] == pytest.approx(keep, abs=CLOSE), own["id"]


def test_no_other_bid_on_the_accord_pays_more(game: dict) -> None:
    """Each power's profit over a grid of its own bid, others' bids as printed."""
    for own in game["principals"]:
        accord = own["accord"]
        gain = accord["V_change"] - accord["V_keep"]
        pull = game["lambda"] * exchange(game, own)
        posted = accord["effective_offer_change"] - accord["effective_offer_keep"]
        for_change = gain > 0
        bids = np.linspace(0, accord["cap_change" if for_change else "cap_keep"], 4001)

        def profit(bid, pull=pull, posted=posted, for_change=for_change, gain=gain):  # noqa: ANN001, ANN202
            odds = game["accord"]["x"] + pull * ((bid if for_change else -bid) - posted)
            return expit(odds if for_change else -odds) * (abs(gain) - bid)

        assert profit(bids).max() <= profit(abs(posted)) + CLOSE, own["id"]


def test_what_the_course_leaves_is_what_the_accord_may_take(game: dict) -> None:
    if game["hedger"] != "KAZ":
        pytest.skip("another hedger's course takes from the purse too")
    for own in game["principals"]:
        outlay = np.array(game["course"]["P"]) @ np.array(own["course"]["effective_offer"])
        assert own["accord"]["cap_keep"] == pytest.approx(own["q"] * max(0.0, own["purse"] - outlay), abs=CLOSE)


def test_threats_on_the_accord(game: dict) -> None:
    for own in game["principals"]:
        for answer in ("keep", "change"):
            threat = harm(own, own["accord"][f"V_{answer}"])
            assert own["accord"][f"threat_{answer}"] == pytest.approx(float(threat), abs=CLOSE)


def test_who_gains_puts_the_accord_on_the_agenda(game: dict) -> None:
    accord = game["accord"]
    silent = (1 - accord["agenda_rate"]) * (1 - accord["summit_agenda"])
    for own in game["principals"]:
        bids = own["accord"]
        profit = bids["V_change"] - bids["V_keep"] - bids["effective_offer_change"]
        gain = accord["change_probability"] * max(0.0, profit)
        silent *= 1 - accord["raise_rate"] * gain / (gain + accord["raise_half"])
    assert accord["agenda"] == pytest.approx(1 - silent, abs=CLOSE)
    assert accord["summit_agenda"] > 0


def test_a_closed_accord_is_asked_by_nobody(steppe: Steppe) -> None:
    game = read_game(steppe, BASE, "--arm", "without_accords")
    assert game["accord"]["agenda"] == game["accord"]["change_probability"] == game["accord"]["card"] == 0
    assert all(own["phi"] == own["accord"]["effective_offer_change"] == 0 for own in game["principals"])
