import type { DeclaredItem } from '../../schemas/document.ts';
import { PipelineError } from '../../schemas/error.ts';
import { pictureMark } from '../layout/picture-mark.ts';
import { openCounts } from '../word/declared-flow.ts';
import { openEncodedText } from './encoded-text.ts';
import { depthOf, firstState, type GroupState } from './group-state.ts';
import { openHeadTables } from './head-tables.ts';
import { openPicture, type PictureGroup } from './picture.ts';
import { openRowDefinition } from './row-definition.ts';
import { openStory, type Story, spaceLabel } from './story.ts';
import { openTokens, type Token } from './tokens.ts';
import { characterOf, characterOfSymbol, destinationOf } from './words.ts';

/** Groups within each other: Word writes tens. */
const mostGroups = 20_000;

/** What an RTF file holds. */
export interface RtfContent {
  readonly items: readonly DeclaredItem[];
  /** Groups are open at its end: the file is cut off. */
  readonly isCut: boolean;
  /** Runs with bytes that are no characters of their code page. */
  readonly damagedRuns: number;
}

/** A story that a group of this name is. */
const stories: ReadonlyMap<string, Story['kind']> = new Map([
  ['footnote', 'note'],
  ['shptxt', 'box'],
  ['dptxbxtext', 'box'],
  ['listtext', 'label'],
  ['pntext', 'label'],
]);

/**
 * RTF 1.x → its paragraphs and tables. One pass over the bytes, no recursion; what the file says about lengths is never
 * believed beyond its end.
 * @throws PipelineError `content-limit` for groups nested without end or a table of millions of places
 */
