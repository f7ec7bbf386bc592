import { regionsOnPage } from '../extractors/layout/turn.ts';
import { narrate } from '../extractors/narrative/narrate.ts';
import { recognisePages } from '../extractors/ocr/recognise-pages.ts';
import { recognise } from '../extractors/recognise.ts';
import { reconstruct } from '../extractors/reconstruct.ts';
import type { UnitBinder } from '../normalizers/bind/bind-units.ts';
import { openUnitBinder } from '../normalizers/bind/bind-units.ts';
import type { ReportUnit } from '../normalizers/bind/units.ts';
import { splitUnits } from '../normalizers/bind/units.ts';
import { assess } from '../normalizers/confidence/assess.ts';
import { reconcile } from '../normalizers/reconcile/reconcile.ts';
import { respellPages } from '../normalizers/respell/pages.ts';
import { respell } from '../normalizers/respell/respell.ts';
import type { Classification } from '../schemas/classification/lookup.ts';
import type { Correction } from '../schemas/config.ts';
import type { Attachment, SourcePage } from '../schemas/document.ts';
import type { Stage } from '../schemas/error.ts';
import { PipelineError } from '../schemas/error.ts';
import type { Finding } from '../schemas/finding.ts';
import type { FormDefinition } from '../schemas/form.ts';
import type { ManifestLine } from '../schemas/manifest.ts';
import type {
  Binding,
  Converter,
  DocumentReader,
  DocumentResult,
  Limits,
  OcrEngine,
  PageResult,
} from '../schemas/ports.ts';
import { openCorrections } from './corrections.ts';
import type { JoinedUnits } from './join-units.ts';
import { openJoint } from './join-units.ts';
import { failedLine, finishedLine } from './manifest-lines.ts';
import { documentIdOf } from './output/field-identity.ts';
import { chooseReader } from './reader-choice.ts';
import { writeFault } from './write-fault.ts';

