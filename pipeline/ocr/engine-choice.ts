import { availableParallelism } from 'node:os';
import type { OcrEngineKind } from '../../schemas/ports.ts';
import { loadEngines } from '../registry.ts';
import { UsageError } from '../usage-error.ts';

/** What `--ocr` says where pictures are to stay unread. */
const noEngine = 'none';

/**
 * The kind of engine that `--ocr` names; null for `none`.
 * @throws UsageError where there is no such engine
 */
export async function chooseEngine(name: string): Promise<OcrEngineKind | null> {
  if (name === noEngine) return null;
  const kinds = await loadEngines();
  const kind = kinds.find((candidate) => candidate.accepts(name));
  if (kind !== undefined) return kind;
  const known = [...kinds.map(({ named }) => named), noEngine].join(', ');
  throw new UsageError('engine-unknown', { name, known });
}

/**
 * Engines at a time: they do nothing but reckon, so that more than there are processors help nowhere.
 * @param jobs what the user allows; undefined: all
 */
export function mostEngines(jobs: number | undefined): number {
  return Math.min(jobs ?? Number.POSITIVE_INFINITY, availableParallelism());
}
