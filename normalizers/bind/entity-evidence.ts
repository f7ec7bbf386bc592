import type { Block, Reconstruction } from '../../schemas/document.ts';
import { completes, hasRegion, organisationInTitle, organisationName, withoutLevel } from '../entity.ts';
import { canonicalLabel } from '../text.ts';

/** Where a name stands: how much it says about who reports (votes). */
export const votes = {
  /** The document's own title or cover. */
  title: 6,
  /** X单位概况 over the first part, or its entry in the contents. */
  heading: 5,
  /** 部门：X, 填报单位：X beside a table or on a cover. */
  label: 4,
  /** 部门决算公开单位包括：X本级. */
  composition: 4,
  /** X是…单位, X的主要职责是. */
  selfDescription: 2,
  /** Named in passing. */
  mention: 0.2,
} as const;
/** A kind of place where a name may stand. */
export type Place = keyof typeof votes;

/** Lines at the beginning that may be a cover, and characters of a cover line. */
const coverBlocks = 8;
const coverLineLength = 60;
/** Lines over which a title may be broken. */
const titleLines = 4;
/** Characters before a short form that are looked at for its region. */
const regionReach = 14;

/** A name of a body, where it stands and how it is printed. */
export interface Evidence {
  readonly name: string;
  readonly place: Place;
  /** As printed, with 本级. */
  readonly printed: string;
}

const labelled =
  /(?:^|[\s（(])(?:预算|决算|填报|编制|公开|主管|报送|申报|评价|被评价|实施|项目)?(?:主管)?(?:部\s*门|单\s*位)(?:\s*[(（]\s*(?:单位|部门|盖章|公章)\s*[)）])?(?:名\s*称|全\s*称)?(?:\s*[(（]\s*(?:盖章|公章)\s*[)）])?\s*[：:]\s*([^：:；;。|\t]{2,60})/gu;
const composition =
  /(?:公开|汇总|决算|预算)(?:汇总)?(?:公开)?单位(?:构成)?(?:仅)?(?:包括|包含|为|有)[：:]?\s*([^，,、；;。：:]{3,60}?)(?:（?本级）?|机关)?(?=[，,、；;。）]|$)/gu;
const selfDescription =
  /^(?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|\d+[、.．])?([^，,、；;。：:]{4,45}?)(?:的?主要(?:职责|职能)|的主要工作|内设机构|核定编制|(?:是|系|为)(?:隶属|参照|[^，。；]{0,24}(?:单位|机构|部门|机关)))/u;
/** A caption may go on behind the name: 2021年度, 公开01表, 金额单位：万元. */
const behindName =
  /(?:19|20)\d\d年|公开\d+|(?:金额)?单\s*位[：:]|金额|填报|编制(?:日期|时间)|日期|预算(?:编码|代码)|统一社会/u;

/** Every name of a body that the document puts forward as its own, in reading order; [] for none. */
export function collectEvidence(reconstruction: Reconstruction): Evidence[] {
  const evidence: Evidence[] = [];
  const add = (place: Place, printed: string | null): void => {
    if (printed !== null) evidence.push({ name: withoutLevel(printed), place, printed });
  };
  const { blocks, tables } = reconstruction;
  const captioned = new Set(tables.map(({ id }) => id));
  let position = 0;
  blocks.forEach((block, index) => {
    if (['table', 'artifact', 'furniture', 'signature', 'fragment'].includes(block.kind)) {
      if (block.kind === 'table') {
        const table = tables.find(({ id }) => id === block.tableId);
        if (table?.entityText) add('label', nameAt(table.entityText));
      }
      return;
    }
    const ofTable = block.tableId !== null && captioned.has(block.tableId);
    const cover = position < coverBlocks && !ofTable;
    // Of a page that is a table alone, the document's title stands right over it.
    const heads = position < coverBlocks && block.kind === 'title' && !/表[）)]?$/u.test(block.text);
    position++;
    const titled = ofTable && !heads ? null : titledName(blocks, index, cover);
    if (titled !== null) add(titled.place, titled.name);
    // the entity line of a table counts once, as the table's own
    if (!(ofTable && block.kind === 'caption')) {
      for (const found of block.text.matchAll(labelled)) add('label', nameAt(found[1] ?? ''));
    }
    if (block.kind === 'paragraph') {
      for (const found of block.text.matchAll(composition)) {
        add('composition', organisationName(found[1] ?? ''));
      }
      const described = selfDescription.exec(canonicalLabel(block.text.slice(0, 120)))?.[1];
      if (described !== undefined) add('selfDescription', organisationName(described));
    }
  });
  for (const table of tables) {
    if (table.entityText && !blocks.some(({ tableId, kind }) => kind === 'table' && tableId === table.id)) {
      add('label', nameAt(table.entityText));
    }
  }
  return [...evidence, ...mentions(evidence, blocks)];
}

