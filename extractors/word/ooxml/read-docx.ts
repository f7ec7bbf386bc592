import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { type BlockContext, type Blocks, openBlocks, openTable, type TableRows } from './blocks.ts';
import { openFields } from './fields.ts';
import { readNumbering } from './numbering.ts';
import { type OfficePackage, openPackage, type Relationship } from './package.ts';
import { readStyles } from './styles.ts';
import { children, parseXml, readXml, type XmlNode } from './xml.ts';

/** What a document of Word holds, in its order. */
export interface WordDocument {
  readonly items: readonly DeclaredItem[];
  readonly findings: readonly Finding[];
}

type NoteKind = 'footnote' | 'endnote';

/** Elements of the body that are read whole; what stands around them is only told. */
const wholes: ReadonlySet<string> = new Set([
  ...['w:p', 'w:tr', 'w:tblGrid', 'w:tblPr', 'w:sdtPr', 'w:sectPr', 'w:altChunk', 'mc:AlternateContent'],
  ...['w:del', 'w:moveFrom'],
]);

const usualPart = 'word/document.xml';

/** The part of a package in which a document of Word begins; null for another kind of document. */
export function wordPart(opened: OfficePackage): string | null {
  const main = opened.mainPart ?? usualPart;
  if (!opened.has(main)) return opened.has(usualPart) ? usualPart : null;
  const type = opened.contentType(main);
  const isWord = /wordprocessingml|ms-word/u.test(type) || (!/ml\./u.test(type) && main.startsWith('word/'));
  return isWord ? main : null;
}

/**
 * Paragraphs and tables of a document of Word as a reader sees them: changes accepted, results of fields, numbers of lists; hidden
 * text, comments, heads and feet of pages left out. Text boxes stand behind the paragraph they are anchored in, notes at
 * the end.
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function readDocx(bytes: Uint8Array): WordDocument {
  const opened = openPackage(bytes);
  const main = wordPart(opened);
  if (main === null)
    throw new PipelineError('office-damaged', 'read', 'It has no part that a document of Word begins in.', {
      hint: 'Open it in Word and save it, or fetch it anew.',
    });
  const findings: Finding[] = [];
  const relationships = opened.relationships(main);
  const leftOut = (what: string, location: string): void => {
    findings.push({ code: 'content-left-out', message: `${what}.`, page: null, location });
  };
  const rootOf = (type: string): XmlNode | undefined => {
    const part = [...relationships.values()].find((each) => each.type === type && !each.isExternal)?.target;
    if (part === undefined || !opened.has(part)) return undefined;
    return attempt(() => parseXml(opened.bytes(part), part), leftOut);
  };
  const styles = readStyles(rootOf('styles'));
  const notes: { readonly kind: NoteKind; readonly id: string }[] = [];
  const context: BlockContext = {
    styles,
    numbering: readNumbering(rootOf('numbering'), styles),
    fields: openFields(),
    counts: { paragraphs: 0, tables: 0, blocks: 0 },
    load: loader(opened, relationships, leftOut),
    note: (kind, id) => notes.push({ kind, id }),
    leftOut,
  };
  const body = openBlocks(context, null);
  readBody(opened.bytes(main), main, body, context);
  readNotes(opened, [...relationships.values()], notes, body, context);
  if (hasMacros(opened, main, relationships))
    findings.push({
      code: 'macros-ignored',
      message: 'The document holds macros; they were neither run nor read.',
      page: null,
      location: '',
    });
  return { items: body.end(), findings };
}

/** Reads the body piece by piece: a paragraph or a row of a table is all that stands in memory beside what was made of them. */
function readBody(bytes: Uint8Array, part: string, body: Blocks, context: BlockContext): void {
  const tables: TableRows[] = [];
  readXml(bytes, part, (name) => wholes.has(name), {
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
  });
}

/** Puts the notes that the text refers to behind it, in the order of their marks, footnotes first. */
function readNotes(
  opened: OfficePackage,
  relationships: readonly Relationship[],
  notes: { readonly kind: NoteKind; readonly id: string }[],
  body: Blocks,
  context: BlockContext,
): void {
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = relationships.find(({ type, isExternal }) => type === `${kind}s` && !isExternal)?.target;
    const marked = new Set(notes.filter((note) => note.kind === kind).map(({ id }) => id));
    if (part === undefined || marked.size === 0 || !opened.has(part)) continue;
    const root = attempt(() => parseXml(opened.bytes(part), part), context.leftOut);
    const byId = new Map(children(root, `w:${kind}`).map((note) => [note.attributes['w:id'] ?? '', note]));
    const within: BlockContext = {
      ...context,
      fields: openFields(),
      load: loader(opened, opened.relationships(part), context.leftOut),
      // A note that refers to a note is read with those of the text, or not at all.
      note: () => undefined,
    };
    const blocks = openBlocks(within, null);
    for (const id of marked) for (const each of children(byId.get(id))) blocks.take(each);
    for (const item of blocks.end()) body.put(item);
  }
}

/** Pictures by their relationship, each inflated once. */
function loader(
  opened: OfficePackage,
  relationships: ReadonlyMap<string, Relationship>,
  leftOut: BlockContext['leftOut'],
): (relationship: string) => Uint8Array | null {
  const loaded = new Map<string, Uint8Array | null>();
  return (id) => {
    const found = relationships.get(id);
    if (found === undefined || found.isExternal || !opened.has(found.target)) return null;
    const known = loaded.get(found.target);
    if (known !== undefined) return known;
    const bytes = attempt(() => opened.bytes(found.target), leftOut) ?? null;
    loaded.set(found.target, bytes);
    return bytes;
  };
}

/** A part without which the rest can be read; what is wrong with it is told. */
function attempt<T>(read: () => T, leftOut: BlockContext['leftOut']): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof PipelineError)) throw error;
    leftOut(error.message.replace(/\.$/u, ''), '');
    return undefined;
  }
}

function hasMacros(
  opened: OfficePackage,
  main: string,
  relationships: ReadonlyMap<string, Relationship>,
): boolean {
  const isEnabled = /macroEnabled/u.test(opened.contentType(main));
  return isEnabled || [...relationships.values()].some(({ type }) => type === 'vbaProject');
}
