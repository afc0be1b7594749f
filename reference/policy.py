"""What a policy says, read into whole numbers (chapters Observation, Scoring, Standing, Gates)."""

import math
from bisect import bisect_right
from typing import NamedTuple

from .chance import WORD, bound, nearest
from .conduct import CONDUCTS, CONTEXTS, COURT_DEBT, GATES, VIRTUES, Conduct
from .objections import Objections
from .scenario import NotResolved, Section

REGISTERS = ["financial", "legal", "medical"]
BY_CAMERAS, BY_REGISTERS, BY_INFORMANTS = range(3)
CHANNELS = ["cameras", "registers", "informants"]
PENALTIES = ("refuse", "slow", "fine", "throttle")


class Terms(NamedTuple):
    """What a gate does: a bound, then 256ths, and the context of the last penalty."""

    refusal: int = 0
    wait: int = 0
    discount: int = 0
    throttle: int = 0
    context: str | None = None

    def add(self, other: "Terms") -> "Terms":
        return Terms(max(self.refusal, other.refusal),
                     other.wait if abs(other.wait) > abs(self.wait) else self.wait,
                     max(self.discount, other.discount), max(self.throttle, other.throttle),
                     other.context or self.context)


OPEN = Terms()


def numbered(names: list[str], name: str, where: str) -> int:
    if name not in names:
        raise NotResolved(f"{where}: `{name}` is not known")
    return names.index(name)


def cumulated(weights: list[tuple[int, float]]) -> list[tuple[int, int]]:
    """Conducts with the bound below which a word chooses them, the last one in any case."""
    weights = [(number, weight) for number, weight in weights if weight > 0]
    found, total, upto = [], 0.0, 0.0
    for _, weight in weights:
        total += weight
    for number, weight in weights:
        upto += weight
        found.append((number, bound(upto / total)))
    return found


def chosen(choices: list[tuple[int, int]], word: int) -> int | None:
    """The conduct that a word chooses, if there is any."""
    fitting = [number for number, limit in choices if word < limit] or [n for n, _ in choices[-1:]]
    return fitting[0] if fitting else None


class Register:
    def __init__(self, section: Section, groups: list[str]) -> None:
        self.delay = int(section["delay"])
        self.weight = section["weight"]
        self.spurious = bound(min(1, section["spurious"] / 12))
        self.spurious_of = section.get("spurious_of")
        factors = section.get("false_link_by_group", {})
        self.missed = bound(1 - section["missed"])
        self.misjoined = [bound(min(1, section["false_link"] * factors.get(group, 1)))
                          for group in groups]


class Cameras:
    """The rates of searches for a face in the gallery, by group; what a camera covers."""

    def __init__(self, section: Section, scenario: Section, homes: list[float]) -> None:
        self.stick = section["lookalikes_stick"]
        false, missed = section.get("false_match_by_group", {}), section.get("missed_by_group", {})
        self.rates = []
        for group in scenario["group"]:
            m = -math.expm1(-(section["gallery"] * section["false_match"]
                              * (section["quality"] * false.get(group, 1))))
            self.rates.append((min(1, section["missed"] * missed.get(group, 1)), m))
        self.unenrolled = section["unenrolled"]
        self.breaches = 0.0
        places = scenario["place"].values()
        mean = 0.0
        for home, place in zip(homes, places):
            mean += home * place["cameras"]
        self.passes, self.per_head = section["passes"], section["per_head"]
        self.reach = section["reach"]
        self.homes = homes
        self.density = [place["cameras"] / (mean or 1) for place in places]
        self.moved, self.weighed = section.get("moved", 0), section.get("weighed", False)
        self.found = [0] * len(self.homes)

    def watch(self, weights: list[tuple[int, float]]) -> None:
        """Takes note of how often people would break the rules that cameras watch."""
        breaches = 0.0
        for _, weight in weights:
            breaches += weight
        self.breaches = self.unenrolled * breaches / 12
        self.focus()

    def focus(self) -> None:
        """The bounds of what is seen in each place by each group, as the cameras stand."""
        self.bounds, self.accused = [], []
        for density in self.density:
            f = -math.expm1(-(self.reach * (self.per_head * density)))
            self.bounds.append([(bound(f * (1 - missed)),
                                 bound(f * min(1, 1 - missed + missed * m)), bound(f))
                                for missed, m in self.rates])
            self.accused.append([bound(min(1, self.breaches * (f * m))) for _, m in self.rates])

    def move(self) -> None:
        """Moves a share of the cameras to where breaches were found since they moved last."""
        weights = [0.0 if self.weighed and home * density == 0 else
                   found / (home * density) if self.weighed else float(found)
                   for found, home, density in zip(self.found, self.homes, self.density)]
        total = 0.0
        for weight in weights:
            total += weight
        self.found = [0] * len(self.homes)
        if total > 0:
            self.density = [(1 - self.moved) * density + self.moved * (weight / total) / home
                            if home > 0 else density
                            for density, home, weight in zip(self.density, self.homes, weights)]
            self.focus()


