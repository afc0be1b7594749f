"""When occasions come, and whether a rule is kept (chapter Conduct)."""

import math
from typing import NamedTuple

from .chance import EVENT, OPPORTUNITY, WORD, held, nearest
from .population import BANDS, Person, Society
from .scenario import Section

CONDUCTS = ["bills", "court-debt", "charity", "volunteering", "recycling", "crossing", "driving",
            "travel", "appointment", "taxes", "speaking", "late-gaming", "loan"]
CONTEXTS = ["money", "money", "civic", "civic", "civic", "road", "road", "transport", "health",
            "money", "speech", "leisure", "money"]
GATES = ["flight", "rail", "school", "job", "hospital", "internet", "fare", "venue", "loan"]
GATE_CONTEXTS = ["transport", "transport", "education", "work", "health", "communication",
                 "transport", "leisure", "money"]
VISITS = ["flight", "rail", "school", "hospital", "venue", "meeting"]
LOAN, LOAN_KIND = 12, 18
BILLS, COURT_DEBT = 0, 1
# Reasons for a restriction without a conduct, numbered after the conducts.
(OVER_TIES, AT_HOME, FIRST_DAY, DRIFT, REFORM, GIVEN_BACK, LIST_ENDS, GAINS) = range(13, 21)
REASONS = ["over-ties", "association", "first-day", "forgetting", "reform", "redress",
           "end-of-listing", "gains"]
