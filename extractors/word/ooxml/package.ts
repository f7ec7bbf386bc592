import { PipelineError } from '../../../schemas/error.ts';
import { type OpenZip, openZip } from '../../zip/open-zip.ts';
import { children, parseXml } from './xml.ts';

/** Where a relationship of a part points to. */
export interface Relationship {
  /** Last step of its type: `image`, `styles`, `officeDocument`. */
  readonly type: string;
  /** Name of a part; what an external one says. */
  readonly target: string;
  readonly isExternal: boolean;
}

/** A package of Office: parts by their names, without a leading slash. */
export interface OfficePackage {
  has(part: string): boolean;
  /** @throws PipelineError as `OpenZip.inflate`; `office-damaged` where there is no such part */
  bytes(part: string): Uint8Array;
  /** Content type of a part, '' where none is told. */
  contentType(part: string): string;
  /** Relationships of a part by their ids; of the package for ''. None where they are missing. */
  relationships(part: string): ReadonlyMap<string, Relationship>;
  /** The part that the document begins in; null where nothing says so. */
  readonly mainPart: string | null;
}

/** Where parts lie: in a zip, or in one XML file. Keys are `partKey`s. */
export interface PartSource {
  has(key: string): boolean;
  read(key: string): Uint8Array;
  contentType(key: string): string;
}

const contentTypesPart = '[content_types].xml';

/**
 * Opens a package of Office.
 * @throws PipelineError `office-damaged`, `office-encrypted`, `content-limit`
 */
export function openPackage(bytes: Uint8Array): OfficePackage {
  const zip = openZip(bytes, 'office');
  const parts = new Map<string, OpenZip['entries'][number]>();
  for (const entry of zip.entries) {
    const key = partKey(entry.name);
    if (!parts.has(key)) parts.set(key, entry);
  }
  const read = (key: string): Uint8Array => {
    const entry = parts.get(key);
    return entry === undefined ? new Uint8Array() : zip.inflate(entry);
  };
  const types = contentTypes(parts.has(contentTypesPart) ? read(contentTypesPart) : null);
  return packageOf({
    has: (key) => parts.has(key),
    read,
    contentType: (key) => types.get(`/${key}`) ?? types.get(key.replace(/^.*\./u, '.')) ?? '',
  });
}

/** A package whose parts lie somewhere. */
export function packageOf(source: PartSource): OfficePackage {
  const read = (part: string): Uint8Array => {
    const key = partKey(part);
    if (!source.has(key)) throw missing(part);
    return source.read(key);
  };
  const relationships = (part: string): ReadonlyMap<string, Relationship> => {
    const slash = part.lastIndexOf('/');
    const rels = `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
    return source.has(partKey(rels)) ? readRelationships(read(rels), rels, part) : new Map();
  };
  const main = [...relationships('').values()].find(({ type }) => type === 'officeDocument');
  return {
    has: (part) => source.has(partKey(part)),
    bytes: read,
    contentType: (part) => source.contentType(partKey(part)),
    relationships,
    mainPart: main?.target ?? null,
  };
}

/** Names of parts are the same in any case and with or without a slash before; some programs write backslashes. */
export function partKey(part: string): string {
  return part.replaceAll('\\', '/').replace(/^\/+/u, '').toLowerCase();
}

/** Content types: of a part by `/name`, of an extension by `.ext`, in lower case. */
function contentTypes(bytes: Uint8Array | null): Map<string, string> {
  const types = new Map<string, string>();
  if (bytes === null) return types;
  for (const { name, attributes } of children(parseXml(bytes, '[Content_Types].xml'))) {
    const type = attributes.ContentType ?? '';
    if (name === 'ct:Override') types.set(`/${partKey(attributes.PartName ?? '')}`, type);
    if (name === 'ct:Default') types.set(`.${(attributes.Extension ?? '').toLowerCase()}`, type);
  }
  return types;
}

function readRelationships(bytes: Uint8Array, rels: string, part: string): Map<string, Relationship> {
  const found = new Map<string, Relationship>();
  for (const { attributes } of children(parseXml(bytes, rels), 'rel:Relationship')) {
    const isExternal = attributes.TargetMode === 'External';
    const target = attributes.Target ?? '';
    found.set(attributes.Id ?? '', {
      type: (attributes.Type ?? '').replace(/^.*\//u, ''),
      target: isExternal ? target : resolvePart(part, target),
      isExternal,
    });
  }
  return found;
}

/** A target as it stands in a part's relationships → the name of the part. */
function resolvePart(from: string, target: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.replaceAll('\\', '/').split('/'))
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  return steps.join('/');
}

function missing(part: string): PipelineError {
  return new PipelineError('office-damaged', 'read', `The part ${part} is missing.`, {
    hint: 'Open it in an Office program and save it, or fetch it anew.',
  });
}
