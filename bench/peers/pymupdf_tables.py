"""PyMuPDF's find_tables: as it comes (a layout model looks for the tables first), without that model, and with the two
switches that its documentation offers for better tables."""

from runner import from_boxes, load, main

pymupdf = load("pymupdf")


def read_with(settings):
    def read(file):
        tables = []
        with pymupdf.open(file) as document:
            for page in document:
                for table in page.find_tables(**settings).tables:
                    boxes = [row.cells for row in table.rows]
                    tables.append(from_boxes(page.number + 1, boxes, table.extract()))
            return document.page_count, tables

    return read


if __name__ == "__main__":
    modes = {"default": {}, "lines": {"use_layout": False}, "refined": {"union": True, "refine": True}}
    main(pymupdf.__version__, {mode: read_with(settings) for mode, settings in modes.items()})
