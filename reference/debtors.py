"""Who pays a court debt after all, and who cannot (chapter Standing, under court debts)."""

import math

from .chance import MONTH, WORD, bound, held, nearest
from .conduct import COURT_DEBT, Conduct, logit_bound
from .scenario import Section


class Debtors:
    def __init__(self, section: Section, conducts: list[Conduct]) -> None:
        unable = section["unable"]
        self.recovers = section["recovers"]
        self.weight = nearest(1024 * section["hardship"])
        hardships = conducts[COURT_DEBT].tenths
        broken = [conducts[COURT_DEBT].broken_at(hardship) for hardship in hardships]
        total = 0.0
        for share in broken:
            total += share
        shares = [share / total for share in broken]

        def unable_at(level: int) -> float:
            mean = 0.0
            for share, hardship in zip(shares, hardships):
                mean += share * (self.bound_at(level, hardship) / WORD)
            return mean

        self.level = None
        if unable > 0:
            low, high = -12288, 12288
            while high - low > 1:
                middle = math.trunc((low + high) / 2)
                low, high = (middle, high) if unable_at(middle) < unable else (low, middle)
            self.level = high
        able = spare = 0.0
        for share, hardship in zip(shares, hardships):
            cannot = 0 if self.level is None else self.bound_at(self.level, hardship)
            part = share * (1 - cannot / WORD)
            able += part
            spare += part * (1 - hardship / 255)
        mean = spare / able if able > 0 else 0.0
        self.unlisted, self.listed = (section[key] / 12 / mean if mean > 0 else 0.0
                                      for key in ("unlisted", "listed"))

    def bound_at(self, level: int, hardship: int) -> int:
        return logit_bound(level + (self.weight * hardship >> 8))

    def cannot_pay(self, world, citizen) -> bool:
        if self.level is None:
            return False
        words = world.chance.draw(MONTH, citizen.who.number, 3, 0, 0)
        age = world.day - min(since for since, owed, _ in citizen.debts if owed)
        recovered = -math.expm1(-(self.recovers / 365) * age)
        return (words[0] < self.bound_at(self.level, citizen.hardship)
                and words[1] >= bound(held(recovered, 0, 1)))

    def chance(self, world, citizen, pressing: list) -> int:
        """The bound of paying this month, by the blacklists that press."""
        if self.cannot_pay(world, citizen):
            return max((entry.settles for entry in pressing), default=0)
        rate = self.listed if pressing else self.unlisted
        return bound(min(1, rate * (1 - citizen.hardship / 255)))
