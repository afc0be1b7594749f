"""Standings compared, lists, debts, appeals, blame (chapter Standing)."""

from . import objecting, scoring
from .chance import APPEAL, LISTING, MONTH, bound
from .conduct import AT_HOME, COURT_DEBT, GIVEN_BACK, LIST_ENDS, OVER_TIES
from .counts import REDRESS

APPEALS, TERMS, DEBTS, BITES = range(4)
REAL, TRUE = 0, 1


def compare(world, citizen, reason: int | None = None) -> None:
    """Compares the standing that gates look at with the one of true deeds alone. Behind a restriction
    that begins is the last move that changed a band or a list, where there is one."""
    if citizen.moved_by is not None:
        reason, citizen.moved_by = citizen.moved_by, None
    policy, counts, day = world.policy, world.counts, world.day
    real = policy.standing(citizen.account.score, citizen.account.lists)
    true = policy.standing(citizen.shadow.score, citizen.shadow.lists)
    if real.restricts and not citizen.restricted:
        citizen.restricted, citizen.since, citizen.behind = True, day, reason
        citizen.slow_train = False
        counts["spells"][0] += 1
        counts["begun"][reason] += 1
        if citizen.first_hardship is None:
            citizen.first_hardship = citizen.hardship
            counts["ever-restricted"][0] += 1
        elif citizen.hardship > citizen.first_hardship and "spirals" not in citizen.ever:
            citizen.ever.add("spirals")
            counts["spirals"][0] += 1
        objecting.object_to_band(world, citizen)
    elif citizen.restricted and not real.restricts:
        citizen.restricted = False
        citizen.restricted_days += day - citizen.since
        counts["spells-ended"][0] += 1
    wronged = real.restricts and not true.restricts
    if wronged and not citizen.wronged:
        citizen.wronged_since = day
        if not citizen.ever_wronged:
            citizen.ever_wronged = True
            counts["ever-wronged"][error_at_fault(policy, citizen)] += 1
    elif citizen.wronged and not wronged:
        citizen.wronged_days += day - citizen.wronged_since
    citizen.wronged = wronged
    spared = true.restricts and not real.restricts
    if spared and not citizen.spared:
        counts["spared-begun"][cause_of_sparing(citizen, reason)] += 1
    citizen.spared = spared
    if citizen.restricted:
        for gate, count in (0, "ever-grounded"), (1, "ever-off-rail"):
            if real.own[gate].refusal > 0 and count not in citizen.ever:
                citizen.ever.add(count)
                counts[count][0] += 1


def begin_anew(world, citizen) -> None:
    """Drops the restrictions and the harm of the warm-up, and compares as if for the first time."""
    was_restricted = citizen.restricted
    flags = was_restricted or citizen.wronged or citizen.spared
    known = bool(flags or citizen.ever or citizen.first_hardship is not None)
    citizen.harm = citizen.net = 0
    if not known:
        return
    citizen.restricted = citizen.wronged = citizen.spared = citizen.ever_wronged = False
    citizen.restricted_days = citizen.wronged_days = 0
    citizen.first_hardship = None
    citizen.ever = set()
    goes_slowly = was_restricted and citizen.slow_train
    if any(entry.black and citizen.account.lists >> number & 1
           for number, entry in enumerate(world.policy.lists)):
        first_blacklisting(world, citizen)
    compare(world, citizen, citizen.behind)
    citizen.slow_train = goes_slowly


def first_blacklisting(world, citizen) -> None:
    if "ever-blacklisted" not in citizen.ever:
        citizen.ever.add("ever-blacklisted")
        world.counts["ever-blacklisted"][0] += 1


def cause_of_sparing(citizen, reason: int) -> int:
    """The cause of being free despite true deeds: the move itself, or the last breach missed."""
    if reason in (OVER_TIES, GIVEN_BACK):
        return 2 if reason == OVER_TIES else 3
    return 4 if citizen.last_missed is None else citizen.last_missed


def taken_by_errors(citizen) -> list[int]:
    """What misidentified, misrecorded and falsely reported took, in grains."""
    unearned = [32 * points for points in citizen.unearned] + [0]
    return [loss + points for loss, points in zip(citizen.losses, unearned)]


