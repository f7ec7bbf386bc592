import type { Classification } from '../../schemas/classification/lookup.ts';
import type { Block, BlockKind, Reconstruction } from '../../schemas/document.ts';
import type { FormDefinition } from '../../schemas/form.ts';
import type { Table } from '../../schemas/table.ts';
import { agreeOnNames } from './names.ts';
import { placeTables } from './shape/place-tables.ts';
import { recoverSurroundings } from './surroundings.ts';
import { isPictured, respellTable } from './tables.ts';
import { mendTitle } from './titles.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Blocks that may be, or hold, the title of a form. */
const titled: ReadonlySet<BlockKind> = new Set(['title', 'heading', 'contents']);
/** Blocks of words that are read further. */
const spoken: ReadonlySet<BlockKind> = new Set(['title', 'heading', 'contents', 'paragraph', 'note']);

/**
 * Puts words right that were misread in pictures: titles, headers, labels, codes and what sentences speak of, by the words of
 * the forms and the classification. Figures are left alone, and so is every text that is near no word, or near two.
 * @returns the same reconstruction where nothing was read from pictures
 */
export function respell(
  reconstruction: Reconstruction,
  forms: readonly FormDefinition[],
  classification: Classification,
): Reconstruction {
  const { tables, blocks } = reconstruction;
  const isRead = blocks.some(({ reading }) => reading !== undefined);
  if (!isRead && !tables.some(({ cells }) => cells.some(isPictured))) return reconstruction;
  const vocabulary = vocabularyOf(forms);
  const isTableRead = ({ cells }: Table): boolean => cells.some(isPictured);
  const respellOne = (table: Table): Table =>
    respellAround(respellTable(table, vocabulary, forms, classification), vocabulary, forms);
  const around = recoverSurroundings(tables, blocks, vocabulary.titles, forms, isTableRead);
  const respelt = placeTables(around, blocks, forms, respellOne, isTableRead, classification);
  return agreeOnNames({
    ...reconstruction,
    blocks: blocks.map((block) => respellBlock(block, vocabulary, forms)),
    tables: respelt,
  });
}

function respellBlock(
  block: Block,
  { titles, phrases }: Vocabulary,
  forms: readonly FormDefinition[],
): Block {
  const { kind, text, reading } = block;
  if (reading === undefined || !spoken.has(kind)) return block;
  const title = titled.has(kind) ? mendTitle(text, titles, forms) : null;
  const mended = title ?? phrases.mend(text);
  return mended === text ? block : { ...block, text: mended, read: text };
}

/** What stands beside a table that was read from a picture. */
function respellAround(
  table: Table,
  { titles, phrases }: Vocabulary,
  forms: readonly FormDefinition[],
): Table {
  if (!table.cells.some(isPictured)) return table;
  const title = table.title === null ? null : (mendTitle(table.title, titles, forms) ?? table.title);
  return { ...table, title, notes: table.notes.map((note) => phrases.mend(note)) };
}
