import type { EmbeddedPicture } from '../../../schemas/document.ts';
import { attributeOf, type XmlAttributes } from '../xml-events.ts';

/** Where the pictures of a document are: parts of its package, or bytes within its text. */
export interface OdsPictures {
  /** Null where it is not there or of a kind that is not read. */
  find(link: string): EmbeddedPicture | null;
}

/** Collects what stands in an OpenDocument cell, or over the cells. */
export interface CellText {
  open(name: string, attributes: XmlAttributes): void;
  text(text: string): void;
  close(name: string): void;
  /** What was collected since it was last asked. */
  take(): {
    /** Its paragraphs, a line each. */
    readonly text: string;
    readonly pictures: readonly EmbeddedPicture[];
    /** Words of text boxes. */
    readonly texts: readonly string[];
    /** Pictures that are not there. */
    readonly missing: number;
  };
}

/** Spaces that one element may stand for: what is more is no text. */
const mostSpaces = 1000;

export function openCellText(source: OdsPictures): CellText {
  let lines: string[] = [];
  let pictures: EmbeddedPicture[] = [];
  let boxes: string[] = [];
  let missing = 0;
  let line: string | null = null;
  let box: string[] | null = null;
  // Words above characters that say how they are read aloud.
  let aloud = 0;
  let isFrame = false;
  let isFound = false;
  let data: string | null = null;
  const addPicture = (link: string): void => {
    // A frame holds one picture in several kinds: the first that can be read is taken.
    const picture = isFound ? null : source.find(link);
    if (picture === null) return;
    pictures.push(picture);
    isFound = true;
  };
  return {
    open(name, attributes) {
      if (name === 'ruby-text') aloud++;
      else if (name === 'frame') [isFrame, isFound] = [true, false];
      else if (isBox(name)) box ??= [];
      else if (name === 'image' && isFrame) {
        const link = attributeOf(attributes, 'href') ?? '';
        if (link !== '') addPicture(link);
      } else if (name === 'binary-data') data = '';
      else if (isParagraph(name)) line = '';
      else if (line === null) return;
      else if (name === 's') line += ' '.repeat(spacesOf(attributes));
      else if (name === 'tab') line += '\t';
      else if (name === 'line-break') line += '\n';
    },
    text(text) {
      if (data !== null) data += text;
      else if (line !== null && aloud === 0) line += text.replace(/\s+/gu, ' ');
    },
    close(name) {
      if (name === 'ruby-text') aloud--;
      else if (name === 'frame') {
        if (!isFound) missing++;
        isFrame = false;
      } else if (name === 'binary-data' && data !== null) {
        if (isFrame) addPicture(`data:;base64,${data.replace(/\s+/gu, '')}`);
        data = null;
      } else if (isBox(name) && box !== null) {
        boxes.push(box.join('\n'));
        box = null;
        isFound = true;
      } else if (isParagraph(name) && line !== null) {
        (box ?? lines).push(line);
        line = null;
      }
    },
    take() {
      const taken = {
        text: lines.join('\n'),
        pictures,
        texts: boxes.filter((each) => each.trim() !== ''),
        missing,
      };
      [lines, pictures, boxes, missing] = [[], [], [], 0];
      return taken;
    },
  };
}

function isParagraph(name: string): boolean {
  return name === 'p' || name === 'h';
}

function isBox(name: string): boolean {
  return name === 'text-box' || name === 'custom-shape';
}

function spacesOf(attributes: XmlAttributes): number {
  const count = Number(attributeOf(attributes, 'c') ?? 1);
  return Number.isSafeInteger(count) && count > 0 ? Math.min(count, mostSpaces) : 1;
}
