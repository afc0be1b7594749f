"""What passes between people, in the evening and the next morning (chapter Ties)."""

from collections import defaultdict

from . import scoring
from .chance import MEETING, bound
from .conduct import MEETING_KIND


def passing(points: int, share: int) -> int:
    """What of a charge passes over a tie with this share (in 65536ths)."""
    part = abs(points) * share + 32768 >> 16
    return part if points > 0 else -part


def others(citizen, tie: str) -> list[int]:
    """Every other member over a tie, but no friend from whom one is cut off."""
    who = citizen.who
    if tie == "circle":
        return [m for m in who.circle if m != who.number and m not in citizen.cut]
    return [m for m in (who.home if tie == "household" else who.team) if m != who.number]


def evening(world, today) -> None:
    policy, citizens = world.policy, world.citizens
    setting_out, world.setting_out = world.setting_out, []
    arriving: dict[int, int] = defaultdict(int)
    for citizen, points in setting_out:
        world.counts["passed-on"][0] += abs(points)
        for relative in citizen.who.kin:
            if relative is not None:
                world.from_kin[relative] += passing(points, policy.shares["kin"])
        for tie in "household", "circle", "team":
            part = passing(points, policy.shares[tie])
            if part:
                for member in others(citizen, tie):
                    arriving[member] += part
    for member in sorted(arriving):
        if arriving[member]:
            scoring.associate(world, citizens[member], arriving[member])

    if world.response.on:
        for citizen, channel in world.sanctioned:
            for tie in "household", "circle", "team":
                for member in others(citizen, tie):
                    if citizens[member].who.adult:
                        world.response.word_of_sanction(citizens[member], channel)
    world.sanctioned = []

    if policy.rhythm == "daily":
        for number in sorted(world.waiting):
            scoring.release(world, citizens[number])
    world.waiting.clear()

    if world.response.on:
        for occasion in today.occasions:
            if occasion.kind == MEETING_KIND:
                meet(world, citizens[occasion.who], occasion)


def meet(world, citizen, occasion) -> None:
    circle = citizen.who.circle
    friend = world.citizens[circle[occasion.aside * len(circle) // 65536]]
    if friend is citizen or not friend.who.adult or friend.who.number in citizen.cut:
        return
    standing = world.policy.standing(friend.account.score, friend.account.lists)
    if not standing.shunned:
        return
    word = world.chance.draw(MEETING, occasion.who, occasion.which, world.day, 0)[0]
    if word < bound(world.cut):
        citizen.cut.add(friend.who.number)
        friend.cut.add(citizen.who.number)
        world.counts["ties-cut"][0] += 1
        if not friend.cut_off:
            friend.cut_off = True
            world.counts["cut-off"][0] += 1


def morning(world) -> None:
    """Points from kin, then letters with charges."""
    from_kin, world.from_kin = world.from_kin, defaultdict(int)
    for number in sorted(from_kin):
        if from_kin[number]:
            scoring.associate(world, world.citizens[number], from_kin[number])
    letters, world.letters = sorted(world.letters), []
    for number, conduct, cause, kept, delay in letters:
        charge = scoring.Charge(conduct, not kept, cause, delay)
        scoring.enter(world, world.citizens[number], charge)
