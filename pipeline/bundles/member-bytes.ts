import { readFileSync } from 'node:fs';
import type { OpenArchive } from '../../extractors/archives/archive.ts';
import { openArchive } from '../../extractors/archives/open-archive.ts';
import type { Limits } from '../../schemas/ports.ts';
import { bundleLimits } from './list-bundle.ts';
import type { MemberAddress } from './member-address.ts';

/**
 * Gives the bytes of a member.
 * @throws PipelineError `archive-…`, `content-limit`; what the file system says
 */
export type MemberReader = (member: MemberAddress) => Promise<Uint8Array>;

/**
 * Reads members from their archives, in memory alone. The archives on the way to the last member stay open for the next,
 * which mostly lies beside it.
 */
export function openMemberReader(limits: Limits): MemberReader {
  let open: { readonly key: string; readonly archive: OpenArchive }[] = [];
  return async ({ file, places }) => {
    const way = places.map((_, depth) => JSON.stringify([file, ...places.slice(0, depth)]));
    const common = way.findIndex((key, depth) => open[depth]?.key !== key);
    open = open.slice(0, common < 0 ? way.length : common);
    let bytes: Uint8Array | null = null;
    for (const [depth, place] of places.entries()) {
      let archive = open[depth]?.archive;
      if (archive === undefined) {
        archive = await openArchive(bytes ?? readFileSync(file), bundleLimits(limits));
        open.push({ key: way[depth] ?? '', archive });
      }
      // Archives that are open already need not be unpacked again on the way.
      const isOnTheWay = open[depth + 1] !== undefined;
      bytes = isOnTheWay ? null : await archive.read(place);
    }
    if (bytes === null) throw new RangeError('A member has a place in some archive.');
    return bytes;
  };
}
