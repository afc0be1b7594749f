"""What a charge would take from a citizen, today (chapter Response, under stakes)."""

import math

from .chance import WORD, held, nearest
from .conduct import COURT_DEBT, GATES
from .policy import Policy
from .scenario import Section

MONTH = 365 / 12


class Stakes:
    """By conduct, whole points and lists: 64ths of a full stake."""

    def __init__(self, section: Section, policy: Policy) -> None:
        losses = section["losses"]
        self.policy, self.losses = policy, losses
        self.horizon = losses["horizon"]
        self.listed_rate, self.unable = (section["repayment"][key] for key in ("listed", "unable"))
        self.curvature = curvature(losses["severity"])
        taken = [-policy.rules[number].costs[0] / 32 for number in sorted(policy.rules)]
        charges = [points for points in taken if points > 0]
        self.near = losses["near"] * (sum(charges) / len(charges) if charges else 0.0)
        self.known: dict[tuple[int, int, int], int] = {}
        top = policy.cap >> 5 if policy.scored else 0
        self.any = any(self.stake(conduct, points, lists) > 0 for conduct in policy.rules
                       for lists in range(1 << len(policy.lists)) for points in range(top + 1))

    def of(self, conduct: int, account) -> int:
        return self.stake(conduct, account.score >> 5, account.lists)

    def stake(self, conduct: int, points: int, lists: int) -> int:
        key = conduct, points, lists
        if key not in self.known:
            lost = max(0, self.loss(*key)) / self.losses["studied"]
            perceived = math.log1p(self.curvature * lost) / math.log1p(self.curvature)
            self.known[key] = nearest(64 * min(10, perceived))
        return self.known[key]

    def loss(self, conduct: int, points: int, lists: int) -> float:
        """In months of income."""
        policy, rule = self.policy, self.policy.rules.get(conduct)
        if rule is None:
            return 0
        loss = rule.fine_share + (self.losses["warning"] if rule.warning else 0)
        for number, entry in enumerate(policy.lists):
            if lists >> number & 1:
                continue
            if conduct in entry.charges:
                days = entry.notice
            elif conduct == COURT_DEBT and entry.debt_unpaid is not None:
                days = entry.debt_unpaid + entry.notice
            else:
                continue
            loss += self.listing(number, points, lists) * math.exp(-self.horizons(days))
        if policy.scored:
            after = [held(32 * points + grains, policy.floor, policy.cap) / 32
                     for grains in (rule.costs[0], rule.earns)]
            broken, kept = (self.at(score, points, lists) for score in after)
            loss += broken - kept
        return loss

    def at(self, score: float, today: int, lists: int) -> float:
        """The loss expected from a score, as it looks from the band and the lists of today."""
        policy = self.policy
        loss = 0.0
        lasts = self.lasts(self.until_forgotten())
        for band, threshold in enumerate(policy.thresholds):
            step = self.month(band, lists) - self.month(band + 1, lists)
            loss += step * lasts * self.below(score, threshold)
        for number, entry in enumerate(policy.lists):
            if lists >> number & 1:
                chance = 1.0
                if entry.exit_score is not None:
                    below = self.below(score, entry.exit_score)
                    chance = below if entry.black else 1 - below
            else:
                chance = 0.0
                if entry.enters_below is not None:
                    chance += self.below(score, entry.enters_below)
                if entry.enters_from is not None:
                    chance += 1 - self.below(score, entry.enters_from)
            loss += self.listing(number, today, lists) * chance
        return loss

    def listing(self, number: int, points: int, lists: int) -> float:
        entry = self.policy.lists[number]
        paid, settled = (self.lasts(self.days_on(entry, rate))
                         for rate in (self.listed_rate, entry.settled_rate))
        band = self.policy.band(32 * points)
        off = lists & ~(1 << number)
        lasts = (1 - self.unable) * paid + self.unable * settled
        return (self.month(band, off | 1 << number) - self.month(band, off)) * lasts

    def days_on(self, entry, rate: float) -> float | None:
        """Until the first exit from a list, where debts are paid at this rate a year."""
        ways_out = [entry.exit_after]
        if entry.exit_repair and rate > 0:
            ways_out.append(365 / rate)
        if entry.exit_score is not None:
            ways_out.append(self.until_forgotten())
        return min((days for days in ways_out if days is not None), default=None)

    def month(self, band: int, lists: int) -> float:
        standing = self.policy.standing_of(band, lists)
        loss = 0.0
        for name, own, shared in zip(GATES, standing.own, standing.shared):
            terms = own.add(shared)
            worse = (terms.wait + terms.throttle - terms.discount) / 256
            loss += self.losses[name] * (terms.refusal / WORD + worse)
        loss += standing.fines / 1000
        return loss + self.losses["shunned"] if standing.shunned else loss

    def worth(self, band: int, lists: int) -> int:
        """The worth of a month in a standing, without its fines, in millionths of months of income."""
        fines = self.policy.standing_of(band, lists).fines
        select = sum(self.losses[name] for gate, name in enumerate(GATES)
                     if gate in self.policy.admitting)
        return nearest((select - (self.month(band, lists) - fines / 1000)) * 1e6)

    def below(self, score: float, threshold: int) -> float:
        if threshold <= self.policy.floor:
            return 0.0
        if threshold > self.policy.cap:
            return 1.0
        ahead = score - threshold / 32
        if self.near == 0:
            return 1.0 if ahead < 0 else 0.0
        ratio = ahead / self.near
        # Beyond this the exponential overflows, and the chance is 0 to every digit.
        return 1 / (1 + math.exp(ratio)) if ratio < 700 else 0.0

    def until_forgotten(self) -> float | None:
        half_life = self.policy.half_life
        return half_life / math.log(2) if half_life else None

    def lasts(self, days: float | None) -> float:
        return self.horizon if days is None else -self.horizon * math.expm1(-self.horizons(days))

    def horizons(self, days: float) -> float:
        return days / MONTH / self.horizon


def curvature(severity: float) -> float:
    low, high = -20.0, 40.0
    for _ in range(100):
        middle = (low + high) / 2
        x = math.exp(middle)
        if x / ((1 + x) * math.log1p(x)) > severity:
            low = middle
        else:
            high = middle
    return math.exp(low)
