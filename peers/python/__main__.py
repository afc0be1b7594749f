"""Lives the common model in a library and tells how long it took, as a line of JSON:
`python peers/python LIBRARY CITIZENS DAYS SECONDS SEED`. It stops after so many days or, if that is
earlier, seconds. The first day is not timed."""

import importlib
import json
import sys
import time

import numpy as np


def pairings(citizens, seed):
    """Eight pairings of all citizens, each at random: eight ties for everyone."""
    luck = np.random.default_rng(seed)
    ties = np.empty((citizens, 8), dtype=np.int32)
    for which in range(8):
        one, other = luck.permutation(citizens).reshape(-1, 2).T
        ties[one, which], ties[other, which] = other, one
    return ties


def peak():
    """The most memory held [KiB]."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


library, (citizens, most), limit, seed = sys.argv[1], map(int, sys.argv[2:4]), float(sys.argv[4]), int(sys.argv[5])
Society = importlib.import_module(f"in_{library}").Society

began = time.perf_counter()
society = Society(pairings(citizens, seed), seed + 1)
built = time.perf_counter() - began
society.live_day()
days = 1
began = time.perf_counter()
while days < most and time.perf_counter() - began < limit:
    society.live_day()
    days += 1
told = {"days": days - 1, "seconds": time.perf_counter() - began, "built": built, "peak": peak()}
told["listed"] = int(sum(society.listed))
told["points"] = np.bincount(np.asarray(society.points, dtype=np.int64), minlength=801).tolist()
print(json.dumps(told))
