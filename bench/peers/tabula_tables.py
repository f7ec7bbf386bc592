"""Tabula: `default` is the Java library's own choice between its two ways for each page, `lattice` and `stream` force one.

The decisions of tabula-java's command line, on the jar that tabula-py brings: the Python wrapper starts a Java machine
for each file and does not tell the page of a table.
"""

import shutil

from runner import from_rows, give_up, load, main

tabula = load("tabula")
jpype = load("jpype")


def start_java():
    """The Java classes needed. One machine for the whole run."""
    from tabula.backend import jar_path

    if shutil.which("java") is None:
        give_up("no java on the PATH")
    quiet = "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog"
    jpype.startJVM("-Djava.awt.headless=true", quiet, classpath=[jar_path()], convertStrings=True)
    package = jpype.JPackage("technology").tabula
    return {
        "load": jpype.JPackage("org").apache.pdfbox.pdmodel.PDDocument.load,
        "open": package.ObjectExtractor,
        "stream": package.extractors.BasicExtractionAlgorithm(),
        "lattice": package.extractors.SpreadsheetExtractionAlgorithm(),
        "detect": package.detectors.NurminenDetectionAlgorithm(),
        "file": jpype.JPackage("java").io.File,
    }


def read_with(mode):
    def read(file):
        document = java["load"](java["file"](file))
        try:
            tables = []
            pages = java["open"](document).extract()
            while pages.hasNext():
                page = pages.next()
                for table in tables_of(page, mode):
                    tables.append(table_of(page.getPageNumber(), table))
            return document.getNumberOfPages(), tables
        finally:
            document.close()

    return read


def tables_of(page, mode):
    if mode == "lattice" or (mode == "default" and java["lattice"].isTabular(page)):
        return list(java["lattice"].extract(page))
    areas = [page.getArea(box) for box in java["detect"].detect(page)]
    return [table for area in areas for table in java["stream"].extract(area)]


def table_of(number, table):
    rows = [list(row) for row in table.getRows()]
    if str(table.getExtractionMethod()) == "lattice":
        cells = [
            [cell.getLeft(), cell.getTop(), cell.getRight(), cell.getBottom(), cell.getText(False)]
            for row in rows
            for cell in row
            if cell.getWidth() > 0
        ]
        return {"page": number, "cells": [[*map(float, box), str(text)] for *box, text in cells]}
    return from_rows(number, [[str(cell.getText(False)) for cell in row] for row in rows])


if __name__ == "__main__":
    java = start_java()
    main(f"{tabula.__version__}", {mode: read_with(mode) for mode in ("default", "lattice", "stream")})