class Rule:
    """A rule about one conduct, in grains and thousandths of a month's income."""

    def __init__(self, section: Section, registers: dict[int, Register]) -> None:
        watch = section["watch"]
        self.cameras = watch == "cameras"
        self.register = REGISTERS.index(watch) if watch in REGISTERS else None
        if self.register is None and watch not in ("cameras", "people"):
            raise NotResolved(f"{section.name}watch: `{watch}` is not known")
        weight = registers[self.register].weight if self.register in registers else 1
        self.kept = nearest(32 * section.get("kept", 0))
        self.broken = nearest(32 * section.get("broken", 0))
        self.fine_share = section.get("fine", 0)
        self.fine = nearest(1000 * self.fine_share)
        self.warning = section.get("warning", False)
        self.cap = section.get("monthly_cap")
        self.repeat = section.get("repeat", 1)
        self.earns = nearest(self.kept * weight)
        self.costs = []
        factor = 1.0
        for _ in range(8):
            self.costs.append(nearest(self.broken * weight * factor))
            factor *= self.repeat
        self.has_points = self.kept != 0 or self.broken != 0
        self.hurts = self.broken < 0 or self.fine > 0 or self.warning


class Listing:
    """A blacklist or redlist."""

    def __init__(self, section: Section) -> None:
        def grains(key: str) -> int | None:
            return nearest(32 * section[key]) if key in section else None

        self.black = section["color"] == "black"
        self.enters_below, self.enters_from = grains("enters_below"), grains("enters_from")
        self.exit_score = grains("exit_score")
        self.by_score = (self.enters_below, self.enters_from, self.exit_score) != (None,) * 3
        self.debt_unpaid, self.exit_after = section.get("debt_unpaid"), section.get("exit_after")
        self.charges = [numbered(CONDUCTS, name, section.name) for name in
                        section.get("charges", [])]
        self.association = bound(section.get("association", 0))
        self.association_monthly = bound(section.get("association_monthly", 0))
        self.exit_repair = section.get("exit_repair", False)
        self.settled_rate = section.get("exit_settled", 0)
        self.settles = bound(min(1, self.settled_rate / 12))
        self.notice = int(section.get("notice", 0))
        self.has_exit = (self.exit_after is not None or self.exit_score is not None
                         or self.exit_repair)


class Effect:
    """What a gate does to some standings."""

    def __init__(self, section: Section, bands: list[str], lists: list[str]) -> None:
        self.does = section["does"]
        self.size = section.get("size", 1)
        self.penalty = self.does in PENALTIES
        self.gate = numbered(GATES, section["gate"], section.name) if "gate" in section else None
        self.bands = {numbered(bands, name, section.name) for name in section.get("bands", [])}
        self.lists = 0
        for name in section.get("lists", []):
            self.lists |= 1 << numbered(lists, name, section.name)
        self.on_household = section.get("falls_on") == "household"
        part = nearest(256 * self.size)
        context = section.get("context") if self.penalty else None
        self.fine = nearest(1000 * self.size) if self.does == "fine" else 0
        self.terms = {"refuse": Terms(refusal=bound(self.size), context=context),
                      "slow": Terms(wait=part, context=context), "hurry": Terms(wait=-part),
                      "discount": Terms(discount=part),
                      "throttle": Terms(throttle=part, context=context)}.get(self.does, OPEN)


class Standing:
    """What a band and a set of lists mean under a policy."""

    def __init__(self, policy: "Policy", band: int, lists: int) -> None:
        listed = lists & policy.black != 0
        applying = [effect for effect in policy.effects
                    if band in effect.bands or lists & effect.lists
                    or (policy.everywhere and effect.penalty and listed)]
        penalty = any(effect.penalty for effect in applying)
        self.listed = listed
        self.restricts = listed or penalty
        self.shunned = listed or (band == 0 and penalty)
        self.fines = sum(effect.fine for effect in applying)
        self.own, self.shared = [OPEN] * len(GATES), [OPEN] * len(GATES)
        admitted = set()
        for effect in applying:
            if effect.gate is not None:
                terms = self.shared if effect.on_household else self.own
                terms[effect.gate] = terms[effect.gate].add(effect.terms)
                if effect.does == "admit":
                    admitted.add(effect.gate)
        for gate in policy.admitting - admitted:
            self.own[gate] = self.own[gate].add(Terms(refusal=WORD))
        self.shares = any(terms != OPEN for terms in self.shared)


