"""The trace: the people, the occasions, and every change of state and count (see its format)."""

import os
from typing import TextIO

from .population import Society
from .world import Citizen, Today, World


def days_up_to(day: int, past: int, runs: bool, since: int) -> int:
    return past + (day + 1 - since if runs else 0)


def state(citizen: Citizen, day: int, scored: bool) -> tuple[int, ...]:
    c, account, shadow = citizen, citizen.account, citizen.shadow
    return (account.score if scored else 0, shadow.score if scored else 0, account.lists,
            shadow.lists, int(c.works), int(c.restricted), int(c.wronged), int(c.spared),
            int(c.cut_off), *c.certainty, c.resignation, c.hardship, c.health, c.harm,
            account.waiting, days_up_to(day, c.restricted_days, c.restricted, c.since),
            days_up_to(day, c.wronged_days, c.wronged, c.wronged_since), int(c.willing),
            c.gains, c.last_gains, c.net)


COLUMNS = ["score", "shadow", "lists", "true-lists", "works", "restricted", "wronged", "spared",
           "cut-off", "certainty-cameras", "certainty-registers", "certainty-informants",
           "resignation", "hardship", "health", "harm", "waiting",
           "restricted-days", "wrongful-days", "willing", "gains", "last-gains", "net"]


class TwinTrace:
    """The file of one twin."""

    def __init__(self, folder: str, name: str, world: World) -> None:
        self.world = world
        self.file: TextIO = open(os.path.join(folder, f"{name}.txt"), "w", encoding="ascii")
        self.before = [(0,) * len(COLUMNS)] * len(world.citizens)
        self.totals = world.counts.flat()

    def write(self, day: int) -> None:
        scored = self.world.policy.scored
        changes: list[list[str]] = [[] for _ in COLUMNS]
        for number, citizen in enumerate(self.world.citizens):
            if not citizen.who.adult:
                continue
            before, after = self.before[number], state(citizen, day, scored)
            if before != after:
                self.before[number] = after
                for column, (old, new) in enumerate(zip(before, after)):
                    if old != new:
                        changes[column].append(f"{number}={new}")
        for name, changed in zip(COLUMNS, changes):
            if changed:
                self.file.write(f"{day} {name} {' '.join(changed)}\n")
        totals = self.world.counts.flat()
        for name, total in totals.items():
            if total != self.totals[name]:
                self.file.write(f"{day} # {name} {total - self.totals[name]}\n")
        self.totals = totals


def write_people(folder: str, society: Society) -> None:
    people = society.people
    columns: dict[str, list[int]] = {
        "age": [p.age for p in people], "cell": [p.cell for p in people],
        "class": [p.habit for p in people], "disposition": [p.z for p in people],
        "hearsay": [p.hearsay for p in people], "guile": [p.guile for p in people],
        "works": [int(p.works) for p in people], "place": [p.kind for p in people],
        "household": [min(p.home) for p in people]}
    for tie in "circle", "team", "acquaintances":
        columns[tie] = [min(getattr(p, tie), default=-1) for p in people]
    for which in range(len(people[0].kin)):
        columns[f"kin.{which}"] = [-1 if p.kin[which] is None else p.kin[which] for p in people]
    with open(os.path.join(folder, "people.txt"), "w", encoding="ascii") as file:
        for name, values in columns.items():
            file.write(f"{name} {' '.join(map(str, values))}\n")


def write_occasions(file: TextIO, today: Today) -> None:
    if today.occasions:
        ordered = sorted(today.occasions, key=lambda o: (o.who, o.second, o.which))
        entries = (f"{o.who}:{o.second}:{o.kind}:{o.which}" for o in ordered)
        file.write(f"{today.number} {' '.join(entries)}\n")


def outcomes(name: str, world: World, days: int) -> dict:
    """The sums of all counts, and the state of the adults at the end."""
    adults = [citizen for citizen in world.citizens if citizen.who.adult]

    last = [dict(zip(COLUMNS, state(citizen, days - 1, world.policy.scored))) for citizen in adults]
    result = {"twin": name, **world.counts.flat()}
    for key in "restricted", "wronged", "restricted-days", "wrongful-days":
        result[key] = sum(row[key] for row in last)
    result["score"] = sum(row["score"] for row in last) / 32
    for key in ("certainty-cameras", "certainty-registers", "certainty-informants", "hardship",
                "resignation", "health", "willing"):
        result[key] = sum(row[key] for row in last)
    return result
