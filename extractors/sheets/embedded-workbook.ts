import type { DeclaredItem } from '../../schemas/document.ts';
import { mainPartKind } from './ooxml/main-part.ts';
import { readOoxmlWorkbook } from './ooxml/workbook.ts';
import { toSheetItems } from './sheet-items.ts';

/**
 * What shows of a workbook that is an object in another document: the sheet that it opens with.
 * @returns [] where the bytes are no workbook that is read here (xlsx), or its sheet holds nothing
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function readEmbeddedWorkbook(bytes: Uint8Array): readonly DeclaredItem[] {
  if (mainPartKind(bytes) !== 'xml') return [];
  return readOoxmlWorkbook(bytes, 'active').flatMap((sheet) =>
    sheet.kind === 'sheet' ? toSheetItems(sheet).items : [],
  );
}