def error_at_fault(policy, citizen) -> int:
    if any(on_file and not owed for _, owed, on_file in citizen.debts):
        return 1
    took = taken_by_errors(citizen)
    by_points = policy.scored and max(policy.shares.values()) > 0
    beyond = citizen.shadow.score - citizen.account.score - sum(took)
    took.append(max(0, beyond) if by_points else 0)
    if max(took) > 0:
        return took.index(max(took))
    between = by_points or policy.lists_by_association or policy.lists_by_month
    if between and not any(citizen.blamed):
        return 3
    return citizen.blamed.index(True) if any(citizen.blamed) else 0


def set_to_happen(world, day: int, citizen, what: int, number: int, side: int,
                  conduct: int = AT_HOME) -> None:
    world.agenda[day].append((citizen.who.number, what, number, side, conduct))


def side_of(citizen, account) -> int:
    return REAL if account is citizen.account else TRUE


def by_score(world, citizen, account, number: int, entry, before: int, conduct: int) -> None:
    """What a list with a rule about the score does when a score has moved."""
    score = account.score
    if entry.exit_score is not None and (
            score >= entry.exit_score if entry.black else score < entry.exit_score):
        drop_bites(world, citizen, account, number)
        leave(world, citizen, account, number)
    elif score < before:
        if entry.enters_below is not None and score < entry.enters_below:
            enter(world, citizen, account, number, conduct)
    elif entry.enters_from is not None and score >= entry.enters_from:
        enter(world, citizen, account, number, conduct)


def drop_bites(world, citizen, account, number: int) -> None:
    """Drops the bites of a list and side that are still to come."""
    key = (citizen.who.number, BITES, number, side_of(citizen, account))
    for entries in world.agenda.values():
        entries[:] = [entry for entry in entries if entry[:4] != key]


def enter(world, citizen, account, number: int, conduct: int) -> None:
    entry = world.policy.lists[number]
    if account is citizen.account and not account.lists >> number & 1:
        objecting.note_listing(citizen, number)
    if entry.notice == 0:
        bite(world, citizen, account, number, conduct)
    elif entry.exit_after is not None or not account.lists >> number & 1:
        set_to_happen(world, world.day + entry.notice, citizen, BITES, number,
                      side_of(citizen, account), conduct)


def bite(world, citizen, account, number: int, conduct: int) -> None:
    entry, counts = world.policy.lists[number], world.counts
    if entry.exit_after is not None:
        account.ends[number] = world.day + int(entry.exit_after)
        set_to_happen(world, account.ends[number], citizen, TERMS, number,
                      side_of(citizen, account))
    if account.lists >> number & 1:
        return
    account.lists |= 1 << number
    citizen.moved_by = conduct
    if account is citizen.shadow:
        return
    counts["listed"][number] += 1
    if not entry.black:
        return
    first_blacklisting(world, citizen)
    appeal(world, citizen, number)
    for other, associated in world.policy.lists_by_association:
        if other != number:
            for member in citizen.who.home:
                relative = world.citizens[member]
                if relative is citizen or not relative.who.adult:
                    continue
                word = world.chance.draw(LISTING, member, citizen.who.inside, world.day, 0)[0]
                if word < associated.association:
                    set_to_happen(world, world.day + 1, relative, BITES, other, REAL)


def take_along(world, citizen) -> None:
    """What being on a blacklist for another month does to those at home."""
    if not citizen.account.lists & world.policy.black:
        return
    for number, entry in world.policy.lists_by_month:
        for member in citizen.who.home:
            relative = world.citizens[member]
            if relative is citizen or not relative.who.adult:
                continue
            word = world.chance.draw(LISTING, member, citizen.who.inside, world.day, 0)[1]
            if word < entry.association_monthly and not relative.account.lists >> number & 1:
                set_to_happen(world, world.day + 1, relative, BITES, number, REAL)


def leave(world, citizen, account, number: int) -> None:
    if account is citizen.account:
        citizen.reasons.pop(number, None)
    if not account.lists >> number & 1:
        return
    account.lists &= ~(1 << number)
    citizen.moved_by = LIST_ENDS
    account.ends.pop(number, None)
    if account is citizen.account:
        citizen.appeals.pop(number, None)
        world.counts["delisted"][number] += 1


