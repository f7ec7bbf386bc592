import { PipelineError } from '../../../schemas/error.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { type BlockContext, type Blocks, openBlocks } from './blocks.ts';
import { openFields } from './fields.ts';
import { openFlatPackage } from './flat-package.ts';
import { readLists2003 } from './numbering.ts';
import { bodyVisitor, isWhole } from './read-body.ts';
import { readWord, type WordDocument } from './read-word.ts';
import { readStyles } from './styles.ts';
import { encodingOf, readXml, type XmlNode, type XmlVisitor } from './xml.ts';

/** Bytes in which the root element of such a file begins. */
const headLength = 8192;
const headNames: ReadonlySet<string> = new Set(['w:styles', 'w:lists', 'w:docSuppData']);
const part = 'the document';

/** Which XML of Word a file is, by the namespace of its root; null for any other. */
export function wordXmlKind(bytes: Uint8Array): 'flat' | '2003' | null {
  const head = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, headLength));
  if (!/^\ufeff?\s*</u.test(head)) return null;
  if (/<\w+:package\s[^>]*schemas\.microsoft\.com\/office\/2006\/xmlPackage/u.test(head)) return 'flat';
  return /<\w+:wordDocument\s[^>]*schemas\.microsoft\.com\/office\/word\/2003\/wordml/u.test(head)
    ? '2003'
    : null;
}

/**
 * A document of Word in one XML file, as it is saved by Word 2003 and by programs that fill templates: read as a DOCX is.
 * @throws PipelineError `office-damaged`, `content-limit`
 */
export async function readWordXml(bytes: Uint8Array): Promise<WordDocument> {
  if (wordXmlKind(bytes) === 'flat') return await readWord(openFlatPackage(bytes));
  const findings: Finding[] = [];
  /** `w:styles`, `w:lists`: they stand before the body. */
  const heads = new Map<string, XmlNode>();
  let body: (Required<XmlVisitor> & { readonly blocks: Blocks }) | undefined;
  const leftOut = (what: string, location: string): void => {
    findings.push({ code: 'content-left-out', message: `${what}.`, page: null, location });
  };
  readXml(bytes, part, (name) => isWhole(name) || headNames.has(name), {
    open(name) {
      if (name === 'w:body' && body === undefined) {
        const context = contextOf(heads, leftOut);
        const blocks = openBlocks(context, null);
        body = { ...bodyVisitor(blocks, context), blocks };
      } else body?.open(name);
    },
    whole(node) {
      if (node.name === 'w:docSuppData')
        findings.push({
          code: 'macros-ignored',
          message: 'The document holds macros; they were neither run nor read.',
          page: null,
          location: '',
        });
      else if (body === undefined) heads.set(node.name, node);
      else body.whole(node);
    },
    close: (name) => body?.close(name),
  });
  if (body === undefined)
    throw new PipelineError('office-damaged', 'read', 'The document has no body.', {
      hint: 'Open it in Word and save it, or fetch it anew.',
    });
  return { items: body.blocks.end(), findings };
}

function contextOf(heads: ReadonlyMap<string, XmlNode>, leftOut: BlockContext['leftOut']): BlockContext {
  const styles = readStyles(heads.get('w:styles'));
  const pictures = new Map<string, Uint8Array>();
  return {
    styles,
    numbering: readLists2003(heads.get('w:lists'), styles),
    fields: openFields(),
    counts: { paragraphs: 0, tables: 0, blocks: 0 },
    store: {
      load: (name) => pictures.get(name) ?? null,
      keep: (name, base64) => pictures.set(name, new Uint8Array(Buffer.from(base64, 'base64'))),
    },
    sheets: new Map(),
    keepsSpace: true,
    // Notes stand in the text.
    note: () => undefined,
    leftOut,
  };
}
