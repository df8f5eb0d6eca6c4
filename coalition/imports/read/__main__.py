"""`python -m coalition.imports.read FILE...`: the ways to read each sheet, best first, with the evidence for and against."""

import sys
from pathlib import Path

from coalition import clock
from coalition.imports.cells.reader import read_grid
from coalition.imports.read.choose import choose, ways_to_read
from coalition.imports.read.parting import header_score
from coalition.imports.read.sheet import sheet_of
from coalition.imports.workbook import is_zip, read_workbook

for path in map(Path, sys.argv[1:]):
    data = path.read_bytes()
    book = is_zip(data)
    grids = (
        {one.name: one.grid for one in read_workbook(data)} if book else {path.stem: read_grid(data, header_score=header_score)}
    )
    for name, grid in grids.items():
        found = ways_to_read(sheet_of(grid, name, clock.today()))
        choice = choose(found)
        print(f"{path.name} {name}: {choice.best and choice.best.layout} {choice.asks} {choice.why}")
        print(*found[:5], sep="\n")