def appeal(world, citizen, number: int) -> None:
    settings = world.policy.appeal
    if settings is None:
        return
    word = world.chance.draw(APPEAL, citizen.who.number, number, world.day, 0)[0]
    if word < bound(settings["lodged"]):
        world.counts["appeals"][0] += 1
        citizen.appeals[number] = world.day + int(settings["delay"])
        set_to_happen(world, citizen.appeals[number], citizen, APPEALS, number, REAL)


def decide(world, citizen, number: int) -> None:
    """Decides an appeal."""
    del citizen.appeals[number]
    settings = world.policy.appeal
    right = citizen.shadow.lists >> number & 1
    word = world.chance.draw(APPEAL, citizen.who.number, number, world.day, 0)[1]
    if word >= bound(settings["if_right" if right else "if_wrong"]):
        return
    world.counts["granted"][0] += 1
    citizen.debts = [debt for debt in citizen.debts if debt[1]]
    taken = sum(citizen.losses)
    if world.policy.scored and taken > 0:
        scoring.put_to_account(world, citizen, taken, GIVEN_BACK, REDRESS)
    citizen.losses, citizen.blamed, citizen.unearned = [0, 0, 0], [False] * 3, [0, 0]
    citizen.file = [row for row in citizen.file if not row.wrong]
    leave(world, citizen, citizen.account, number)
    if citizen.moved_by is not None:
        citizen.moved_by = GIVEN_BACK


def happen(world) -> None:
    """What was set to happen today, citizen by citizen."""
    entries = sorted(world.agenda.pop(world.day, []))
    for at, (who, what, number, side, conduct) in enumerate(entries):
        citizen = world.citizens[who]
        account = citizen.shadow if side == TRUE else citizen.account
        if what == APPEALS and citizen.appeals.get(number) == world.day:
            decide(world, citizen, number)
        elif what == TERMS and account.ends.get(number) == world.day:
            leave(world, citizen, account, number)
        elif what == DEBTS:
            ripen(world, citizen, number)
        elif what == BITES:
            bite(world, citizen, account, number, conduct)
        if at + 1 == len(entries) or entries[at + 1][0] != who:
            compare(world, citizen)


def note_debt(world, citizen, owed: bool, on_file: bool) -> None:
    citizen.debts.append((world.day, owed, on_file))
    world.counts["debts"][0] += owed
    for number, entry in world.policy.lists_by_debt:
        set_to_happen(world, world.day + int(entry.debt_unpaid), citizen, DEBTS, number, REAL)


def ripen(world, citizen, number: int) -> None:
    """The look at debts that have been there for as long as a list waits."""
    noted = world.day - world.policy.lists[number].debt_unpaid
    ripe = [debt for debt in citizen.debts if debt[0] <= noted]
    if any(owed for _, owed, _ in ripe):
        enter(world, citizen, citizen.shadow, number, COURT_DEBT)
    if any(on_file for _, _, on_file in ripe):
        enter(world, citizen, citizen.account, number, COURT_DEBT)


def pressing(world, citizen) -> list:
    """The blacklists that a citizen is on, or has been told of."""
    told = {number for entries in world.agenda.values() for who, what, number, side, _ in entries
            if (who, what, side) == (citizen.who.number, BITES, REAL)}
    return [entry for number, entry in enumerate(world.policy.lists)
            if entry.black and (number in told or citizen.account.lists >> number & 1)]


def repay(world, citizen) -> None:
    """Repayment, at the monthly turn of one who truly owes."""
    owed = sum(debt[1] for debt in citizen.debts)
    if not owed:
        return
    real = world.policy.standing(citizen.account.score, citizen.account.lists)
    word = world.chance.draw(MONTH, citizen.who.number, 2, world.day, 0)[3]
    if word >= world.debtors.chance(world, citizen, pressing(world, citizen)):
        return
    world.counts["repaid"][0] += owed
    world.counts["repaid-listed"][0] += owed if real.listed else 0
    citizen.debts = [debt for debt in citizen.debts if not debt[1]]
    for number, entry in world.policy.lists_by_debt:
        if not entry.exit_repair:
            continue
        for account, flag in (citizen.shadow, 1), (citizen.account, 2):
            if any(debt[flag] for debt in citizen.debts):
                continue
            drop_bites(world, citizen, account, number)
            leave(world, citizen, account, number)
    compare(world, citizen)
