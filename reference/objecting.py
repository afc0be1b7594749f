"""Charges on file, objections to them, and corrections (chapter Standing)."""

from . import scoring, standing
from .chance import OBJECTION, WORD, nearest
from .conduct import COURT_DEBT, GIVEN_BACK
from .counts import DEED, REDRESS
from .objections import Objections

BAND = WORD - 1
DAY = 65536
LAST_DAY = 65535
OPEN, LODGED, PENDING = range(3)


class Filed:
    """A charge that can be contested."""

    def __init__(self, world, charge, points: int) -> None:
        self.since, self.conduct, self.cause = world.day, charge.conduct, charge.cause
        self.grains = min(65535, max(0, -points))
        self.counted = world.policy.rules[charge.conduct].repeat > 1
        self.wrong = charge.cause != DEED
        self.phase, self.due, self.lists = OPEN, 0, 0


def words_about(world, citizen, row: Filed):
    return world.chance.draw(OBJECTION, citizen.who.number, row.conduct + 256 * row.cause,
                             row.since, 0)


def put_on_file(world, citizen, charge, points: int) -> None:
    objections, conduct = world.policy.objections, charge.conduct
    if objections is None:
        return
    rule = world.policy.rules[conduct]
    by_debt = conduct == COURT_DEBT and world.policy.lists_by_debt
    if not (points < 0 or rule.fine_share or rule.warning or world.policy.lists_by_charge[conduct]
            or by_debt):
        return
    row = Filed(world, charge, points)
    if objections.charge is not None and objections.charge.objects(
            citizen, row.wrong, words_about(world, citizen, row)):
        row.phase = LODGED
    if row.phase == LODGED or objections.band is not None:
        citizen.file.append(row)


def object_to_band(world, citizen) -> None:
    """For one whose restriction begins."""
    policy = world.policy
    if policy.objections is None or policy.objections.band is None:
        return
    if not policy.standing(citizen.account.score, 0).restricts:
        return
    rows = [row for row in citizen.file if row.phase == OPEN]
    if not rows:
        return
    gravest = sorted(rows, key=lambda row: (row.wrong, row.grains, row.since, row.conduct,
                                            row.cause))[-1]
    words = world.chance.draw(OBJECTION, citizen.who.number, BAND, world.day, 0)
    if policy.objections.band.objects(citizen, gravest.wrong, words):
        gravest.phase = LODGED


def lodge(world) -> None:
    """What the office of each neighborhood gets in the evening."""
    objections, counts = world.policy.objections, world.counts
    if objections is None:
        return
    for person in world.society.adults:
        citizen = world.citizens[person.number]
        for row in citizen.file:
            if row.phase != LODGED:
                continue
            row.phase, row.due = PENDING, day_of_decision(world, objections, person.neighborhood)
            counts["objections"][0] += 1
            counts["objections-wronged"][0] += row.wrong
            counts["objection-delay"][0] += row.due - world.day
            fee = objections.fees[person.tenth]
            counts["objection-fees"][0] += fee
            counts["objection-days"][0] += objections.days_lost
            world.take_money(citizen, fee)


def day_of_decision(world, objections: Objections, place: int) -> int:
    soonest = min(LAST_DAY, world.day + objections.delay)
    if objections.capacity is None:
        return soonest
    adults = max(1, world.society.grown[place])
    service = nearest(65536.0 * 365.0 / 12.0 / (objections.capacity * adults / 1000.0))
    if service == 0:
        return soonest
    world.offices[place] = max(DAY * world.day, world.offices[place]) + service
    return max(soonest, min(LAST_DAY, -(-world.offices[place] // DAY)))


def decide(world) -> None:
    """The decisions of a morning; charges that nobody can contest any more are forgotten."""
    objections = world.policy.objections
    if objections is None:
        return
    for person in world.society.adults:
        citizen = world.citizens[person.number]
        due = [row for row in citizen.file if row.phase == PENDING and row.due <= world.day]
        citizen.file = [row for row in citizen.file if row not in due and not (
            row.phase == OPEN and world.day > row.since + objections.window)]
        for row in due:
            world.counts["objections-decided"][0] += 1
            if words_about(world, citizen, row)[2] < objections.success[row.wrong]:
                world.counts["objections-accepted"][0] += 1
                correct(world, citizen, row)
            else:
                world.counts["upheld-wrongly"][0] += row.wrong
        if due:
            standing.compare(world, citizen)


def correct(world, citizen, row: Filed) -> None:
    policy, account, counts = world.policy, citizen.account, world.counts
    if row.grains and policy.scored:
        if policy.reach is not None and row.grains >= policy.reach:
            counts["corrected-on"][0] += row.grains
            world.setting_out.append((citizen, row.grains))
        scoring.put_to_account(world, citizen, row.grains, GIVEN_BACK, REDRESS)
    if row.counted and account.breaches.get(row.conduct, 0):
        account.breaches[row.conduct] -= 1
    if row.wrong and citizen.blamed[row.cause - 1]:
        error = row.cause - 1
        citizen.losses[error] = max(0, citizen.losses[error] - row.grains)
        citizen.blamed[error] = citizen.losses[error] > 0
    if row.conduct == COURT_DEBT:
        for at, (since, owed, on_file) in enumerate(citizen.debts):
            if since == row.since and on_file and owed != row.wrong:
                citizen.debts[at] = (since, owed, False)
                break
        citizen.debts = [debt for debt in citizen.debts if debt[1] or debt[2]]
    if row.wrong:
        rule = policy.rules[row.conduct]
        counts["fines-refunded"][0] += rule.fine_share > 0
        counts["warnings-withdrawn"][0] += rule.warning
    for number in range(len(policy.lists)):
        leads = number in policy.lists_by_charge[row.conduct]
        if leads and number in citizen.reasons and citizen.reasons[number][0] <= row.since:
            citizen.reasons[number][1] = max(0, citizen.reasons[number][1] - 1)
        if (leads or row.lists >> number & 1) and not has_reason(world, citizen, number):
            standing.drop_bites(world, citizen, account, number)
            standing.leave(world, citizen, account, number)
    if citizen.moved_by is not None:
        citizen.moved_by = GIVEN_BACK


def has_reason(world, citizen, number: int) -> bool:
    """Whether the record, as corrected, has a reason for a listing."""
    policy, entry = world.policy, world.policy.lists[number]
    score = scoring.held(citizen.account.score + citizen.account.waiting, policy.floor, policy.cap)
    if entry.enters_below is not None and score < entry.enters_below:
        return True
    if entry.enters_from is not None and score >= entry.enters_from:
        return True
    if entry.debt_unpaid is not None and any(
            on_file and since + entry.debt_unpaid <= world.day
            for since, _, on_file in citizen.debts):
        return True
    return citizen.reasons.get(number, [0, 0])[1] > 0


def note_listing(citizen, number: int) -> None:
    for row in citizen.file:
        row.lists |= 1 << number


def note_reason(world, citizen, number: int) -> None:
    if world.policy.objections is not None:
        reason = citizen.reasons.setdefault(number, [world.day, 0])
        reason[1] = min(255, reason[1] + 1)