class Policy:
    def __init__(self, scenario: Section, name: str, homes: list[float],
                 conducts: list[Conduct]) -> None:
        section = scenario["policies"][name]
        groups = list(scenario["group"])
        self.looked_up: float = section["policy"].get("looked_up", 0)
        self.everywhere: bool = section["policy"]["everywhere"]

        given = section.get("register", Section({}))
        self.registers = {number: Register(given[key], groups)
                          for number, key in enumerate(REGISTERS) if given.on(key)}
        cameras = section.on("cameras")
        self.cameras = Cameras(cameras, scenario, homes) if cameras is not None else None
        informants = section.on("informants")
        self.tells = bound(informants["tells"]) if informants is not None else None
        self.lies = bound(informants["lies"] / 12) if informants is not None else 0
        rules = section.get("rule", {})
        self.rules = {number: Rule(rules[key], self.registers)
                      for number, key in enumerate(CONDUCTS) if key in rules}
        watched = [(n, conducts[n].breaches) for n, rule in self.rules.items()
                   if rule.cameras and n not in VIRTUES]
        self.before_cameras = cumulated(watched)
        if self.cameras is not None:
            self.cameras.watch(watched)
        self.liable = [n for n, rule in self.rules.items() if rule.hurts and n not in VIRTUES
                       and CONTEXTS[n] in ("road", "speech", "transport")]
        self.invented: dict[int, list[tuple[int, int]]] = {}
        for number, register in self.registers.items():
            given = register.spurious_of
            self.invented[number] = cumulated(
                [(n, conducts[n].breaches if given is None else given.get(CONDUCTS[n], 0))
                 for n, rule in self.rules.items()
                 if rule.register == number and n not in VIRTUES])

        score = section.on("score")
        self.scored = score is not None
        self.rhythm = score["update"] if self.scored else None
        self.start, self.floor, self.cap = (
            nearest(32 * score[key]) if self.scored else 0 for key in ("start", "floor", "cap"))
        self.half_life = score.get("half_life") if self.scored else None
        self.forgets = 1 - 2 ** (-365 / 12 / self.half_life) if self.half_life else None

        bands = sorted(section.get("band", {}).items(), key=lambda item: item[1]["from"])
        self.thresholds = [nearest(32 * band["from"]) for _, band in bands[1:]]
        lists = section.get("list", {})
        self.lists = [Listing(entry) for entry in lists.values()]
        self.black = sum(1 << number for number, entry in enumerate(self.lists) if entry.black)
        self.lists_by_score = [(n, entry) for n, entry in enumerate(self.lists) if entry.by_score]
        self.lists_by_charge = {n: [at for at, entry in enumerate(self.lists) if n in entry.charges]
                                for n in range(len(CONDUCTS))}
        self.lists_by_debt = [(n, entry) for n, entry in enumerate(self.lists)
                              if entry.debt_unpaid is not None]
        self.lists_by_association = [(n, entry) for n, entry in enumerate(self.lists)
                                     if entry.association > 0]
        self.lists_by_month = [(n, entry) for n, entry in enumerate(self.lists)
                               if entry.association_monthly > 0]
        effects = [Effect(entry, [band for band, _ in bands], list(lists))
                   for entry in section.get("effect", {}).values()]
        self.effects = [effect for effect in effects if effect.size != 0]
        self.admitting = {effect.gate for effect in self.effects if effect.does == "admit"}
        self.gates_of_households = {effect.gate for effect in self.effects if effect.on_household}

        spread = section.get("spread", {})
        self.shares = {tie: nearest(65536 * spread.get(tie, 0))
                       for tie in ("household", "kin", "circle", "team")}
        self.earned_too: bool = spread.get("earned_too", False)
        self.once: bool = spread.get("once", False)
        most = max(self.shares.values())
        self.reach = -(-32768 // most) if most else None
        self.appeal = section.on("appeal")
        asked = section.on("objection")
        self.objections = Objections(asked) if asked is not None else None
        self.standings: dict[tuple[int, int], Standing] = {}

    def minds(self, number: int) -> bool:
        """Whether the policy minds a conduct (chapter Conduct)."""
        rule = self.rules.get(number)
        return rule is not None and bool(
            rule.has_points or rule.fine or rule.warning or self.lists_by_charge[number]
            or (number == COURT_DEBT and self.lists_by_debt))

    def channel(self, number: int) -> int | None:
        """The channel by which a conduct is watched, and answered for (chapter Response)."""
        rule = self.rules.get(number)
        if rule is None or not self.minds(number):
            return None
        if rule.cameras:
            return BY_CAMERAS if self.cameras is not None and self.cameras.per_head > 0 else None
        if rule.register is not None:
            return BY_REGISTERS if rule.register in self.registers else None
        return BY_INFORMANTS if self.tells else None

    def band(self, score: int) -> int:
        return bisect_right(self.thresholds, score)

    def standing(self, score: int, lists: int) -> Standing:
        return self.standing_of(self.band(score), lists)

    def standing_of(self, band: int, lists: int) -> Standing:
        key = band, lists
        if key not in self.standings:
            self.standings[key] = Standing(self, band, lists)
        return self.standings[key]
