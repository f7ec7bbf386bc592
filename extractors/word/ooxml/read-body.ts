import { type BlockContext, type Blocks, openTable, type TableRows } from './blocks.ts';
import type { XmlVisitor } from './xml.ts';

/** Elements of the body that are read whole; what stands around them is only told. */
const wholes: ReadonlySet<string> = new Set([
  ...['w:p', 'w:tr', 'w:tblGrid', 'w:tblPr', 'w:sdtPr', 'w:sectPr', 'w:altChunk', 'mc:AlternateContent'],
  ...['w:del', 'w:moveFrom', 'aml:annotation'],
]);

/** Whether an element of the body is read whole. */
export function isWhole(name: string): boolean {
  return wholes.has(name);
}

/** Reads the body piece by piece: a paragraph or a row of a table is all that stands in memory beside what was made of them. */
export function bodyVisitor(body: Blocks, context: BlockContext): Required<XmlVisitor> {
  const tables: TableRows[] = [];
  return {
    open(name) {
      if (name === 'w:tbl') tables.push(openTable(context));
    },
    whole(node) {
      const table = tables.at(-1);
      if (table === undefined) body.take(node);
      else table.take(node);
    },
    close(name) {
      const table = name === 'w:tbl' ? (tables.pop()?.end() ?? null) : null;
      if (table !== null) body.put(table);
    },
  };
}
