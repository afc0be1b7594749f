"""Who lives here, and who is tied to whom (chapter Population)."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from . import steady_state
from .chance import (COLLISION, GROUPING, KIN, LOOKALIKE, POPULATION, WORD, Chance, KeyedOrder,
                     bound, held, nearest, normal)
from .scenario import Section

BANDS = ["0-17", "18-29", "30-44", "45-59", "60+"]


@dataclass(slots=True)
class Person:
    """What never changes about a citizen. Ties are lists of numbers in the whole society."""

    number: int
    inside: int
    neighborhood: int
    kind: int
    place: int
    age: int
    band: int
    adult: bool
    tenth: int
    group: int
    man: int
    mobility: int
    z: int
    hearsay: int
    guile: int
    works: bool
    head: bool
    parent: bool
    home: list[int]
    circle: list[int] = field(default_factory=list)
    team: list[int] = field(default_factory=list)
    acquaintances: list[int] = field(default_factory=list)
    kin: list[int | None] = field(default_factory=list)

    @property
    def habit(self) -> int:
        """The class of the citizen."""
        return ((self.band * 2 + self.head) * 2 + self.parent) * 4 + self.mobility

    @property
    def cell(self) -> int:
        return ((self.group * 10 + self.tenth) * 2 + self.man) * 5 + self.band

    @property
    def look(self) -> tuple[int, int, int]:
        return self.group, self.man, self.band


def households(of: Callable, mean: float, size: int) -> list[list[int]]:
    homes: list[list[int]] = []
    filled = 0
    while filled < size:
        u, q, members = of(len(homes) + 1, 0)[0] / WORD, math.exp(-(mean - 1)), 1
        while u >= q and members < 7:
            u -= q
            q = q * (mean - 1) / members
            members += 1
        end = min(size, filled + members)
        homes.append(list(range(filled, end)))
        filled = end
    return homes


def ages(of: Callable, order: Callable, homes: list[list[int]], young: int, old: int) -> list[int]:
    size = sum(map(len, homes))
    age: list[int | None] = [None] * size
    others = [who for home in homes for who in home[2:]]
    seconds = [home[1] for home in homes if len(home) > 1]
    for who in (order(others, 10) + order(seconds, 11))[:young]:
        age[who] = of(who, 1)[0] * 15 >> 32

    childless = [h for h, home in enumerate(homes) if all(age[who] is None for who in home)]
    couples = [who for h in order(childless, 12) for who in homes[h][:2]]
    wanted = old
    for turn, kept_back in (couples, 3 * old // 10), (order(others, 13), 0), \
            (order(range(size), 14), 0):
        for who in turn:
            if wanted > kept_back and age[who] is None:
                age[who] = 60 + math.trunc(36 * (1 - math.sqrt(1 - of(who, 1)[0] / WORD)))
                wanted -= 1

    for home in homes:
        eldest = max((age[who] for who in home if age[who] is not None and age[who] < 15),
                     default=None)
        for place, who in enumerate(home):
            if age[who] is not None:
                continue
            w1 = of(who, 1)[1]
            if place == 0 and eldest is not None:
                age[who] = min(59, eldest + 22 + (19 * w1 >> 32))
            elif place == 0:
                age[who] = 18 + (42 * w1 >> 32)
            elif place == 1:
                age[who] = held(age[home[0]] + (11 * w1 >> 32) - 5, 18, 59)
            else:
                age[who] = 15 + (25 * w1 >> 32)
    return age


def first_above(shares: list[float], number: float) -> int:
    """The first whose cumulated share is above a number, the last one if none is."""
    cumulated = 0.0
    for index, share in enumerate(shares):
        cumulated += share
        if cumulated > number:
            return index
    return len(shares) - 1


def runs(items: list[int], length: Callable[[int], int]) -> list[list[int]]:
    """Runs of an order, at least one long; the last one takes those who are left."""
    groups: list[list[int]] = []
    at = 0
    while at < len(items):
        end = at + max(1, length(len(groups) + 1))
        groups.append(items[at:end])
        at = end
    return groups


def parts(items: list[int], most: int) -> list[list[int]]:
    """Cut into as few parts as hold at most so many each, of nearly equal size."""
    m = len(items)
    p = -(-m // most)
    return [items[j * m // p:(j + 1) * m // p] for j in range(p)]


def settle(chance: Chance, scenario: Section, neighborhood: int, kind: int, cast: int,
           first: int, size: int) -> list[Person]:
    """The people of one neighborhood."""
    settings = scenario["population"]

    def of(item: int, which: int):
        return chance.draw(POPULATION, cast, item, 0, which)

    def order(items, which: int) -> list[int]:
        return sorted(items, key=lambda i: (chance.draw(GROUPING, cast, i, 0, which)[0], i))

    homes = households(of, settings["household"], size)
    young, old = (nearest(settings["ages"][key] * size) for key in ("children", "old"))
    age = ages(of, order, homes, young, old)
    rank = {h: rank for rank, h in enumerate(order(range(len(homes)), 4))}
    shares = [group["share"] for group in scenario["group"].values()]
    men = bound(settings["sex_ratio"] / (100 + settings["sex_ratio"]))
    employed = bound(steady_state.at_work(scenario["livelihood"]["work"]))
    alike = settings["alike"]

    everyone = range(size)
    seats = sorted(everyone, key=lambda who: age[who] < 18)
    inside = {who: number for number, who in enumerate(seats)}
    people = []
    for h, home in enumerate(homes):
        tenth = rank[h] * 10 // len(homes)
        by_home = of(h, 3)
        schooling = any(6 <= age[who] <= 17 for who in home)
        for place, who in enumerate(home):
            w, ranks, years = of(who, 4), of(who, 5), age[who]
            mobility = (2 * tenth + (w[1] >> 1 & 1)) // 5 if w[1] % 2 == 0 else 4 * w[1] >> 32
            z = (math.sqrt(alike) * normal(by_home[1], by_home[2])
                 + math.sqrt(1 - alike) * normal(w[2], w[3]))
            head = place == 0 and years >= 18
            people.append(Person(
                number=first + inside[who], inside=inside[who], neighborhood=neighborhood, kind=kind, place=place,
                age=years, band=sum(years >= least for least in (18, 30, 45, 60)),
                adult=years >= 18, tenth=tenth, group=first_above(shares, by_home[0] / WORD),
                man=int(w[0] < men), mobility=mobility, z=held(nearest(32 * z), -127, 127),
                hearsay=ranks[0] & 255, guile=ranks[1] & 255,
                works=18 <= years <= 59 and of(who, 2)[0] < employed,
                head=head, parent=head and schooling, home=[first + inside[member] for member in home]))

    def tie(name: str, groups: list[list[int]]) -> None:
        for group in groups:
            members = [first + inside[who] for who in group]
            for who in group:
                setattr(people[who], name, members)

    mean = int(settings["circle"])
    spread = mean // 3
    tie("circle", runs(sorted(order(everyone, 5), key=lambda who: people[who].band),
                       lambda k: mean - spread + (of(k, 6)[0] * (2 * spread + 1) >> 32)))
    workplaces = runs(
        order([who for who in everyone if people[who].works], 7),
        lambda k: held(math.trunc((1 - of(k, 7)[0] / WORD) ** (-1 / settings["zipf"])),
                       1, int(settings["workplace"])))
    for workplace in workplaces:
        tie("team", parts(workplace, int(settings["team"])))
    pupils = order([who for who in everyone if 6 <= age[who] <= 17], 8)
    tie("team", parts(sorted(pupils, key=lambda who: age[who]), int(settings["class"])))
    tie("acquaintances", runs(order(everyone, 3), lambda _: int(settings["acquaintances"])))
    return [people[who] for who in seats]


class Society:
    """All citizens, neighborhood by neighborhood, and who is taken for whom."""

    def __init__(self, chance: Chance, scenario: Section) -> None:
        self.chance = chance
        self.steady: steady_state.SteadyState | None = None
        total = int(scenario["run"]["citizens"])
        size = -(-(-(-total // -(-total // 4096))) // 64) * 64
        self.firsts = list(range(0, total, size))
        number = len(self.firsts)
        shares = [place["share"] for place in scenario["place"].values()]
        ranks = KeyedOrder(chance, POPULATION, 65535, number).place
        kinds = [first_above(shares, (rank + 0.5) / number) for rank in range(number)]
        self.homes = [kinds.count(kind) / number for kind in range(len(shares))]
        self.people: list[Person] = []
        for n, first in enumerate(self.firsts):
            here = min(size, total - first)
            kind = kinds[ranks[n]]
            cast = n % 256 if here == size else 256
            self.people += settle(chance, scenario, n, kind, cast, first, here)
        self.adults = [person for person in self.people if person.adult]
        self.grown = Counter(person.neighborhood for person in self.adults)

        for which in range(int(scenario["population"]["kin"])):
            order = KeyedOrder(chance, KIN, which, total)
            for person in self.people:
                place = order.place[person.number] ^ 1
                person.kin.append(order.item[place] if place < total else None)

        self.looks: list[dict] = [{} for _ in self.firsts]
        for person in self.people:
            self.looks[person.neighborhood].setdefault(person.look, []).append(person.number)

    def lookalike(self, person: Person, word: int, day: int, stick: bool) -> int | None:
        """Who is taken for a citizen whom a camera mistakes."""
        face, key_day = (word % 3, 0) if stick else (word, day + 1)
        most = max(len(looks.get(person.look, ())) for looks in self.looks)
        for attempt in range(100):
            w = self.chance.draw(LOOKALIKE, person.number, face, key_day, attempt)
            alike = self.looks[w[0] * len(self.firsts) >> 32].get(person.look, ())
            place = w[1] * most >> 32
            if place < len(alike) and alike[place] != person.number:
                return alike[place]
        return None

    def colliding(self, person: Person) -> int | None:
        """Whom the false link of a register falls on."""
        for attempt in range(50):
            for word in self.chance.draw(COLLISION, person.number, 0, 0, attempt):
                other = self.people[word * len(self.people) >> 32]
                if other.adult and other.man == person.man and other is not person:
                    return other.number
        return None
