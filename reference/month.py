"""Monthly turns, livelihood, and how certainty and resignation move (chapters Month, Response)."""

from . import gates, helping, objecting, scoring, standing
from .chance import WORD, bound, nearest
from .conduct import CONDUCTS
from .counts import FALSELY_REPORTED, MISIDENTIFIED, MISRECORDED
from .policy import BY_CAMERAS, CHANNELS, Policy, chosen
from .scenario import Section
from .stakes import Stakes


def way(here: int, there: int, share: int) -> int:
    """A share (in 256ths) of the way: by one at least where they differ."""
    t = (there - here) * share
    return here + (t + 255 >> 8 if t >= 0 else -(-t + 255 >> 8))


class Livelihood:
    def __init__(self, section: Section) -> None:
        health = section["health"]
        poorest, richest, idle = (section[key] for key in ("poorest", "richest", "idle"))
        self.on: bool = section["enabled"]
        self.work = section["work"]
        usual = [poorest + (richest - poorest) * t / 9 for t in range(10)]
        self.usual_in_work = [nearest(255 * share) for share in usual]
        self.usual_idle = [nearest(255 * min(1, max(0, share + idle))) for share in usual]
        self.recovery = nearest(256 * section["recovery"])
        self.fine = section["fine"]
        self.refusal = nearest(255 * section["refusal"])
        self.start = nearest(255 * health["start"])
        self.wait = nearest(256 * health["wait"])
        self.waiting = nearest(255 * 256 * health["waiting"])
        self.wear = health["hardship"]
        self.health_recovery = nearest(256 * health["recovery"])

    def usual(self, person, works: bool) -> int:
        """What hardship is usual. The old count as in work."""
        in_work = works or person.age >= 60
        return (self.usual_in_work if in_work else self.usual_idle)[person.tenth]

    def hardship_after(self, hardship: int, usual: int) -> int:
        return way(hardship, usual, self.recovery)

    def wear_of(self, hardship: int) -> int:
        return nearest(255 * min(1, self.wear * hardship / 255))

    def health_after(self, health: int, wear: int) -> int:
        return max(0, way(health, self.start, self.health_recovery) - wear)


class Response:
    """How certainty, stake and resignation move under one policy."""

    def __init__(self, section: Section, policy: Policy) -> None:
        certainty = section["certainty"]
        self.policy = policy
        self.stakes = Stakes(section, policy)
        self.on = section["enabled"] and self.stakes.any
        on = certainty["enabled"] and self.on
        self.channels = [policy.channel(number) if on else None for number in range(len(CONDUCTS))]
        self.aware = nearest(256 * certainty["aware"])
        self.wears_off = [nearest(256 * certainty["wears_off"][name]) for name in CHANNELS]
        # What those who know of the scheme expect of each channel this month.
        self.month = 0
        self.expected = [nearest(255 * certainty["announced"]) if number in self.channels else 0
                         for number in range(len(CHANNELS))]
        self.own, self.errors, self.others, self.fades = (
            nearest(256 * certainty[key]) for key in ("own", "learns_from_error", "others", "fades"))
        self.seen, self.halo, self.displaced = (
            certainty[key] for key in ("seen", "halo", "displaced"))
        self.resigns = nearest(256 * section["resignation"])
        self.players = nearest(256 * section["gaming"]["players"]) if self.on else 0

    def begin(self, day: int) -> None:
        """Another month after the announcement it has worn off a little more."""
        while self.month < 12 * day // 365:
            self.month += 1
            self.expected = [way(level, 0, share)
                             for level, share in zip(self.expected, self.wears_off)]

    def expects(self, person) -> list[int]:
        knows = person.adult and person.hearsay < self.aware
        return [level if knows else 0 for level in self.expected]

    def sanction(self, citizen, channel: int, own: bool) -> None:
        to, share = (255, self.own) if own else (0, self.errors)
        citizen.certainty[channel] = way(citizen.certainty[channel], to, share)

    def word_of_sanction(self, citizen, channel: int) -> None:
        citizen.certainty[channel] = way(citizen.certainty[channel], 255, self.others)

    def risk(self, number: int, kind: int, sight: int, level: int) -> int:
        """The risk of a sanction (in 65280ths) at an occasion of a conduct."""
        channel = self.channels[number]
        if channel != BY_CAMERAS:
            return 0 if channel is None else 256 * level
        filmed = self.policy.cameras.bounds[kind][0][2]
        if filmed == 0:
            return 0
        seen = nearest(256 * self.seen)
        if sight < filmed:
            own, full = 256 - seen, seen
        else:
            share = seen / 256
            urge = min(16.0, self.displaced * (filmed / (WORD - filmed)))
            own = nearest(256 * (self.halo - urge * (1 - share - self.halo)))
            full = nearest(256 * (-urge * share))
        return own * level + (255 * full if level > 0 else 0)

    def drift(self, citizen) -> None:
        policy = self.policy
        citizen.certainty = [way(level, expected, self.fades) for level, expected
                             in zip(citizen.certainty, self.expects(citizen.who))]
        no_appeals = policy.appeal is None or bound(policy.appeal["lodged"]) == 0
        waits = any(row.phase != objecting.OPEN for row in citizen.file)
        no_way_back = citizen.restricted and no_appeals and not waits and any(
            entry.black and not entry.has_exit and citizen.account.lists >> number & 1
            for number, entry in enumerate(policy.lists))
        citizen.resignation = way(citizen.resignation, 255 if no_way_back else 0, self.resigns)