/** One input: its bytes and what is known of it before it is read. */
export interface DocumentInput {
  /** As in the manifest. */
  readonly source: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** What every document of a run is processed with. */
export interface ProcessContext {
  readonly readers: readonly DocumentReader[];
  /** Reads pictures; null: they are not read. */
  readonly ocr: OcrEngine | null;
  readonly forms: readonly FormDefinition[];
  readonly classification: Classification;
  readonly limits: Limits;
  /** User password of encrypted files, '' for none. */
  readonly password: string;
  /** For documents that only another program reads; absent where none may be started. */
  readonly convert?: Converter;
  readonly corrections: readonly Correction[];
  readonly optionsSha256: string;
}

/** What became of an input. */
export interface ProcessedDocument {
  readonly line: ManifestLine;
  /** Null where it failed: `line.error` says why. */
  readonly result: DocumentResult | null;
  /** The stack of a bug, for the log only; null where there was none. */
  readonly stack: string | null;
}

/**
 * The way of a document, from bytes to everything that is written about it. The only place that catches: an input
 * that cannot be read, and a bug, end as a failed line of the manifest and leave the other inputs alone.
 * @param write what to do with the result; its faults are faults of the document
 */
export async function processDocument(
  input: DocumentInput,
  context: ProcessContext,
  write: (result: DocumentResult) => Promise<void>,
): Promise<ProcessedDocument> {
  let stage: Stage = 'read';
  try {
    const enter = (next: Stage) => {
      stage = next;
    };
    const documentId = documentIdOf(input.sha256);
    const { carrier, ...report } = await readReport(input, context, enter);
    const { whole, ...joined } = testify(
      report,
      openCorrections(documentId, context.corrections),
      context,
      enter,
    );
    stage = 'write';
    const result: DocumentResult = {
      ...whole,
      ...joined,
      documentId,
      source: input.source,
      sha256: input.sha256,
      mediaType: carrier.mediaType,
      pages: carrier.pages,
      attachments: carrier.attachments,
      findings: distinctFindings([...carrier.findings, ...joined.findings]),
    };
    await write(result);
    return { line: finishedLine(result, context.optionsSha256), result, stack: null };
  } catch (error) {
    const known = error instanceof PipelineError ? error : stage === 'write' ? writeFault(error) : null;
    if (known !== null)
      return { line: failedLine(input, known, context.optionsSha256), result: null, stack: null };
    const failure = new PipelineError('internal', stage, describeBug(stage, error), {
      hint: 'This is a fault of mingxi, not of the file: please report it with the file.',
      cause: error,
    });
    const stack = error instanceof Error ? (error.stack ?? null) : null;
    return { line: failedLine(input, failure, context.optionsSha256), result: null, stack };
  }
}

/** What stays of the carrier once its tables and blocks are known. */
interface Carrier {
  readonly mediaType: string;
  readonly pages: readonly PageResult[];
  /** Of its reading and reconstruction. */
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
}

/** A report as its units, and how to bind them. */
interface Report {
  /** Who takes a unit takes it out: nothing else holds its tables and blocks. */
  readonly units: ReportUnit[];
  readonly bindNext: UnitBinder;
}

/** The first four steps. The pages are let go with them: all that follows needs tables and blocks alone. */
async function readReport(
  input: DocumentInput,
  context: ProcessContext,
  enter: (stage: Stage) => void,
): Promise<Report & { readonly carrier: Carrier }> {
  const reader = chooseReader(context.readers, input);
  const read = await reader.read(input.bytes, {
    name: input.source,
    limits: context.limits,
    password: context.password,
    ...(context.convert ? { convert: context.convert } : {}),
  });
  enter('recognise');
  const source = await recognisePages(read, context.ocr);
  const recognised = respellPages(recognise(source), context.forms);
  enter('reconstruct');
  const printed = reconstruct(recognised);
  const carrier = {
    mediaType: source.mediaType,
    pages: describePages(source.pages, printed.unaccounted),
    findings: [...source.findings, ...printed.findings],
    attachments: source.attachments ?? [],
  };
  enter('bind');
  const reconstruction = respell(printed, context.forms, context.classification);
  const units = splitUnits(reconstruction, context.forms);
  const names = units.map(({ name }) => name);
  const bindNext = openUnitBinder(reconstruction, names, context.forms, context.classification);
  return { carrier, units, bindNext };
}

/** The next four steps, unit after unit: what was made of a unit on the way is let go before the next. */
function testify(
  { units, bindNext }: Report,
  correct: (binding: Binding) => Binding,
  { forms, classification }: ProcessContext,
  enter: (stage: Stage) => void,
): JoinedUnits {
  const joint = openJoint();
  for (let unit = units.shift(); unit !== undefined; unit = units.shift()) {
    enter('narrate');
    const statements = narrate(unit.reconstruction, joint.statements());
    enter('bind');
    const binding = correct(bindNext(unit, statements));
    enter('reconcile');
    const reconciled = reconcile(binding, forms, classification);
    enter('assess');
    joint.add(binding, reconciled, assess(reconciled.fields, reconciled.checks));
  }
  return joint.join();
}

function describePages(
  pages: readonly SourcePage[],
  unaccounted: ReadonlyMap<number, readonly string[]>,
): readonly PageResult[] {
  return pages.map((page) => ({
    number: page.number,
    width: page.width,
    height: page.height,
    rotation: page.rotation,
    method: page.method,
    unaccounted: unaccounted.get(page.number) ?? [],
    regions: regionsOnPage(page),
    hidden: page.content.kind === 'marks' ? page.content.hiddenGlyphs : 0,
  }));
}

/** Findings in their order, each once: a step may hand on what an earlier one found. */
function distinctFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.code, finding.message, finding.page, finding.location]);
    if (!seen.has(key)) seen.set(key, finding);
  }
  return [...seen.values()];
}

/** What went wrong, without anything that names a place on this machine. */
function describeBug(stage: Stage, error: unknown): string {
  const kind = error instanceof Error ? error.name : typeof error;
  return `An unexpected ${kind} in the step “${stage}”.`;
}