export function readRtf(bytes: Uint8Array): RtfContent {
  const counts = openCounts();
  const body = openStory('body', counts, null);
  const head = openHeadTables();
  const rows = { outer: openRowDefinition(), nested: openRowDefinition() };
  let state: GroupState = firstState(body);
  /** State of the groups around; the same object again until the group changes something. */
  const around: GroupState[] = [];
  let isShared = false;
  const shared: boolean[] = [];
  const open: { picture: PictureGroup | null } = { picture: null };
  let isStarred = false;
  /** A group has just begun. */
  let isFresh = false;
  /** Characters still to be left out behind a `\u`. */
  let toSkip = 0;
  let damagedRuns = 0;
  let ownCodePage: number | null = null;
  let firstFont = 0;
  const encoded = openEncodedText(
    () => {
      const wide = state.isWide && state.wideFont !== null ? head.codePageOf(state.wideFont) : null;
      return wide ?? head.codePageOf(state.font < 0 ? firstFont : state.font);
    },
    () => ownCodePage,
  );

  const change = (): GroupState => {
    if (isShared) {
      state = { ...state };
      isShared = false;
    }
    return state;
  };
  const put = (text: string): void => {
    if (text === '' || state.isHidden || state.isDeleted) return;
    if (state.destination === 'text') {
      state.story.text += text;
      if (state.story.kind !== 'label' && text.includes('\uFFFD')) damagedRuns++;
    } else if (state.destination === 'styles') head.styleText(text);
  };
  const flush = (): void => put(encoded.take());

  const endParagraph = (depth: number): void => {
    const { story } = state;
    const heading = state.outline === null ? head.headingOf(state.style) : state.outline + 1;
    story.flow.paragraph({
      text: story.text,
      pictures: story.pictures,
      heading: heading !== null && heading <= 9 ? heading : null,
      depth,
    });
    story.text = '';
    story.pictures = [];
  };
  const endOpenText = (depth: number): void => {
    if (state.story.text.trim() !== '') endParagraph(depth);
  };

  const openGroup = (): void => {
    if (around.length >= mostGroups)
      throw new PipelineError('content-limit', 'read', 'Groups of the RTF file are nested without end.', {
        hint: 'Open it in Word or WPS and save it.',
      });
    around.push(state);
    shared.push(isShared);
    isShared = true;
  };

  const closeGroup = (): void => {
    const before = around.pop();
    if (before === undefined) return;
    const closed = state;
    if (closed.destination === 'picture' && before.destination !== 'picture') endPicture();
    if (closed.story !== before.story) {
      // What the group left open is the last paragraph of its story.
      if (closed.story.kind !== 'label') endOpenText(depthOf(closed));
    }
    state = before;
    isShared = shared.pop() ?? true;
    // The file ends with its outermost group; what stands behind it is text where it has paragraphs, else junk.
    if (around.length === 0) endOpenText(depthOf(closed));
    if (closed.story !== before.story) endStory(closed.story);
  };

  const endStory = (story: Story): void => {
    if (story.kind === 'label') put(spaceLabel(story.text));
    else if (story.kind !== 'body') state.story.flow.aside(story.flow.finish(), story.kind);
  };

  const endPicture = (): void => {
    const done = open.picture?.finish() ?? null;
    open.picture = null;
    if (done === null || state.isHidden || state.isDeleted) return;
    state.story.text += pictureMark;
    state.story.pictures.push(done);
  };

  const openDestination = (name: string): boolean => {
    const kind = stories.get(name);
    if (kind !== undefined) {
      const inside = change();
      const holds = inside.destination === 'text' || inside.destination === 'holder';
      if (!holds) return true;
      inside.destination = 'text';
      inside.story = openStory(kind, counts, inside.story.flow.placeOfNext(depthOf(inside)));
      if (kind !== 'label') {
        inside.inTable = false;
        inside.tableDepth = 1;
      }
      return true;
    }
    const found = destinationOf(name);
    if (found === null) return false;
    const inside = change();
    if (inside.destination === 'fonts' || inside.destination === 'styles') {
      if (found === 'skip') inside.destination = 'skip';
      return true;
    }
    inside.destination = found;
    if (found === 'picture') open.picture = openPicture();
    return true;
  };

  const readWord = (name: string, parameter: number | null): void => {
    if (openDestination(name)) return;
    if (isStarred) {
      change().destination = 'skip';
      return;
    }
    if (state.destination === 'fonts') head.fontWord(name, parameter);
    else if (state.destination === 'styles') head.styleWord(name, parameter);
    else if (state.destination === 'picture') open.picture?.word(name, parameter);
    else if (name === 'ansicpg') ownCodePage = parameter;
    else if (name === 'mac') ownCodePage ??= 10000;
    else if (name === 'deff') firstFont = parameter ?? 0;
    else if (name === 'u') readUnicode(parameter ?? 0);
    else if (setFormat(change(), name, parameter)) return;
    else if (rowsOf().word(name, parameter)) return;
    else if (!readMark(name)) put(characterOf(name) ?? '');
  };

  const rowsOf = () => (state.destination === 'row' ? rows.nested : rows.outer);

  /** Code units, as signed numbers of 16 bits; two of them may be one character. */
  const readUnicode = (unit: number): void => {
    put(String.fromCharCode(unit & 0xffff));
    toSkip = state.fallback;
  };

  const readMark = (name: string): boolean => {
    const { flow } = state.story;
    const depth = depthOf(state);
    if (name === 'par') endParagraph(depth);
    else if (name === 'sect' || name === 'page') endOpenText(depth);
    else if (name === 'cell') {
      endParagraph(1);
      flow.endCell(1);
    } else if (name === 'nestcell') {
      endParagraph(Math.max(depth, 2));
      flow.endCell(Math.max(depth, 2));
    } else if (name === 'row') {
      endOpenText(1);
      flow.endRow(1, rows.outer.edges());
    } else if (name === 'nestrow') flow.endRow(Math.max(depth, 2), rows.nested.edges());
    else return false;
    return true;
  };

  const skipFallback = (token: Token): boolean => {
    if (token.kind === 'open' || token.kind === 'close') {
      toSkip = 0;
      return false;
    }
    if (token.kind !== 'text') {
      toSkip--;
      return true;
    }
    const skipped = Math.min(toSkip, token.to - token.from);
    token.from += skipped;
    toSkip -= skipped;
    return token.from === token.to;
  };

  const next = openTokens(bytes);
  for (let token = next(); token !== null; token = next()) {
    if (toSkip > 0 && skipFallback(token)) continue;
    const { kind } = token;
    if (state.destination === 'skip' && kind !== 'open' && kind !== 'close') continue;
    if (kind === 'text' && open.picture === null)
      for (let i = token.from; i < token.to; i++) encoded.add(bytes[i] ?? 0);
    else if (kind === 'text') open.picture?.digits(bytes.subarray(token.from, token.to));
    else if (kind === 'hex') {
      if (token.parameter !== null) encoded.add(token.parameter);
    } else {
      flush();
      if (kind === 'open') openGroup();
      else if (kind === 'close') closeGroup();
      else if (kind === 'binary') open.picture?.binary(bytes.subarray(token.from, token.to));
      else if (kind === 'word') readWord(token.name, token.parameter);
      else if (token.name === '\n') readMark('par');
      else if (token.name !== '*') put(characterOfSymbol(token.name) ?? '');
    }
    // Only what begins a group is a destination; anywhere else a star says nothing.
    isStarred = kind === 'symbol' && token.name === '*' && isFresh;
    isFresh = kind === 'open';
  }
  flush();
  const isCut = around.length > 0;
  while (around.length > 0) closeGroup();
  return { items: body.flow.finish(), isCut, damagedRuns };
}

/** Properties of characters and paragraphs that text depends on; false for any other word. */
function setFormat(state: GroupState, name: string, parameter: number | null): boolean {
  const isOn = parameter !== 0;
  switch (name) {
    case 'f':
      state.font = parameter ?? 0;
      if (state.isWide) state.wideFont = parameter;
      return true;
    case 'af':
      if (state.isWide) state.wideFont = parameter;
      return true;
    case 'dbch':
    case 'loch':
    case 'hich':
      state.isWide = name === 'dbch';
      return true;
    case 'plain':
      state.font = -1;
      state.isWide = false;
      state.isHidden = false;
      state.isDeleted = false;
      return true;
    case 'v':
      state.isHidden = isOn;
      return true;
    case 'deleted':
      state.isDeleted = isOn;
      return true;
    case 'uc':
      state.fallback = Math.min(Math.max(parameter ?? 1, 0), 100);
      return true;
    case 'pard':
      state.inTable = false;
      state.tableDepth = 1;
      state.style = 0;
      state.outline = null;
      return true;
    case 'intbl':
      state.inTable = isOn;
      return true;
    case 'itap':
      state.tableDepth = parameter ?? 1;
      state.inTable = state.tableDepth > 0;
      return true;
    case 's':
      state.style = parameter ?? 0;
      return true;
    case 'outlinelevel':
      state.outline = parameter;
      return true;
    default:
      return false;
  }
}
