"""Camelot: `lattice` is what it does unless told otherwise; `auto` chooses a way for each page; `hybrid` joins two."""

from runner import from_rows, load, main

camelot = load("camelot")
playa = load("playa")


def read_with(settings):
    def read(file):
        found = camelot.read_pdf(file, pages="all", suppress_stdout=True, **settings)
        with playa.open(file) as pdf:
            pages = len(pdf.pages)
        return pages, [table_of(table) for table in found]

    return read


def table_of(table):
    """Camelot writes a merged cell's text into one cell of it and marks the borders that are not there."""
    texts = table.df.values.tolist()
    regions = merged(table.cells)
    if regions is None:
        return from_rows(table.page, texts)
    cells = []
    for places in regions:
        rows, columns = [row for row, _ in places], [column for _, column in places]
        text = " ".join(filter(None, (texts[row][column] for row, column in sorted(places))))
        cells.append([min(columns), min(rows), max(columns) + 1, max(rows) + 1, text])
    return {"page": table.page, "cells": cells}


def merged(cells):
    """Sets of places that no border parts; None where one of them is no rectangle, so that borders cannot be trusted."""
    open_places = {(row, column) for row, line in enumerate(cells) for column in range(len(line))}
    regions = []
    while open_places:
        region, edge = set(), [min(open_places)]
        while edge:
            place = edge.pop()
            if place not in open_places:
                continue
            open_places.remove(place)
            region.add(place)
            edge += neighbours(cells, *place)
        height = len({row for row, _ in region})
        width = len({column for _, column in region})
        if height * width != len(region):
            return None
        regions.append(region)
    return regions


def neighbours(cells, row, column):
    cell = cells[row][column]
    if column + 1 < len(cells[row]) and not (cell.right or cells[row][column + 1].left):
        yield row, column + 1
    if column > 0 and not (cell.left or cells[row][column - 1].right):
        yield row, column - 1
    if row + 1 < len(cells) and not (cell.bottom or cells[row + 1][column].top):
        yield row + 1, column
    if row > 0 and not (cell.top or cells[row - 1][column].bottom):
        yield row - 1, column


if __name__ == "__main__":
    flavors = ("lattice", "stream", "network", "hybrid", "auto")
    main(camelot.__version__, {flavor: read_with({"flavor": flavor}) for flavor in flavors})
