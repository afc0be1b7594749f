"""What services do with a standing (chapter Gates)."""

import math

from .chance import EVENT, bound, held
from .conduct import CONTEXTS, GATE_CONTEXTS, GATES, VISITS, Occasion
from .policy import OPEN, Terms

HOSPITAL, INTERNET, FARE = (GATES.index(name) for name in ("hospital", "internet", "fare"))


def terms(world, citizen, gate: int, side: str = "account") -> Terms:
    """The terms of a citizen: by their own standing, and by those of whom they live with."""
    policy = world.policy
    if not policy.effects:
        return OPEN
    account = getattr(citizen, side)
    found = policy.standing(account.score, account.lists).own[gate]
    if gate in policy.gates_of_households:
        for number in citizen.who.home:
            member = world.citizens[number]
            if member.who.adult:
                account = getattr(member, side)
                standing = policy.standing(account.score, account.lists)
                if standing.shares:
                    found = found.add(standing.shared[gate])
    return found


def feel(world, citizen, context: str) -> None:
    """A penalty that is felt."""
    if citizen.restricted:
        world.counts["detriments"][0] += 1
        if citizen.behind >= len(CONTEXTS) or CONTEXTS[citizen.behind] != context:
            world.counts["unrelated"][0] += 1


def ask(world, citizen, gate: int, draw: int, tickets: int = 1) -> Terms | None:
    """Asks at a gate. None is a refusal, of so many tickets."""
    counts = world.counts
    found = terms(world, citizen, gate)
    if draw >= found.refusal:
        counts["asked"][gate] += 1
        return found
    counts["asked"][gate] += tickets
    counts["refused"][gate] += tickets
    if draw >= terms(world, citizen, gate, "shadow").refusal:
        counts["refused-wrongly"][gate] += tickets
    feel(world, citizen, found.context or GATE_CONTEXTS[gate])
    return None


def visit(world, citizen, occasion: Occasion) -> None:
    name = VISITS[occasion.kind - 12]
    gate = GATES.index(name)
    if name in ("flight", "rail"):
        found = travel(world, citizen, occasion, name)
    else:
        found = ask(world, citizen, gate, occasion.choice)
    if found is None and name == "school":
        citizen.hardship = min(255, citizen.hardship + world.livelihood.refusal)
    if found is not None and gate == HOSPITAL:
        wait(world, citizen, found, occasion.aside)


def travel(world, citizen, occasion: Occasion, name: str) -> Terms | None:
    """A trip. A barred one may ask for several tickets or for none, and take a slow train instead."""
    habit = world.visits[name]
    words = world.chance.draw(EVENT, citizen.who.number, 4, world.day, occasion.which)
    slowly = name == "rail" and citizen.restricted and citizen.slow_train
    whole = math.floor(habit["tickets"])
    tickets = whole + (words[0] < bound(habit["tickets"] - whole))
    found = ask(world, citizen, GATES.index(name), occasion.choice, 0 if slowly else tickets)
    if found is not None:
        return found
    if name == "rail" and (slowly or words[1] < bound(habit["slow_train"])):
        citizen.slow_train = citizen.slow_train or citizen.restricted
        world.counts["slow-trains"][0] += 1
        world.counts["slow-hours"][0] += int(habit["slower"])
    else:
        citizen.hardship = min(255, citizen.hardship + world.livelihood.refusal)
    return None


def wait(world, citizen, found: Terms, aside: int) -> None:
    """The queue of a hospital is fixed: what a hurried patient is spared, others wait."""
    counts, livelihood, here = world.counts, world.livelihood, citizen.who.neighborhood
    usual = livelihood.wait
    change = math.trunc(found.wait * usual / 256)
    taken = held(world.queues[here], -usual, usual) if change == 0 else 0
    waited = usual + change + taken
    world.queues[here] -= change + taken
    counts["waited"][0] += waited
    counts["waited-for-others"][0] += taken
    counts["hurried"][0] += max(0, -change)
    counts["slowed"][0] += max(0, change)
    if change > 0:
        feel(world, citizen, found.context or GATE_CONTEXTS[HOSPITAL])
    citizen.health = max(0, citizen.health - (livelihood.waiting * waited + aside >> 16))


def monthly(world, citizen) -> None:
    """Monthly services and fines."""
    policy = world.policy
    if not policy.effects:
        return
    line = terms(world, citizen, INTERNET)
    if line.throttle > 0:
        world.counts["throttled"][0] += 1
        feel(world, citizen, line.context or GATE_CONTEXTS[INTERNET])
    world.counts["saved-fares"][0] += terms(world, citizen, FARE).discount
    fines = policy.standing(citizen.account.score, citizen.account.lists).fines
    if fines > 0:
        world.fine(citizen, fines)
        feel(world, citizen, "money")


def finds_work(world, citizen, words) -> bool:
    """One out of work asks at the gate `job` (chapter Month)."""
    if ask(world, citizen, GATES.index("job"), words[1]) is None:
        return False
    work = world.livelihood.work
    throttle = terms(world, citizen, INTERNET).throttle
    return words[0] < bound(work["found"] * (1 - work["offline"] * throttle / 256))
