"""Help that is asked for (chapter Help)."""

from .chance import EVENT, WORD, bound, nearest
from .conduct import CONDUCTS, Occasion
from .scenario import Section


class Helping:
    """Who helps at first, what it brings, and how it is taken up, in 16ths of what it costs."""

    def __init__(self, section: Section, looked_up: float) -> None:
        self.by = CONDUCTS.index(section["by"])
        self.first = 256 - nearest(256 * section["willing"])
        self.benefit = nearest(16 * section["benefit"])
        self.imitation = nearest(section["imitation"] * WORD / 16)
        self.looked_up = bound(looked_up)


def acquaintance(world, citizen, word: int):
    """The acquaintance that a word falls on, where it is another adult."""
    known = citizen.who.acquaintances
    other = world.citizens[known[word * len(known) >> 32]]
    return other if other is not citizen and other.who.adult else None


def asked(world, citizen, occasion: Occasion):
    """Who asks, if anyone, and whether anything speaks against helping them."""
    whom, sight = world.chance.draw(EVENT, occasion.who, 3, world.day, occasion.which)[:2]
    asker = acquaintance(world, citizen, whom)
    if asker is None or not citizen.willing:
        return asker, True
    standing = world.policy.standing(asker.account.score, asker.account.lists)
    denied = sight < world.helping.looked_up and standing.shunned
    world.counts["denied"][0] += denied
    return asker, denied


def give(world, citizen, asker) -> None:
    for one, gain in (citizen, -16), (asker, world.helping.benefit):
        one.gains = min(32767, max(-32768, one.gains + gain))


def take_after(world, citizen, whom: int, word: int) -> None:
    """The end of a citizen's month: whoever did better in theirs may be taken after."""
    citizen.gains, citizen.last_gains = 0, citizen.gains
    other = acquaintance(world, citizen, whom)
    if other is not None:
        ahead = other.last_gains - citizen.last_gains
        if ahead > 0 and word < world.helping.imitation * ahead:
            citizen.willing = other.willing
