"""What the runners of the Python peers share: the command line, the files they write, the report.

    python <peer>_tables.py MODE OUT FILE...

reads every file to its end, writes its tables as OUT/<name>.json and prints, as the last line, one JSON object:
version, pages, failed, seconds (of the files alone), megabytes (the most that was resident). A table is
{"page": 1, "cells": [[x0, y0, x1, y1, text], ...]}: boxes of any one unit, y downwards; a cell over several rows
or columns is one box. Where the peer is not installed the line is {"absent": reason}.
"""

import importlib
import json
import sys
import time
from pathlib import Path


def load(module):
    """The module, or the end of the run with the reason why it cannot be had."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        give_up(str(error))


def give_up(reason):
    """Ends the run: the peer is absent."""
    print(json.dumps({"absent": reason}))
    sys.exit(0)


def main(version, modes):
    """Runs one of the modes: each is a function from a path to (pages, tables)."""
    mode, out, *files = sys.argv[1:]
    read = modes[mode]
    Path(out).mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    pages = failed = 0
    for file in files:
        try:
            count, tables = read(file)
        except Exception as error:  # a file that a peer cannot read costs that file alone, as it does with us
            print(f"{file}: {type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
            continue
        pages += count
        text = json.dumps({"pages": count, "tables": tables}, ensure_ascii=False)
        Path(out, f"{Path(file).stem}.json").write_text(text, encoding="utf-8", errors="replace")
    seconds = time.perf_counter() - started
    report = {"version": version, "pages": pages, "failed": failed, "seconds": seconds}
    print(json.dumps({**report, "megabytes": most_resident()}))


def from_rows(page, rows):
    """A table of rows of texts without places: every text is a box of one unit."""
    cells = [
        [column, row, column + 1, row + 1, text or ""]
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return {"page": page, "cells": cells}


def from_boxes(page, boxes, texts):
    """A table of rows of boxes (None where a cell of another row or column reaches) with their texts."""
    cells = [
        [*box, text or ""]
        for box_row, text_row in zip(boxes, texts)
        for box, text in zip(box_row, text_row)
        if box is not None
    ]
    return {"page": page, "cells": cells}


def most_resident():
    """Megabytes, None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024))
