import { loadRegistry } from '../../pipeline/registry.ts';
import type { OutputWriter } from '../../schemas/ports.ts';
import { hasProgram } from '../optional-programs.ts';

/** All writers but those whose library is not here; a message says so. */
export async function usableWriters(): Promise<readonly OutputWriter[]> {
  const { writers } = await loadRegistry();
  const usable: OutputWriter[] = [];
  for (const writer of writers)
    if (writer.available === undefined || (await hasProgram(writer.id))) usable.push(writer);
  return usable;
}
