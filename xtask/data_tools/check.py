"""Reads the tables of a run as its users do, and works out its printed figures from them again.

    python check.py OUT PAGE SHOWN

OUT is a folder of results, PAGE the page of the handbook with the lines to try, SHOWN the output of
`nosedive show OUT/latest --json`. Whatever does not hold is an error.
"""

import contextlib
import io
import json
import math
import os
import re
import sys

import duckdb
import frictionless


def dictionary_holds(run):
    """Every file of the data dictionary has the columns, types and constraints that it promises."""
    report = frictionless.Package(f"{run}/datapackage.json").validate()
    for task in report.tasks:
        for error in task.errors[:3]:
            print(f"{task.name}: {error.message}")
    assert report.valid, "the data dictionary does not hold"
    return len(report.tasks)


def handbook_lines_run(page):
    """The lines of the handbook in Python and in DuckDB run, and find something."""
    blocks = re.findall(r"```text\n(.*?)```", open(page, encoding="utf-8").read(), re.S)
    python = next(block for block in blocks if block.startswith("import pandas"))
    shell = next(block for block in blocks if block.startswith("duckdb -c"))
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(python, {})
    assert "no_scheme" in printed.getvalue(), printed.getvalue()
    query = re.search(r'duckdb -c "(.*)"', shell, re.S).group(1)
    rows = duckdb.sql(query).fetchall()
    assert len(rows) >= 4 and all(row[-1] is not None for row in rows), rows
    return len(rows)


# Every world has the same people and luck under each twin, so that a difference is taken world by world.
AGAIN = """
with here as (
    select twin, measure, world, value from '{run}/outcomes.parquet'
    where breakdown = 'all' and value is not null
),
beside as (
    select here.twin, here.measure, here.value - there.value as less
    from here join here as there using (measure, world) where there.twin = '{baseline}'
),
differences as (
    select twin, measure, avg(less) as less, stddev_samp(less) / sqrt(count(*)) as less_error
    from beside group by all
)
select twin, measure, count(*), avg(value), stddev_samp(value) / sqrt(count(*)), any_value(less),
    any_value(less_error)
from here left join differences using (twin, measure) group by all
"""


def figures_come_out_again(run, shown):
    """Means, errors and paired differences that `show` prints follow from the values by world."""
    baseline = shown["manifest"]["scenario"]["baseline"]
    rows = duckdb.sql(AGAIN.format(run=run, baseline=baseline)).fetchall()
    again = {row[:2]: row[2:] for row in rows}
    told = 0
    for line in shown["estimates"]:
        found = again[line["twin"], line["measure"]]
        names = ["worlds", "mean", "standard_error", "less_baseline", "less_baseline_standard_error"]
        for name, value in zip(names, found):
            printed = line[name]
            same = value is printed or math.isclose(value, printed, rel_tol=1e-9, abs_tol=1e-12)
            assert same, f"{line['twin']} {line['measure']} {name}: {printed}, from the table {value}"
            told += 1
    assert told > 50, f"only {told} figures"
    return told


# Keys of an estimate; one that a part of society does not fix is empty.
KEYS = "twin measure breakdown group_name decile sex age_band place".split()

ESTIMATES = """
with again as (
    select {keys}, count(value) as n, avg(value) as mean from '{run}/outcomes.parquet'
    where breakdown <> 'cell' group by all
)
select count(*), count(*) filter (
    again.n is distinct from told.worlds or (again.mean is null) <> (told.mean is null)
    or abs(again.mean - told.mean) > 1e-9 * greatest(1, abs(told.mean))
)
from '{run}/estimates.parquet' as told left join again on {same}
"""


def estimates_are_of_the_outcomes(run):
    """The table of estimates follows from that of outcomes, for every part of society."""
    same = " and ".join(f"told.{key} is not distinct from again.{key}" for key in KEYS)
    apart = duckdb.sql(ESTIMATES.format(run=run, keys=", ".join(KEYS), same=same)).fetchall()[0]
    assert apart[0] > 1000 and apart[1] == 0, f"{apart[1]} of {apart[0]} estimates are others"
    return apart[0]


def main(out, page, shown):
    shown = json.load(open(shown, encoding="utf-8"))
    run = os.path.realpath(f"{out}/latest")
    print(f"{dictionary_holds(run)} files are as the data dictionary says")
    print(f"{figures_come_out_again(run, shown)} figures of `show` follow from the outcomes")
    print(f"{estimates_are_of_the_outcomes(run)} estimates follow from the outcomes")
    os.chdir(os.path.dirname(os.path.abspath(out)))
    assert os.path.basename(os.path.abspath(out)) == "out", "the handbook's lines read `out/latest`"
    print(f"{handbook_lines_run(page)} rows by the handbook's query")


main(*sys.argv[1:])
