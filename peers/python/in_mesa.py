"""The common model in Mesa: citizens are agents in the cells of a network."""

import mesa
import networkx as nx
from mesa.discrete_space import FixedAgent, Network

ACTS = 0.02
SEEN = 0.5
COST = 60
TENTH = 6
START = 800
THRESHOLD = 325


class Citizen(FixedAgent):
    def __init__(self, model, cell):
        super().__init__(model)
        self.cell = cell
        self.points = START
        self.listed = False
        self.seen = False

    def charge(self, cost):
        self.points = max(0, self.points - cost)
        if self.points < THRESHOLD:
            self.listed = True

    def spread(self):
        if self.seen:
            for friend in self.cell.neighborhood.agents:
                friend.charge(TENTH)

    def step(self):
        self.seen = self.random.random() < ACTS and self.random.random() < SEEN
        if self.seen:
            self.charge(COST)


class Society(mesa.Model):
    def __init__(self, ties, seed):
        super().__init__(seed=seed)
        graph = nx.Graph()
        graph.add_nodes_from(range(len(ties)))
        graph.add_edges_from((one, other) for one, row in enumerate(ties.tolist()) for other in row)
        self.network = Network(graph, capacity=1, random=self.random)
        for cell in self.network.all_cells:
            Citizen(self, cell)

    def step(self):
        self.agents.do("spread")
        self.agents.do("step")

    def live_day(self):
        self.step()

    @property
    def points(self):
        return [citizen.points for citizen in self.agents]

    @property
    def listed(self):
        return [citizen.listed for citizen in self.agents]
