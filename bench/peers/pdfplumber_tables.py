"""pdfplumber: `lines` is what it does unless told otherwise, `text` its strategies for tables without lines."""

from runner import from_boxes, load, main

pdfplumber = load("pdfplumber")


def read_with(settings):
    def read(file):
        tables = []
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                for table in page.find_tables(settings):
                    boxes = [row.cells for row in table.rows]
                    tables.append(from_boxes(page.page_number, boxes, table.extract()))
                page.close()
            return len(pdf.pages), tables

    return read


if __name__ == "__main__":
    text = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    main(pdfplumber.__version__, {"lines": read_with({}), "text": read_with(text)})
