"""Charges, the rhythm of the score, and sanctions (chapter Scoring)."""

from itertools import count
from typing import NamedTuple

from . import objecting, standing
from .chance import held, nearest
from .conduct import COURT_DEBT, DRIFT, GAINS, OVER_TIES
from .counts import ASSOCIATION, DEED, FORGETTING

class Charge(NamedTuple):
    conduct: int
    broken: bool
    cause: int = DEED
    delay: int = 0
    account: bool = True
    shadow: bool = False
    hour: int = 0


def enter(world, citizen, charge: Charge) -> None:
    """A charge without delay is made at once, another on the morning of its day."""
    if charge.delay == 0:
        make(world, citizen, charge)
    else:
        world.due[world.day + charge.delay].append((citizen, charge))


def tariff(rule, account, charge: Charge) -> int:
    """The points of a charge, and the counters of one account."""
    conduct = charge.conduct
    if charge.broken:
        earlier = account.breaches.get(conduct, 0)
        if rule.repeat > 1:
            account.breaches[conduct] = min(15, earlier + 1)
        return rule.costs[min(earlier, 7)]
    if rule.cap is None:
        return rule.earns
    earlier = account.kept.get(conduct, 0)
    account.kept[conduct] = min(15, earlier + 1)
    return rule.earns if earlier < rule.cap else 0


def make(world, citizen, charge: Charge) -> None:
    policy, conduct = world.policy, charge.conduct
    rule = policy.rules[conduct]
    if conduct == COURT_DEBT and charge.broken:
        standing.note_debt(world, citizen, charge.shadow, charge.account)
    if charge.shadow:
        put(world, citizen, citizen.shadow, tariff(rule, citizen.shadow, charge), conduct)
        if charge.broken:
            for number in policy.lists_by_charge[conduct]:
                standing.enter(world, citizen, citizen.shadow, number, conduct)
    if charge.account:
        points = tariff(rule, citizen.account, charge)
        if charge.broken:
            objecting.put_on_file(world, citizen, charge, points)
        put_to_account(world, citizen, points, conduct, charge.cause)
        if policy.scored:
            world.counts["won" if points > 0 else "lost"][conduct] += abs(points)
        if charge.cause == DEED:
            days = charge.delay + until_update(world, citizen, charge.delay > 0)
            world.counts["delay"][0] += days
            midnights = days + (policy.scored and policy.rhythm == "daily")
            world.counts["hours"][0] += 24 * midnights - charge.hour if midnights else 0
        if charge.broken:
            if charge.cause != DEED:
                error = charge.cause - 1
                citizen.blamed[error] = True
                citizen.losses[error] = min(65535, citizen.losses[error] + abs(points))
            sanction(world, citizen, rule, points, charge)
        if reaches(policy, points):
            world.setting_out.append((citizen, points))
    standing.compare(world, citizen)


def until_update(world, citizen, morning: bool) -> int:
    """Days until points put today move the score; turns of today are over but in the morning."""
    society, rhythm = world.society, world.policy.rhythm
    if not world.policy.scored or rhythm in ("real-time", "daily"):
        return 0
    place = citizen.who.neighborhood
    adults, index = society.grown[place], citizen.who.number - society.firsts[place]
    for day in count(world.day if morning else world.day + 1):
        months = 12 * day // 365
        begin, end = -(-365 * months // 12), -(-365 * (months + 1) // 12)
        due = rhythm == "monthly" or months > 0 and months % 12 == 0
        if due and index < adults * (day - begin + 1) // (end - begin) and (
                index >= adults * (day - begin) // (end - begin)):
            return day - world.day
    raise AssertionError("a turn comes every month")


def reaches(policy, points: int) -> bool:
    """Whether points reach anyone over ties (chapter Ties)."""
    return (policy.reach is not None and policy.scored and abs(points) >= policy.reach
            and (points < 0 or policy.earned_too))


def put_to_account(world, citizen, points: int, conduct: int, cause: int) -> None:
    counts = world.counts
    counts["charges"][cause] += 1
    if world.policy.scored:
        counts["points"][cause] += points
        counts["deducted"][cause] += max(0, -points)
    put(world, citizen, citizen.account, points, conduct)


def put(world, citizen, account, points: int, conduct: int) -> None:
    """Points move the score at once, or they wait."""
    if not world.policy.scored:
        return
    if world.policy.rhythm == "real-time":
        move(world, citizen, account, points, conduct)
    else:
        account.waiting += points
        world.waiting.add(citizen.who.number)
        if points < 0 and account is citizen.account:
            citizen.last_deduction = conduct


def release(world, citizen) -> None:
    """What waits is released, first that of the shadow account."""
    for account in citizen.shadow, citizen.account:
        points, account.waiting = account.waiting, 0
        if points:
            move(world, citizen, account, points, citizen.last_deduction)
    standing.compare(world, citizen)
    citizen.last_deduction = GAINS


def move(world, citizen, account, points: int, conduct: int) -> None:
    if points == 0:
        return
    policy = world.policy
    before, wanted = account.score, account.score + points
    account.score = held(wanted, policy.floor, policy.cap)
    if account is citizen.account:
        world.counts["floor"][0] += max(0, policy.floor - wanted)
        world.counts["cap"][0] += max(0, wanted - policy.cap)
    for number, entry in policy.lists_by_score:
        standing.by_score(world, citizen, account, number, entry, before, conduct)
    if policy.band(before) != policy.band(account.score):
        citizen.moved_by = conduct


def forget(world, citizen) -> None:
    policy = world.policy
    if policy.forgets is None:
        return
    steps = [nearest((policy.start - account.score) * policy.forgets)
             for account in (citizen.account, citizen.shadow)]
    if steps[0]:
        world.counts["charges"][FORGETTING] += 1
        world.counts["points"][FORGETTING] += steps[0]
        world.counts["deducted"][FORGETTING] += max(0, -steps[0])
    move(world, citizen, citizen.account, steps[0], DRIFT)
    move(world, citizen, citizen.shadow, steps[1], DRIFT)
    standing.compare(world, citizen)


def sanction(world, citizen, rule, points: int, charge: Charge) -> None:
    """What follows for one whose account is charged with a breach."""
    counts, conduct = world.counts, charge.conduct
    lists, wrongly = world.policy.lists_by_charge[conduct], charge.cause != DEED
    if rule.fine:
        world.fine(citizen, rule.fine)
        counts["fined-wrongly"][0] += wrongly
    counts["warnings"][0] += rule.warning
    if rule.warning:
        citizen.gain(-nearest(world.response.stakes.losses["warning"] * 1e6))
    counts["warned-wrongly"][0] += rule.warning and wrongly
    if points < 0 or rule.fine or rule.warning or lists:
        counts["sanctions"][0] += 1
        channel = world.response.channels[conduct]
        if channel is not None:
            world.response.sanction(citizen, channel, own=not wrongly)
            if not wrongly:
                world.sanctioned.append((citizen, channel))
        for number in lists:
            objecting.note_reason(world, citizen, number)
            standing.enter(world, citizen, citizen.account, number, conduct)


def associate(world, citizen, points: int) -> None:
    """A charge of association (chapter Ties)."""
    if not (citizen.who.adult and world.policy.scored):
        return
    points = held(points, -65535, 65535)
    world.counts["came-over"][0] += abs(points)
    put_to_account(world, citizen, points, OVER_TIES, ASSOCIATION)
    standing.compare(world, citizen)
    if world.policy.reach is not None and abs(points) >= world.policy.reach and not world.policy.once:
        world.setting_out.append((citizen, points))