VIRTUES, DISFAVORED, MEETING_KIND = (2, 3), (10, 11), 17
HOURS = [1, 1, 0, 0, 0, 1, 2, 4, 5, 4, 3, 3, 4, 4, 3, 3, 4, 5, 5, 4, 3, 2, 2, 1]
PARTS = [(3600 * hour + 3600 // g * p, 3600 // g)
         for hour, g in enumerate(HOURS) for p in range(g)]
LOGIT = [math.trunc(WORD / (1 + math.exp(-(entry - 1024) / 128))) for entry in range(2048)]


def logit_bound(logit: int) -> int:
    return LOGIT[held((logit >> 3) + 1024, 0, 2047)]


class Occasion(NamedTuple):
    who: int
    second: int
    kind: int
    which: int
    aside: int
    choice: int
    sight: int


class Habit:
    """How often what happens to the citizens of one class."""

    def __init__(self, scenario: Section, person: Person) -> None:
        kinds = [scenario["conduct"][name] for name in CONDUCTS]
        kinds[LOAN:LOAN] = [scenario["visit"][name] for name in VISITS]
        factors = [scenario["population"]["mobility"][name]
                   for name in ("least", "less", "more", "most")]
        concerned = {"adults": person.adult, "heads": person.head, "parents": person.parent,
                     "working-age": person.adult and person.band < 4}
        rates = []
        for kind in kinds:
            rate = 0.0
            if concerned[kind["who"]]:
                rate = kind["rate"] / 365 * kind["by_age"][BANDS[person.band]]
                if kind["mobile"]:
                    rate *= factors[person.mobility]
            rates.append(rate)
        mu = 0.0
        for rate in rates:
            mu += rate
        tail, term = 1.0, math.exp(-mu)
        self.bounds = []
        for k in 1, 2, 3, 4:
            tail -= term
            term = term * mu / k
            self.bounds.append(math.trunc(max(tail, 0) * WORD))
        self.slots = alias(rates, mu) if mu > 0 else []

    def kind(self, word: int) -> int:
        limit, first, second = self.slots[word >> 27]
        return first if (word * 32 % WORD) >> 10 < limit else second


def alias(rates: list[float], mu: float) -> list[tuple[int, int, int]]:
    """Walker's alias method over 32 slots: the bound, the first kind, the second kind."""
    left = [rate / mu * 32 for rate in rates] + [0.0] * 13
    still_open = list(range(32))
    slots = [(0, 0, 0)] * 32
    for _ in range(32):
        poor = min(still_open, key=lambda slot: left[slot])
        rich = max(reversed(still_open), key=lambda slot: left[slot])
        still_open.remove(poor)
        slots[poor] = nearest(min(left[poor], 1) * 4194303), min(poor, 18), min(rich, 18)
        if poor != rich:
            left[rich] = left[rich] - (1 - left[poor])
    return slots


class Calendar:
    """The occasions of each day, the same for every twin."""

    def __init__(self, scenario: Section, society: Society) -> None:
        self.society = society
        habits: dict[int, Habit] = {}
        for person in society.people:
            if person.habit not in habits:
                habits[person.habit] = Habit(scenario, person)
        self.habits = [habits[person.habit] for person in society.people]
        self.any = [habit.bounds[0] for habit in self.habits]

    def occasions(self, day: int) -> list[Occasion]:
        """In the order in which they are handled."""
        by_citizen: dict[int, list[Occasion]] = {}
        draw = self.society.chance.draw
        total = len(self.any)
        for block in range(0, total, 64):
            for column in range(16):
                words = draw(OPPORTUNITY, block // 4 + column, 0, day, 0)
                for row, word in enumerate(words):
                    i = block + 16 * row + column
                    if i < total and word < self.any[i]:
                        number = sum(word < limit for limit in self.habits[i].bounds)
                        by_citizen[i] = [self.occasion(i, day, k) for k in range(number)]
        rounds = [(place, o) for found in by_citizen.values()
                  for place, o in enumerate(sorted(found, key=lambda o: (o.second, o.which)))]
        return [o for _, o in sorted(rounds, key=lambda it: (it[0], it[1].kind, it[1].who))]

    def occasion(self, i: int, day: int, k: int) -> Occasion:
        w = self.society.chance.draw(EVENT, i, 0, day, k)
        quantile = w[1] >> 16
        begins, length = PARTS[quantile >> 10]
        second = begins + (length * (quantile % 1024) >> 10)
        return Occasion(i, second, self.habits[i].kind(w[0]), k, w[1] & 65535, w[2], w[3])


def density(z: int) -> float:
    """The share of a standard normal population at a disposition, in 32nds."""
    return math.exp(-(z / 32) ** 2 / 2) / (32 * math.sqrt(2 * math.pi))


class Conduct:
    """What a conduct is like, whatever the policy."""

    def __init__(self, scenario: Section, number: int) -> None:
        settings = scenario["conduct"][CONDUCTS[number]]
        self.settings = settings
        self.open = nearest(65536 * settings["open"])
        self.harm = nearest(settings["harm"])
        behind = settings.get("behind", "nothing")
        self.behind = None if behind == "nothing" else GATES.index(behind)
        self.disposition = nearest(32 * settings["disposition"])
        self.hardship = nearest(1024 * settings["hardship"])
        self.breaches = settings["rate"] * settings["breaks"]
        poorest, richest = (scenario["livelihood"][key] for key in ("poorest", "richest"))
        self.tenths = [math.trunc(255 * (poorest + (richest - poorest) * t / 9)) for t in range(10)]
        self.level = self.find_level(settings["breaks"])

    def broken_at(self, hardship: int) -> float:
        """The share of occasions broken at this hardship without any policy."""
        broken = 0.0
        for z in range(-96, 97):
            shift = -self.disposition * z + (self.hardship * hardship >> 8)
            broken += density(z) * (logit_bound(self.level + shift) / WORD)
        return broken

    def find_level(self, breaks: float) -> int:
        weighed = []
        for z in range(-96, 97):
            for hardship in self.tenths:
                shift = -self.disposition * z + (self.hardship * hardship >> 8)
                weighed.append((density(z) / 10, shift))
        low, high = -12288, 12288
        while high - low > 1:
            middle = math.trunc((low + high) / 2)
            broken = 0.0
            for weight, shift in weighed:
                broken += weight * logit_bound(middle + shift) / WORD
            if broken < breaks:
                low = middle
            else:
                high = middle
        return high


class Mind:
    """What weighs on one conduct under one policy."""

    def __init__(self, conduct: Conduct, number: int, policy, response: Section) -> None:
        settings, rule = conduct.settings, policy.rules.get(number)
        heeded = policy.minds(number)
        if number in DISFAVORED and not response["chilling"]:
            heeded = False
        self.certainty = nearest(1024 * settings["certainty"]) if heeded else 0
        self.resignation = nearest(1024 * settings["resignation"])
        earns = rule is not None and rule.kept > 0
        self.gaming = nearest(1024 * response["gaming"]["shift"]) if earns else 0


def breaks_rule(world, citizen, number: int, occasion: Occasion, in_open: bool,
                hardship: int | None = None) -> bool:
    hardship = citizen.hardship if hardship is None else hardship
    conduct, mind, response = world.conducts[number], world.minds[number], world.response
    logit = (conduct.level - conduct.disposition * citizen.who.z
             + (conduct.hardship * hardship >> 8))
    if response.on:
        channel, pressure = response.channels[number], 0
        if channel is not None:
            risk = response.risk(number, citizen.who.kind, occasion.sight,
                                 citizen.certainty[channel])
            pressure = risk * response.stakes.of(number, citizen.account) >> 8
        logit -= mind.certainty * pressure >> 14
        logit += mind.resignation * citizen.resignation >> 8
        if citizen.plays:
            logit += -mind.gaming if in_open else mind.gaming
    return occasion.choice < logit_bound(logit)
