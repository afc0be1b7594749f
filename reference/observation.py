"""What follows a deed, and what is seen of it (chapters Conduct, Observation)."""

from . import gates, helping
from .chance import EVENT, LAST, LOOKALIKE, WORD, poisson
from .conduct import BILLS, COURT_DEBT, LOAN, LOAN_KIND, VIRTUES, Occasion, breaks_rule
from .counts import DEED, MISIDENTIFIED, MISRECORDED
from .scoring import Charge, enter
from .standing import note_debt


def act(world, citizen, occasion: Occasion) -> None:
    """An occasion to keep to a rule or to break it, and what follows."""
    number, policy = LOAN if occasion.kind == LOAN_KIND else occasion.kind, world.policy
    conduct, counts = world.conducts[number], world.counts
    if conduct.behind is not None:
        word = world.chance.draw(EVENT, occasion.who, 2, world.day, occasion.which)[0]
        if gates.ask(world, citizen, conduct.behind, word) is None:
            return
    asker, refuses = None, False
    if world.helping is not None and world.helping.by == number:
        asker, refuses = helping.asked(world, citizen, occasion)
        if asker is None:
            return
    in_open = occasion.aside < conduct.open
    seems_broken = refuses or breaks_rule(world, citizen, number, occasion, in_open)
    broken = seems_broken
    if number == BILLS and broken and not refuses:
        counts["late-in-hardship"][0] += not breaks_rule(
            world, citizen, number, occasion, in_open, hardship=0)
    if (number in VIRTUES and in_open and not broken and citizen.plays and number in policy.rules):
        word = world.chance.draw(EVENT, occasion.who, 1, world.day, occasion.which)[0]
        if word < world.staged:
            broken = True
            counts["staged"][0] += 1
    counts["occasions"][number] += 1
    counts["broken"][number] += broken
    counts["open"][number] += in_open
    counts["open-broken"][number] += in_open and broken
    if asker is not None and not broken:
        helping.give(world, citizen, asker)
    if broken:
        counts["harm"][0] += conduct.harm
        citizen.harm = min(65535, citizen.harm + conduct.harm)
    if number in policy.rules:
        observe(world, citizen, occasion, number, in_open, seems_broken, seems_broken == broken)
    elif number == COURT_DEBT and broken:
        note_debt(world, citizen, owed=True, on_file=False)


def observe(world, citizen, occasion: Occasion, conduct: int, in_open: bool, broken: bool,
            honest: bool) -> None:
    """`broken` is what the deed seems; `honest` says that it is what it seems."""
    policy, counts = world.policy, world.counts
    rule, sight = policy.rules[conduct], occasion.sight
    counting = broken or rule.earns > 0

    def charge(delay: int = 0, shadow: bool = True) -> None:
        enter(world, citizen, Charge(conduct, broken, DEED, delay, True, shadow and honest,
                                     occasion.second // 3600))

    def letter(to: int | None, cause: int, delay: int = 0) -> None:
        if to is not None:
            world.letters.append((to, conduct, cause, not broken, delay))

    def told(start: int, end: int, alone: bool) -> bool:
        """People who tell, by the upper end of what is left of sight."""
        if (policy.tells is None or not (in_open and counting) or conduct == COURT_DEBT
                or sight < end - ((end - start) * policy.tells >> 32)):
            return False
        counts["told"][0] += 1
        charge(shadow=alone)
        return True

    def perfect_eyes(means: int, delay: int = 0, earned: bool = False) -> None:
        """What only perfect eyes would have charged, and the points it would have earned."""
        if not honest:
            return
        if not broken and not earned and policy.scored:
            points = citizen.unearned[means] + rule.earns // 32
            citizen.unearned[means] = min(15, points)
        if broken and not earned:
            citizen.last_missed = means
        enter(world, citizen, Charge(conduct, broken, DEED, delay, False, True))

    start = 0
    if rule.cameras and policy.cameras is not None:
        cameras = policy.cameras
        named, mistaken, filmed = cameras.bounds[citizen.who.kind][citizen.who.group]
        if sight < filmed:
            counts["filmed"][0] += 1
            if sight < mistaken and broken:
                counts["found"][0] += 1
                cameras.found[citizen.who.kind] += 1
            if sight < named:
                counts["named"][0] += 1
                if counting:
                    charge()
                return
            if sight < mistaken:
                counts["mistaken"][0] += 1
                if counting:
                    word = world.chance.draw(LOOKALIKE, occasion.who, LAST, world.day,
                                             occasion.which)[0]
                    letter(world.society.lookalike(citizen.who, word, world.day, cameras.stick),
                           MISIDENTIFIED)
            if counting:
                perfect_eyes(0, earned=told(named, filmed, alone=False))
            return
        start = filmed
    elif rule.register in policy.registers:
        number, register = rule.register, policy.registers[rule.register]
        counts["entries"][number] += 1
        if sight < register.misjoined[citizen.who.group]:
            counts["misjoined"][number] += 1
            if counting:
                letter(world.society.colliding(citizen.who), MISRECORDED, register.delay)
                perfect_eyes(1, register.delay)
        elif sight < register.missed:
            if counting:
                charge(register.delay)
        else:
            counts["missed"][number] += 1
            if counting:
                earned = told(register.missed, WORD, alone=False)
                perfect_eyes(1, register.delay, earned)
        return
    told(start, WORD, alone=True)
    if conduct == COURT_DEBT and broken:
        note_debt(world, citizen, owed=True, on_file=False)


def passers_by(world, today) -> None:
    """Sightings of citizens who do nothing, counted on the last day of a month."""
    cameras, counts = world.policy.cameras, world.counts
    if cameras is None:
        return
    for group, kind, adults, first, second in today.passing:
        missed, m = cameras.rates[group]
        strangers = missed + cameras.unenrolled
        mean = adults * cameras.passes * cameras.per_head * cameras.density[kind] * today.length
        mistaken, named, unnamed = (poisson(mean * share, first[at], second[at])
                                    for at, share in
                                    enumerate((strangers * m, 1 - missed, strangers * (1 - m))))
        counts["passed"][0] += mistaken + named + unnamed
        counts["passed-named"][0] += named
        counts["passed-mistaken"][0] += mistaken
    if cameras.moved > 0 and today.passing:
        cameras.move()