def turn(world, citizen, month_words, unfounded, new_year: bool) -> None:
    """The monthly turn of an adult."""
    policy, livelihood = world.policy, world.livelihood
    world.response.begin(world.day)
    for account in citizen.account, citizen.shadow:
        account.kept.clear()
        if new_year:
            account.breaches.clear()
    for row in citizen.file if new_year else ():
        row.counted = False
    if new_year:
        band = policy.band(citizen.account.score)
        months = 12 * world.day // 365
        counts = -(-365 * months // 12) > world.counts_from
        world.counts["ranked"][0] += counts
        world.counts["rank-kept"][0] += counts and band == citizen.band
        citizen.band = band
    if policy.rhythm == "monthly" or (policy.rhythm == "yearly" and new_year):
        scoring.release(world, citizen)
    scoring.forget(world, citizen)
    errors_without_a_deed(world, citizen, unfounded)
    taken_for_another(world, citizen, unfounded[1])
    if livelihood.on and citizen.who.age < 60:
        work(world, citizen, month_words)
    account = citizen.account
    citizen.gain(world.response.stakes.worth(policy.band(account.score), account.lists))
    gates.monthly(world, citizen)
    standing.repay(world, citizen)
    standing.take_along(world, citizen)
    if livelihood.on:
        usual = livelihood.usual(citizen.who, citizen.works)
        citizen.hardship = livelihood.hardship_after(citizen.hardship, usual)
        wear = livelihood.wear_of(citizen.hardship)
        citizen.health = livelihood.health_after(citizen.health, wear)
    if world.response.on:
        world.response.drift(citizen)
    if world.helping is not None:
        helping.take_after(world, citizen, *month_words[2:])


def errors_without_a_deed(world, citizen, unfounded) -> None:
    policy = world.policy
    first, second, third = unfounded
    for number, register in policy.registers.items():
        conduct = chosen(policy.invented[number], third[number])
        if first[number] < register.spurious and conduct is not None:
            world.counts["phantom"][number] += 1
            scoring.enter(world, citizen, scoring.Charge(conduct, True, MISRECORDED))
    if first[3] < policy.lies and policy.liable:
        known = citizen.who.acquaintances
        other = world.citizens[known[second[2] * len(known) >> 32]]
        if other is not citizen and other.who.adult:
            conduct = policy.liable[second[3] * len(policy.liable) >> 32]
            world.counts["lies"][0] += 1
            world.letters.append((other.who.number, conduct, FALSELY_REPORTED, False, 0))


def taken_for_another(world, citizen, words) -> None:
    """A breach of somebody who is not enrolled, put to the citizen."""
    cameras = world.policy.cameras
    if cameras is not None and words[0] < cameras.accused[citizen.who.kind][citizen.who.group]:
        conduct = chosen(world.policy.before_cameras, words[1])
        if conduct is not None:
            world.counts["unenrolled-mistaken"][0] += 1
            scoring.enter(world, citizen, scoring.Charge(conduct, True, MISIDENTIFIED))


def work(world, citizen, words) -> None:
    if citizen.works:
        if words[0] < bound(world.livelihood.work["loss"] / 12):
            citizen.works = False
            world.counts["lost-work"][0] += 1
    elif gates.finds_work(world, citizen, words):
        citizen.works = True
        world.counts["found-work"][0] += 1
