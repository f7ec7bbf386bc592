import type { DeclaredItem, EmbeddedPicture } from '../../../schemas/document.ts';
import { PipelineError } from '../../../schemas/error.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { OleFile } from '../../ole/compound-file.ts';
import { openCounts } from '../declared-flow.ts';
import { openInflater, readInlinePicture } from './art.ts';
import { type FileHead, readFileHead, structures } from './file-head.ts';
import { readFormattedRuns } from './formatted-runs.ts';
import { type ListNumbers, readLists } from './lists.ts';
import { readPieces } from './pieces.ts';
import { readPlc } from './plc.ts';
import { type ParagraphProperties, readParagraphProperties } from './properties.ts';
import { type Anchored, readStory, type StorySource } from './read-story.ts';
import { type FloatingShape, readShapes } from './shapes.ts';
import { readStyles } from './styles.ts';
import { byteOf, openText } from './text-runs.ts';

/** Bytes of what is told of each note mark, and of each text box, beside its position. */
const noteMarkLength = 2;
const boxLength = 22;
/** Where, in what is told of a text box, the number of its shape stands. */
const boxShapeAt = 14;

/** What a document holds, and what of it is lost because what describes it is broken. */
export interface DocContent {
  readonly items: readonly DeclaredItem[];
  readonly findings: readonly Finding[];
}

/**
 * A Word 97–2003 document ([MS-DOC]) → its paragraphs and tables, notes, text boxes and pictures.
 * @throws PipelineError `office-encrypted`, `office-damaged`, `content-limit`
 */
export function readDoc(file: OleFile): DocContent {
  const stream = file.read('WordDocument');
  if (stream === null) throw damaged('It has no text.');
  const head = readFileHead(stream);
  const table = file.read(head.tableStream);
  if (table === null) throw damaged('The tables that describe its text are missing.');
  try {
    return readParts(stream, table, file.read('Data') ?? new Uint8Array(), head);
  } catch (error) {
    // Some structure points out of the file: a number in it is wrong, or the file is cut off.
    if (error instanceof RangeError) throw damaged('What describes its text points out of the file.');
    throw error;
  }
}

function readParts(stream: Uint8Array, table: Uint8Array, data: Uint8Array, head: FileHead): DocContent {
  const cut = (number: number): Uint8Array => {
    const { from, length } = head.place(number);
    return table.subarray(from, from + length);
  };
  const pieces = readPieces(cut(structures.pieces), stream.length);
  const paragraphs = readFormattedRuns(stream, cut(structures.paragraphPages), 'paragraphs');
  const styles = readStyles(cut(structures.styles));
  const known = new Map<Uint8Array, ParagraphProperties>();
  const pictures = new Map<number, EmbeddedPicture | null>();
  const inflate = openInflater();
  const lost = new Set<string>();
  /** What text does not depend on may be broken: then it is not there. */
  const unlessBroken = <Part>(read: () => Part, otherwise: Part, what: string): Part => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      lost.add(what);
      return otherwise;
    }
  };
  const source: StorySource = {
    text: openText(stream, pieces, readFormattedRuns(stream, cut(structures.characterPages), 'characters')),
    lists: unlessBroken(() => readLists(table, head), noLists, 'Numbers of lists'),
    counts: openCounts(),
    paragraphAt(piece, position) {
      const { style, properties } = paragraphs.at(byteOf(piece, position));
      const isPlain = piece.properties.length === 0 && properties.length > 0;
      const before = isPlain ? known.get(properties) : undefined;
      if (before !== undefined) return before;
      const read = readParagraphProperties(styles(style), [properties, piece.properties], data);
      if (isPlain) known.set(properties, read);
      return read;
    },
    pictureAt(place) {
      const before = pictures.get(place);
      const picture = before ?? unlessBroken(() => readInlinePicture(data, place, inflate), null, 'Pictures');
      pictures.set(place, picture);
      return picture;
    },
  };
  const { text } = head.lengths;
  const shapes = unlessBroken(
    () => readShapes(cut(structures.shapes), cut(structures.drawings), stream, inflate),
    [],
    'Floating pictures',
  );
  const anchored = unlessBroken(() => readAnchored(head, cut, shapes), [], 'Notes and text boxes');
  const items = readStory(source, 0, text, anchored);
  return { items, findings: [...lost].map(leftOut) };
}

/** Notes, text boxes and floating pictures, in the order of their anchors. */
function readAnchored(
  head: FileHead,
  cut: (number: number) => Uint8Array,
  shapes: readonly FloatingShape[],
): readonly Anchored[] {
  const { text, notes, headers, macros, comments, endnotes } = head.lengths;
  const behindComments = text + notes + headers + macros + comments;
  const boxes = boxStories(cut(structures.boxTexts), behindComments + endnotes);
  const all = [
    ...noteStories(cut(structures.noteMarks), cut(structures.noteTexts), text),
    ...noteStories(cut(structures.endnoteMarks), cut(structures.endnoteTexts), behindComments),
    ...shapes.map(({ at, id, pictures }): Anchored => {
      const story = boxes.get(id) ?? null;
      boxes.delete(id);
      return { at, story, pictures };
    }),
  ].sort((a, b) => a.at - b.at);
  // Boxes whose shape is not anchored by itself (one of a group) stand behind the text.
  const rest = [...boxes.values()].map((story): Anchored => ({ at: text - 1, story, pictures: [] }));
  const found = [...all, ...rest];
  const told = found.reduce((sum, { story }) => sum + Math.max(0, (story?.to ?? 0) - (story?.from ?? 0)), 0);
  // Stories share no text: all of them are not longer than all there is.
  if (told > behindComments + endnotes + head.lengths.boxes)
    throw new RangeError('Notes and text boxes are longer than the text.');
  return found;
}

function noteStories(marks: Uint8Array, texts: Uint8Array, base: number): Anchored[] {
  const { positions } = readPlc(marks, noteMarkLength);
  const starts = readPlc(texts, 0).positions;
  return positions.slice(0, -1).map((at, i) => ({
    at,
    story: { kind: 'note', from: base + (starts[i] ?? 0), to: base + (starts[i + 1] ?? starts[i] ?? 0) },
    pictures: [],
  }));
}

/** Texts of text boxes by the number of their shape. */
function boxStories(bytes: Uint8Array, base: number): Map<number, NonNullable<Anchored['story']>> {
  const { positions, data } = readPlc(bytes, boxLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Map(
    data.map((at, i) => [
      view.getUint32(at + boxShapeAt, true),
      { kind: 'box', from: base + (positions[i] ?? 0), to: base + (positions[i + 1] ?? 0) },
    ]),
  );
}

const noLists: ListNumbers = { label: () => '' };

function leftOut(what: string): Finding {
  return {
    code: 'content-left-out',
    message: `${what} could not be read: what describes them is broken.`,
    page: 1,
    location: '',
  };
}

function damaged(message: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The Word document is broken. ${message}`, {
    hint: 'Fetch it again, or open it in Word or WPS and save it.',
  });
}
