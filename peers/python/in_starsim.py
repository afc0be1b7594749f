"""The common model in Starsim: a module with states, a network, and distributions of its own."""

import numpy as np
import starsim as ss

ACTS = 0.02
SEEN = 0.5
COST = 60
TENTH = 6
START = 800
THRESHOLD = 325


class Ties(ss.Network):
    def __init__(self, ties):
        super().__init__()
        self.ties = ties

    def init_post(self):
        super().init_post(add_pairs=False)
        one, which = np.nonzero(np.arange(len(self.ties))[:, None] < self.ties)
        self.append(p1=one, p2=self.ties[one, which], beta=np.ones(len(one)))

    def step(self):
        pass


class Scheme(ss.Module):
    def __init__(self):
        super().__init__()
        self.define_states(
            ss.FloatArr("points", default=START),
            ss.BoolState("listed", default=False),
            ss.BoolState("seen", default=False),
        )
        self.acts = ss.bernoulli(p=ACTS)
        self.is_seen = ss.bernoulli(p=SEEN)

    def step(self):
        ties = self.sim.networks.ties
        times = np.zeros(len(self.points.raw))
        for one, other in ((ties.p1, ties.p2), (ties.p2, ties.p1)):
            times += np.bincount(other[self.seen.raw[one]], minlength=len(times))
        self.points[:] = self.points - TENTH * times[self.points.auids]
        seen = self.is_seen.filter(self.acts.filter())
        self.seen[:] = False
        self.seen[seen] = True
        self.points[seen] -= COST
        self.points[:] = np.maximum(self.points, 0)
        self.listed[:] = self.listed | (self.points < THRESHOLD)


class Society:
    def __init__(self, ties, seed):
        self.scheme = Scheme()
        self.sim = ss.Sim(
            n_agents=len(ties), networks=Ties(ties), modules=self.scheme, rand_seed=seed,
            dt=ss.days(1), start=ss.days(0), dur=ss.days(3_650), verbose=0, copy_inputs=False,
        )
        self.sim.init()

    def live_day(self):
        self.sim.run_one_step()

    @property
    def points(self):
        return np.asarray(self.scheme.points)

    @property
    def listed(self):
        return np.asarray(self.scheme.listed)
