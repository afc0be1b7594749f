"""One world under one policy, and the order of a day (chapter Purpose)."""

from collections import Counter, defaultdict

from . import conduct, debtors, gates, helping, month, objecting, observation, scoring, standing, ties
from .chance import MONTH, PASSING, SPURIOUS, Chance, bound, nearest
from .counts import Counts
from .policy import Policy
from .population import Person, Society
from .scenario import Section
from .steady_state import SteadyState


class Account:
    """A score, what waits for it, lists, and counters: one real, one of true deeds."""

    def __init__(self, score: int) -> None:
        self.score = score
        self.waiting = 0
        self.lists = 0
        self.ends: dict[int, int] = {}
        self.kept: dict[int, int] = {}
        self.breaches: dict[int, int] = {}


class Citizen:
    """What changes about a citizen."""

    def __init__(self, who: Person, world: "World") -> None:
        response = world.response
        start = world.policy.start if who.adult else 0
        self.who = who
        self.account, self.shadow = Account(start), Account(start)
        self.last_deduction, self.behind = conduct.GAINS, conduct.FIRST_DAY
        self.moved_by: int | None = None
        self.last_missed: int | None = None
        self.works = who.works
        self.hardship, self.health = world.first_condition(who) if who.adult else (0, 0)
        self.certainty = response.expects(who)
        self.plays = who.guile < response.players
        self.resignation = self.harm = self.gains = self.last_gains = 0
        self.willing = (world.helping is not None and who.adult
                        and who.guile >= world.helping.first)
        self.band = world.policy.band(start)
        self.net = 0
        self.restricted = self.wronged = self.spared = False
        self.since = self.wronged_since = self.restricted_days = self.wronged_days = 0
        self.first_hardship: int | None = None
        self.ever_wronged = self.cut_off = False
        self.ever: set[str] = set()
        self.slow_train = False
        self.cut: set[int] = set()
        self.debts: list[tuple[int, bool, bool]] = []
        self.appeals: dict[int, int] = {}
        self.file: list[objecting.Filed] = []
        self.reasons: dict[int, list[int]] = {}
        self.losses, self.blamed, self.unearned = [0, 0, 0], [False] * 3, [0, 0]


    def gain(self, millionths: int) -> None:
        """A gain or a loss of every sixteenth adult, in millionths of months of income."""
        if self.who.adult and self.who.inside % 16 == 0:
            self.net += millionths


class Today:
    """All of a day that does not depend on the policy."""

    def __init__(self, society: Society, calendar: conduct.Calendar, day: int) -> None:
        draw = society.chance.draw
        self.number = day
        months = 12 * day // 365
        begin, end = -(-365 * months // 12), -(-365 * (months + 1) // 12)
        self.length = end - begin
        self.new_year = months > 0 and months % 12 == 0
        self.turns = []
        for n, first in enumerate(society.firsts):
            adults = society.grown[n]
            for i in range(first + adults * (day - begin) // self.length,
                           first + adults * (day - begin + 1) // self.length):
                unfounded = [draw(SPURIOUS, i, 0, day, which) for which in (0, 1, 2)]
                self.turns.append((i, draw(MONTH, i, 0, day, 0), unfounded))
        self.occasions = calendar.occasions(day)
        self.passing = []
        if day + 1 == end:
            cells = Counter((person.kind, person.cell, person.group) for person in society.adults)
            for (kind, cell, group), adults in sorted(cells.items()):
                first, second = (draw(PASSING, kind, cell, day, which) for which in (0, 1))
                self.passing.append((group, kind, adults, first, second))


class World:
    """A society under a policy. Neighborhoods meet through letters alone, so that each part of a
    day can be lived in all of them before the next part begins."""

    def __init__(self, scenario: Section, society: Society, conducts: list[conduct.Conduct],
                 policy: str) -> None:
        response = scenario["response"]
        self.chance: Chance = society.chance
        self.society = society
        self.conducts = conducts
        self.policy = Policy(scenario, policy, society.homes, conducts)
        self.livelihood = month.Livelihood(scenario["livelihood"])
        if society.steady is None:
            society.steady = SteadyState(self.livelihood, scenario)
        self.response = month.Response(response, self.policy)
        self.minds = [conduct.Mind(entry, number, self.policy, response)
                      for number, entry in enumerate(conducts)]
        self.staged = bound(response["gaming"]["staged"])
        self.cut: float = response["cut"]
        self.debtors = debtors.Debtors(response["repayment"], conducts)
        self.visits = scenario["visit"]
        asked = scenario.on("helping")
        self.helping = asked and helping.Helping(asked, self.policy.looked_up)
        self.counts = Counts(len(self.policy.lists))
        self.citizens = [Citizen(person, self) for person in society.people]
        self.queues = [0] * len(society.firsts)
        self.offices = [0] * len(society.firsts)
        self.day = 0
        self.counts_from = int(scenario["run"].get("warm_up", 0))
        self.due: dict[int, list] = defaultdict(list)
        self.agenda: dict[int, list] = defaultdict(list)
        self.letters: list[tuple] = []
        self.from_kin: dict[int, int] = defaultdict(int)
        self.setting_out: list[tuple[Citizen, int]] = []
        self.sanctioned: list[tuple[Citizen, int]] = []
        self.waiting: set[int] = set()

    def first_condition(self, person: Person) -> tuple[int, int]:
        """Hardship and health on the first morning."""
        adults = self.society.grown[person.neighborhood]
        turn = next(day for day in range(31) if adults * (day + 1) // 31 > person.inside)
        words = self.chance.draw(MONTH, person.number, 0, 0, 1)
        return self.society.steady.condition(person, 31 - turn, words)

    def live(self, today: Today) -> None:
        self.day = today.number
        if self.day == 0:
            for person in self.society.adults:
                standing.compare(self, self.citizens[person.number], conduct.FIRST_DAY)
        elif self.day == self.counts_from:
            self.begin_counting()
        ties.morning(self)
        for citizen, charge in self.due.pop(self.day, []):
            scoring.make(self, citizen, charge)
        objecting.decide(self)
        standing.happen(self)
        for number, month_words, unfounded in today.turns:
            month.turn(self, self.citizens[number], month_words, unfounded, today.new_year)
        for occasion in today.occasions:
            if occasion.kind < 12 or occasion.kind == conduct.LOAN_KIND:
                observation.act(self, self.citizens[occasion.who], occasion)
            elif occasion.kind != conduct.MEETING_KIND:
                gates.visit(self, self.citizens[occasion.who], occasion)
        ties.evening(self, today)
        objecting.lodge(self)
        observation.passers_by(self, today)

    def begin_counting(self) -> None:
        """Nothing of the warm-up is counted; whoever is restricted is so from today."""
        for totals in self.counts.values():
            totals[:] = [0] * len(totals)
        for person in self.society.adults:
            standing.begin_anew(self, self.citizens[person.number])

    def fine(self, citizen: Citizen, thousandths: int) -> None:
        self.counts["fines"][0] += thousandths
        citizen.gain(-1000 * thousandths)
        self.take_money(citizen, thousandths)

    def take_money(self, citizen: Citizen, thousandths: int) -> None:
        felt = nearest(255 * self.livelihood.fine * thousandths / 1000)
        citizen.hardship = min(255, citizen.hardship + felt)
