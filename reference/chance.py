"""Chance: every draw is a function of the seed and of what it decides (chapter Chance)."""

import hashlib
import math
import struct

WORD = 2**32
LAST = WORD - 1

OPPORTUNITY, EVENT, LOOKALIKE, COLLISION = 0, 1, 2, 3
MONTH, APPEAL, MEETING, PASSING, POPULATION, GROUPING = 6, 7, 8, 9, 10, 11
KIN, SPURIOUS, LISTING, WORLD, OBJECTION = 12, 13, 14, 15, 16

Words = tuple[int, int, int, int]


class Philox:
    """Philox4x32-10 under a seed, low word first."""

    def __init__(self, seed: int) -> None:
        low, high = seed % WORD, seed // WORD % WORD
        self.keys = [
            ((low + r * 0x9E3779B9) % WORD, (high + r * 0xBB67AE85) % WORD) for r in range(10)
        ]

    def block(self, a: int, b: int, c: int, d: int) -> Words:
        for low, high in self.keys:
            first = 0xD2511F53 * a
            second = 0xCD9E8D57 * c
            a, b = (second >> 32) ^ b ^ low, second & LAST
            c, d = (first >> 32) ^ d ^ high, first & LAST
        return a, b, c, d

    def draw(self, purpose: int, who: int, whom: int, day: int, which: int) -> Words:
        return self.block(who, whom, day, purpose + 65536 * which)


class OwnLuck:
    """Other random numbers with the same distribution: a keyed hash of the address."""

    def __init__(self, seed: int) -> None:
        self.key = struct.pack("<Q", seed % WORD**2)

    def draw(self, purpose: int, who: int, whom: int, day: int, which: int) -> Words:
        address = struct.pack("<5I", purpose, who, whom, day, which)
        return struct.unpack("<4I", hashlib.blake2b(address, digest_size=16, key=self.key).digest())


Chance = Philox | OwnLuck


def of_world(kind: type[Chance], seed: int, number: int) -> Chance:
    """The chance of one world of a scenario."""
    words = kind(seed).draw(WORLD, number, 0, 0, 0)
    return kind(words[0] + WORD * words[1])


def bound(chance: float) -> int:
    """An event of this chance happens when its word is below this bound."""
    return math.floor(chance * WORD)


def nearest(number: float) -> int:
    """To the nearest whole number, halves away from zero."""
    whole = math.trunc(number)
    rest = number - whole
    return whole + (rest >= 0.5) - (rest <= -0.5)


def held(number: int, least: int, most: int) -> int:
    return max(least, min(most, number))


def normal(a: int, b: int) -> float:
    """The standard normal of two words."""
    return math.sqrt(-2 * math.log(1 - a / WORD)) * math.cos(2 * math.pi * b / WORD)


def poisson(mean: float, first: int, second: int) -> int:
    """By inversion of the first word up to a mean of 200, above it by the normal limit."""
    u, v = (first + 0.5) / WORD, (second + 0.5) / WORD
    if mean > 200:
        normal = math.sqrt(-2 * math.log(u)) * math.cos(2 * math.pi * v)
        return max(0, nearest(mean + normal * math.sqrt(mean)))
    share, number = math.exp(-mean), 0
    while u > share and number < 1000:
        u -= share
        number += 1
        share = share * mean / number
    return number


class KeyedOrder:
    """A permutation of 0 … n-1: `place` of each item, and `item` at each place."""

    def __init__(self, chance: Chance, purpose: int, which: int, n: int) -> None:
        bits = max(1, (n - 1).bit_length())
        mask, fold = 2**bits - 1, (bits + 1) // 2
        odd = [word | 1 for word in chance.draw(purpose, LAST, 0, 0, which)]
        plus = chance.draw(purpose, LAST, 1, 0, which)
        self.place = []
        for x in range(n):
            while True:
                for o, p in zip(odd, plus):
                    x = (x * o + p) & mask
                    x ^= x >> fold
                if x < n:
                    break
            self.place.append(x)
        self.item = [0] * n
        for item, place in enumerate(self.place):
            self.item[place] = item
