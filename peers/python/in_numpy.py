"""The common model in NumPy alone."""

import numpy as np

ACTS = 0.02
SEEN = 0.5
COST = 60
TENTH = 6
START = 800
THRESHOLD = 325


class Society:
    def __init__(self, ties, seed):
        self.luck = np.random.default_rng(seed)
        self.ties = ties
        self.points = np.full(len(ties), START, dtype=np.int16)
        self.listed = np.zeros(len(ties), dtype=bool)
        self.seen = np.empty(0, dtype=np.int64)

    def live_day(self):
        np.subtract.at(self.points, self.ties[self.seen].ravel(), TENTH)
        acts = np.flatnonzero(self.luck.random(len(self.points), dtype=np.float32) < ACTS)
        self.seen = acts[self.luck.random(len(acts)) < SEEN]
        self.points[self.seen] -= COST
        np.maximum(self.points, 0, out=self.points)
        self.listed |= self.points < THRESHOLD