/** A name in front of what a caption says further. */
export function nameAt(text: string): string | null {
  const end = behindName.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  return organisationName(head);
}

/**
 * The body that a title, heading or contents entry names; a title broken over lines is read whole where one line alone names no
 * one.
 */
export function titledName(
  blocks: readonly Block[],
  index: number,
  cover: boolean,
): { place: Place; name: string } | null {
  const block = blocks[index];
  if (block === undefined || block.text.length > coverLineLength) return null;
  const titled = block.kind === 'title' || (cover && block.kind === 'paragraph');
  const headed = block.kind === 'heading' || block.kind === 'contents';
  if (!titled && !headed) return null;
  const place = titled ? 'title' : 'heading';
  const name = organisationInTitle(block.text);
  if (name !== null) return { place, name };
  if (!titled && block.level !== 1) return null;
  // a cover line that is nothing but the name
  const plain = titled ? organisationName(block.text) : null;
  if (plain !== null && (cover || hasRegion(plain))) return { place, name: plain };
  const whole = brokenName(blocks, index, block);
  return whole === null ? null : { place, name: whole };
}

/** The name in a title that goes on over the next lines, null where the lines speak for themselves. */
function brokenName(blocks: readonly Block[], index: number, first: Block): string | null {
  let joined = first.text;
  for (let next = index + 1; next < index + titleLines; next++) {
    const line = blocks[next];
    if (line === undefined || line.text.length > coverLineLength) return null;
    if (line.kind !== first.kind && line.kind !== 'title') return null;
    joined += line.text;
    const alone = organisationInTitle(line.text) ?? organisationName(line.text);
    const whole = organisationInTitle(joined);
    if (whole !== null) {
      const longer = alone === null || (whole.length > alone.length && whole.endsWith(alone));
      return longer ? whole : null;
    }
    if (alone !== null) return null;
  }
  return null;
}

const boundary = /(?:^|[，,、；;。：:（(“”"《\s]|为|由|对|向|在|是|本级)$/u;

/** Names in running text: known ones by occurrence, and complete forms of those that lack a region. */
function mentions(found: readonly Evidence[], blocks: readonly Block[]): Evidence[] {
  const names = [...new Set(found.map(({ name }) => name))];
  const evidence: Evidence[] = [];
  for (const block of blocks) {
    if (block.kind !== 'paragraph') continue;
    const text = canonicalLabel(block.text);
    for (const name of names) {
      const at = text.indexOf(name);
      if (at < 0) continue;
      evidence.push({ name, place: 'mention', printed: name });
      if (hasRegion(name)) continue;
      const before = text.slice(Math.max(0, at - regionReach), at);
      const whole = completeForm(before, name);
      if (whole !== null) evidence.push({ name: whole, place: 'mention', printed: whole });
    }
  }
  return evidence;
}

/** The region that ends right before the short form and begins at a boundary, put before it. */
function completeForm(before: string, name: string): string | null {
  for (let start = 0; start < before.length; start++) {
    if (!boundary.test(before.slice(0, start)) && !(start === 0 && before.length < regionReach)) {
      continue;
    }
    const whole = organisationName(before.slice(start) + name);
    if (whole !== null && completes(whole, name)) return whole;
  }
  return null;
}
