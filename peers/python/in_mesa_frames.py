"""The common model in mesa-frames: citizens and ties are data frames of Polars."""

import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

ACTS = 0.02
SEEN = 0.5
COST = 60
TENTH = 6
START = 800
THRESHOLD = 325


class Citizens(AgentSetPolars):
    def __init__(self, model, ties):
        super().__init__(model)
        citizens = len(ties)
        self += pl.DataFrame({"unique_id": range(citizens)}).with_columns(
            points=pl.lit(START, pl.Int32), listed=pl.lit(False), seen=pl.lit(False)
        )
        self.ties = pl.DataFrame({"one": range(citizens), "others": ties}).explode("others")

    def spread(self):
        seen = self.agents.filter("seen").select(one="unique_id")
        bears = self.ties.join(seen, on="one").group_by(unique_id="others").len("times")
        self.agents = (
            self.agents.join(bears, on="unique_id", how="left", maintain_order="left")
            .with_columns(points=pl.col("points") - TENTH * pl.col("times").fill_null(0).cast(pl.Int32))
            .drop("times")
        )

    def act(self):
        luck = [pl.Series(self.random.random(len(self))) for _ in range(2)]
        self.agents = self.agents.with_columns(seen=(luck[0] < ACTS) & (luck[1] < SEEN)).with_columns(
            points=(pl.col("points") - COST * pl.col("seen")).clip(lower_bound=0)
        )
        self.agents = self.agents.with_columns(listed=pl.col("listed") | (pl.col("points") < THRESHOLD))

    def step(self):
        self.spread()
        self.act()


class Society(ModelDF):
    def __init__(self, ties, seed):
        super().__init__(seed)
        self.citizens = Citizens(self, ties)
        self.agents += self.citizens

    def live_day(self):
        self.agents.do("step", inplace=True)

    @property
    def points(self):
        return next(iter(self.agents.points.values()))

    @property
    def listed(self):
        return next(iter(self.agents.listed.values()))
