"""The steady state: the distribution to which months without a policy lead (chapter Month)."""

import math

from .chance import WORD, nearest
from .scenario import Section

NONE = 1e-12


def at_work(work: Section) -> float:
    lost, found = min(1, work["loss"] / 12), work["found"]
    return found / (found + lost) if found + lost > 0 else 1.0


class Choice:
    """Values with a probability, as bounds of a word."""

    def __init__(self, shares: dict) -> None:
        kept = [(value, shares[value]) for value in sorted(shares) if shares[value] > NONE]
        self.values = [value for value, _ in kept]
        total, upto = sum(share for _, share in kept), 0.0
        self.bounds = []
        for _, share in kept:
            upto += share
            self.bounds.append(math.floor(upto / total * WORD))

    def pick(self, word: int):
        for value, limit in zip(self.values, self.bounds):
            if word < limit:
                return value
        return self.values[-1]


def health_lost(livelihood, visits: float) -> list[float]:
    """The chance of each loss of health by a Poisson number of visits."""
    wait = livelihood.waiting * livelihood.wait
    least, more = wait >> 16, (wait & 65535) / 65536
    lost, so_far = [0.0] * 256, {0: 1.0}
    chance, count = math.exp(-visits), 0
    while chance > 1e-9 or count < visits:
        for value, share in so_far.items():
            lost[value] += chance * share
        after: dict[int, float] = {}
        for value, share in so_far.items():
            for step, part in (least, 1 - more), (least + 1, more):
                to = min(255, value + step)
                after[to] = after.get(to, 0.0) + share * part
        so_far = after
        count += 1
        chance = chance * visits / count
    while len(lost) > 1 and lost[-1] == 0:
        lost.pop()
    return lost


def settled(livelihood, tenth: int, can_work: bool, lost: list[float]) -> list[Choice | None]:
    """Hardship and health right after a turn, out of work and in work."""
    work = livelihood.work
    loss, found = min(1, work["loss"] / 12), work["found"]
    moves = [[1 - found, found], [loss, 1 - loss]] if can_work else [[0.0, 1.0], [0.0, 1.0]]
    share = at_work(work) if can_work else 1.0
    usual = livelihood.usual_idle[tenth], livelihood.usual_in_work[tenth]
    rows = {}
    for works in 0, 1:
        if share if works else 1 - share:
            rows[works, usual[works]] = {livelihood.start: share if works else 1 - share}
    wear: dict[int, int] = {}
    for _ in range(600):
        mixed: dict[tuple[int, int], dict[int, float]] = {}
        for (worked, hardship), row in rows.items():
            for works in 0, 1:
                chance = moves[worked][works]
                if chance > 0:
                    to = livelihood.hardship_after(hardship, usual[works])
                    target = mixed.setdefault((works, to), {})
                    for health, part in row.items():
                        target[health] = target.get(health, 0.0) + chance * part
        after = {}
        for (works, hardship), row in mixed.items():
            if hardship not in wear:
                wear[hardship] = livelihood.wear_of(hardship)
            waited = [0.0] * 512
            for health, part in row.items():
                top = 256 + health
                for step, chance in enumerate(lost):
                    waited[top - step] += part * chance
            healed = after[works, hardship] = {}
            for place, part in enumerate(waited):
                if part > 0:
                    to = livelihood.health_after(max(0, place - 256), wear[hardship])
                    healed[to] = healed.get(to, 0.0) + part
        change = 0.0
        for key in rows.keys() | after.keys():
            then, now = rows.get(key, {}), after.get(key, {})
            change += sum(abs(then.get(health, 0.0) - now.get(health, 0.0))
                          for health in then.keys() | now.keys())
        rows = {key: {health: part for health, part in row.items() if part > 1e-15}
                for key, row in after.items()}
        if change < 1e-6:
            break
    found_rows: list[dict] = [{}, {}]
    for (works, hardship), row in rows.items():
        for health, part in row.items():
            found_rows[works][hardship, health] = part
    return [Choice(row) if row else None for row in found_rows]


class SteadyState:
    """The first condition of every adult."""

    def __init__(self, livelihood, scenario: Section) -> None:
        self.livelihood, self.scenario = livelihood, scenario
        self.pools: dict[tuple[float, bool], tuple[list[list[float]], dict]] = {}

    def visits(self, person) -> float:
        """Visits to the hospital in a month."""
        kind = self.scenario["visit"]["hospital"]
        concerned = {"adults": person.adult, "heads": person.head, "parents": person.parent,
                     "working-age": person.adult and person.band < 4}
        if not concerned[kind["who"]]:
            return 0.0
        band = ["0-17", "18-29", "30-44", "45-59", "60+"][person.band]
        rate = kind["rate"] / 365 * kind["by_age"][band]
        if kind["mobile"]:
            names = "least", "less", "more", "most"
            rate *= self.scenario["population"]["mobility"][names[person.mobility]]
        return min(rate * 365 / 12, 200.0)

    def condition(self, person, days: int, words) -> tuple[int, int]:
        """Hardship and health, so many days after the last turn."""
        livelihood, can_work = self.livelihood, person.age < 60
        works = person.works or not can_work
        if not livelihood.on:
            return livelihood.usual(person, person.works), livelihood.start
        visits = self.visits(person)
        if (visits, can_work) not in self.pools:
            parts = [Choice(dict(enumerate(health_lost(livelihood, visits * n / 31))))
                     for n in range(32)]
            self.pools[visits, can_work] = parts, {}
        parts, tenths = self.pools[visits, can_work]
        if person.tenth not in tenths:
            tenths[person.tenth] = settled(livelihood, person.tenth, can_work,
                                           health_lost(livelihood, visits))
        choice = tenths[person.tenth][works]
        hardship, health = choice.pick(words[0])
        return hardship, max(0, health - parts[days].pick(words[1]))
