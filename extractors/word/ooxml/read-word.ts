import type { DeclaredItem } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { type BlockContext, type Blocks, openBlocks } from './blocks.ts';
import { readEmbeddedSheets } from './embedded-sheets.ts';
import { openFields } from './fields.ts';
import type { NoteMark } from './inline.ts';
import { readNumbering } from './numbering.ts';
import type { OfficePackage, Relationship } from './package.ts';
import { bodyVisitor, isWhole } from './read-body.ts';
import { readStyles } from './styles.ts';
import { children, parseXml, readXml, type XmlNode } from './xml.ts';

/** What a document of Word holds, in its order. */
export interface WordDocument {
  readonly items: readonly DeclaredItem[];
  readonly findings: readonly Finding[];
}

/** A mark of a note and where it stands. */
type PlacedMark = NoteMark & { readonly location: string };

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
export async function readWord(opened: OfficePackage): Promise<WordDocument> {
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
  const notes: PlacedMark[] = [];
  const context: BlockContext = {
    styles,
    numbering: readNumbering(rootOf('numbering'), styles),
    fields: openFields(),
    counts: { paragraphs: 0, tables: 0, blocks: 0 },
    store: { load: loader(opened, relationships, leftOut), keep: () => undefined },
    sheets: await readEmbeddedSheets(opened, relationships),
    keepsSpace: false,
    note: (mark, location) => notes.push({ ...mark, location }),
    leftOut,
  };
  const body = openBlocks(context, null);
  readXml(opened.bytes(main), main, isWhole, bodyVisitor(body, context));
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

/** Puts the notes that the text refers to behind it, in the order of their marks, footnotes first. */
function readNotes(
  opened: OfficePackage,
  relationships: readonly Relationship[],
  notes: readonly PlacedMark[],
  body: Blocks,
  context: BlockContext,
): void {
  for (const kind of ['footnote', 'endnote'] as const) {
    const part = relationships.find(({ type, isExternal }) => type === `${kind}s` && !isExternal)?.target;
    const marked = new Map<string, string>();
    for (const note of notes)
      if (note.kind === kind && !marked.has(note.id)) marked.set(note.id, note.location);
    if (part === undefined || marked.size === 0 || !opened.has(part)) continue;
    const root = attempt(() => parseXml(opened.bytes(part), part), context.leftOut);
    const byId = new Map(children(root, `w:${kind}`).map((note) => [note.attributes['w:id'] ?? '', note]));
    const within: BlockContext = {
      ...context,
      fields: openFields(),
      store: {
        load: loader(opened, opened.relationships(part), context.leftOut),
        keep: () => undefined,
      },
      sheets: new Map(),
      // A note that refers to a note is read with those of the text, or not at all.
      note: () => undefined,
    };
    for (const [id, location] of marked) {
      const blocks = openBlocks(within, location);
      for (const each of children(byId.get(id))) blocks.take(each);
      // White space sets a note off from its mark.
      for (const [i, item] of blocks.end().entries())
        body.put(i === 0 && item.kind === 'text' ? { ...item, text: item.text.trimStart() } : item);
    }
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
