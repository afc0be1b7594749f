"""What is counted (chapter Counts), here for the whole society."""

from .conduct import CONDUCTS, GATES, REASONS
from .policy import REGISTERS

DEED, MISIDENTIFIED, MISRECORDED, FALSELY_REPORTED, ASSOCIATION, FORGETTING, REDRESS = range(7)
CAUSES = ["deed", "misidentified", "misrecorded", "falsely-reported", "association", "forgetting",
          "redress"]
ERRORS = CAUSES[1:5]
SPARINGS = ["missed-by-cameras", "missed-by-registers", "over-ties", "redress", "otherwise"]
BARE = [""]


class Counts(dict[str, list[int]]):
    """Totals by name, each a list of numbers by conduct, register, cause, gate, list or error."""

    def __init__(self, lists: int) -> None:
        by_list = [str(number) for number in range(lists)]
        table = [
            ("occasions broken open open-broken", CONDUCTS),
            ("staged harm filmed named found mistaken passed passed-named passed-mistaken "
             "unenrolled-mistaken", BARE),
            ("entries missed misjoined phantom", REGISTERS), ("told lies", BARE),
            ("charges points deducted", CAUSES),
            ("won lost", CONDUCTS),
            ("passed-on came-over floor cap delay hours sanctions warnings fines "
             "warned-wrongly fined-wrongly", BARE),
            ("asked refused refused-wrongly", GATES),
            ("slow-trains slow-hours waited waited-for-others hurried slowed saved-fares throttled "
             "detriments unrelated", BARE), ("listed delisted", by_list),
            ("spells spells-ended ever-restricted spirals", BARE), ("ever-wronged", ERRORS),
            ("begun", [*CONDUCTS, *REASONS]), ("spared-begun", SPARINGS),
            ("ever-grounded ever-off-rail ever-blacklisted ties-cut cut-off denied appeals granted "
             "objections objections-wronged objection-delay objection-fees objection-days "
             "objections-decided objections-accepted upheld-wrongly corrected-on fines-refunded "
             "warnings-withdrawn "
             "lost-work found-work debts repaid repaid-listed late-in-hardship ranked "
             "rank-kept", BARE)]
        self.labels = {name: labels for names, labels in table for name in names.split()}
        super().__init__((name, [0] * len(labels)) for name, labels in self.labels.items())

    def flat(self) -> dict[str, int]:
        return {f"{name}.{label}" if label else name: total
                for name, labels in self.labels.items()
                for label, total in zip(labels, self[name])}
