"""The right to object, read into whole numbers (chapter Standing)."""

from .chance import bound, nearest


class Objecting:
    """Who is told and who objects, by truth and tenth."""

    def __init__(self, section) -> None:
        self.told = bound(section["told"])
        self.by_truth = [[bound(of_tenth(section[truth], tenth)) for tenth in range(10)]
                         for truth in ("right", "wrong")]

    def objects(self, citizen, wrong: bool, words) -> bool:
        return words[0] < self.told and words[1] < self.by_truth[wrong][citizen.who.tenth]


class Objections:
    """The right to object under one policy."""

    def __init__(self, section) -> None:
        self.charge, self.band = (Objecting(section[key]) if key in section else None
                                  for key in ("charge", "band"))
        self.window, self.delay = int(section["window"]), int(section["delay"])
        self.capacity = section.get("capacity")
        self.fees = [nearest(1000 * of_tenth(section["fee"], tenth)) for tenth in range(10)]
        self.days_lost = int(section["days_lost"])
        self.success = [bound(section[key]) for key in ("if_right", "if_wrong")]


def of_tenth(section, tenth: int) -> float:
    return section["poorest"] + (section["richest"] - section["poorest"]) * tenth / 9
