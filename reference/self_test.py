"""Known answers, and small things worked out by hand."""

from .chance import KIN, LAST, KeyedOrder, OwnLuck, Philox, bound, nearest, poisson
from .conduct import PARTS, alias, logit_bound
from .month import way
from .policy import Terms
from .population import first_above, parts, runs
from .ties import passing


def self_test() -> None:
    def philox(counter: tuple[int, int, int, int], low: int, high: int) -> str:
        return " ".join(f"{word:08x}" for word in Philox(low + 2**32 * high).block(*counter))

    assert philox((0, 0, 0, 0), 0, 0) == "6627e8d5 e169c58d bc57ac4c 9b00dbd8"
    assert philox((LAST,) * 4, LAST, LAST) == "408f276d 41c83b0e a20bc7c6 6d5451fd"
    assert philox((0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0xa4093822, 0x299f31d0) \
        == "d16cfe09 94fdcceb 5001e420 24126ea1"

    for chance in Philox(1), OwnLuck(1):
        for n in 1, 2, 3, 64, 65, 1000:
            order = KeyedOrder(chance, KIN, 0, n)
            assert sorted(order.place) == list(range(n))
            assert all(order.item[order.place[x]] == x for x in range(n))

    assert [nearest(x) for x in (0.5, -0.5, 1.5, 2.4, -2.6)] == [1, -1, 2, 2, -3]
    assert (bound(0), bound(0.5), bound(1)) == (0, 2**31, 2**32)
    assert (poisson(0, LAST, 0), poisson(1, 0, 0), poisson(1, 2**31, 0)) == (0, 0, 1)
    assert len(PARTS) == 64 and PARTS[:3] == [(0, 3600), (3600, 3600), (18000, 3600)]
    assert (logit_bound(0), logit_bound(-(10**6))) == (2**31, 1440317)
    slots = alias([1.0] + [0.0] * 16 + [1.0], 2.0)
    assert {(first, second) for _, first, second in slots[18:]} == {(17, 17), (17, 0)}
    assert (way(0, 255, 77), way(10, 10, 77), way(10, 9, 1), way(9, 10, 1)) == (77, 10, 9, 10)
    assert (passing(-640, 3277), passing(640, 3277), passing(-9, 3277)) == (-32, 32, 0)
    assert Terms(wait=5).add(Terms(wait=-5)).wait == 5
    assert first_above([0.25, 0.39, 0.36], 0.5) == 1
    assert runs([1, 2, 3, 4, 5], lambda k: 2) == [[1, 2], [3, 4], [5]]
    assert parts(list(range(5)), 2) == [[0], [1, 2], [3, 4]]
    print("all well")
