"""python3 -m reference SCENARIO OUT: lives a world of a resolved scenario, and writes its trace."""

import argparse
import json
import os
import sys

from . import trace
from .chance import OwnLuck, Philox, of_world
from .conduct import CONDUCTS, Calendar, Conduct
from .population import Society
from .scenario import NotResolved, read
from .self_test import self_test
from .world import Today, World


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="reference", description=__doc__)
    parser.add_argument("scenario", nargs="?", help="a resolved scenario")
    parser.add_argument("out", nargs="?", help="the folder for the trace")
    parser.add_argument("--days", type=int, help="live fewer days")
    parser.add_argument("--world", type=int, default=0, help="the number of the world")
    parser.add_argument("--own-luck", type=int, metavar="SEED", help="other random numbers")
    parser.add_argument("--outcomes", action="store_true", help="print sums, write no trace")
    parser.add_argument("--self-test", action="store_true")
    given = parser.parse_args()
    if not given.self_test and (given.scenario is None or not (given.out or given.outcomes)):
        parser.error("a scenario, and a folder or --outcomes, are needed")
    return given


def live(given: argparse.Namespace) -> None:
    scenario = read(given.scenario)
    luck, seed = Philox, int(scenario["run"]["seed"])
    if given.own_luck is not None:
        luck, seed = OwnLuck, given.own_luck
    society = Society(of_world(luck, seed, given.world), scenario)
    calendar = Calendar(scenario, society)
    conducts = [Conduct(scenario, number) for number in range(len(CONDUCTS))]
    names = {scenario["policy"]: scenario["policy"]}
    names.update((name, twin["policy"]) for name, twin in scenario.get("twins", {}).items())
    worlds = {name: World(scenario, society, conducts, policy) for name, policy in names.items()}
    days = int(scenario["run"]["days"] + scenario["run"].get("warm_up", 0))
    days = days if given.days is None else given.days

    if given.outcomes:
        for day in range(days):
            today = Today(society, calendar, day)
            for world in worlds.values():
                world.live(today)
        for name, world in worlds.items():
            print(json.dumps(trace.outcomes(name, world, days)))
        return

    os.makedirs(given.out, exist_ok=True)
    trace.write_people(given.out, society)
    traces = [trace.TwinTrace(given.out, name, world) for name, world in worlds.items()]
    with open(os.path.join(given.out, "occasions.txt"), "w", encoding="ascii") as occasions:
        for day in range(days):
            today = Today(society, calendar, day)
            trace.write_occasions(occasions, today)
            for twin in traces:
                twin.world.live(today)
                twin.write(day)
    for twin in traces:
        twin.file.close()


def main() -> int:
    given = arguments()
    if given.self_test:
        self_test()
        return 0
    try:
        live(given)
    except NotResolved as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
