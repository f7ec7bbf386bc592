import { PipelineError } from '../../schemas/error.ts';
import type { ZipLimits } from '../zip/open-zip.ts';
import { openZip } from '../zip/open-zip.ts';
import type { OpenArchive } from './archive.ts';
import { archiveKind } from './archive-kind.ts';
import { openSevenZip } from './open-seven-zip.ts';

/**
 * Opens an archive by what its first bytes say.
 * @throws PipelineError `archive-damaged`, `archive-encrypted`, `content-limit`; `unsupported-format` for another kind
 */
export async function openArchive(bytes: Uint8Array, limits: ZipLimits): Promise<OpenArchive> {
  const kind = archiveKind(bytes);
  if (kind === 'zip') return openZipArchive(bytes, limits);
  if (kind === 'rar') {
    // Its library is loaded by who opens such a one.
    const { openRar } = await import('./open-rar.ts');
    return await openRar(bytes, limits);
  }
  if (kind === '7z') return openSevenZip(bytes, limits);
  throw new PipelineError('unsupported-format', 'read', 'This is no archive of a known kind.', {
    hint: 'Unpack it and give the folder.',
  });
}

function openZipArchive(bytes: Uint8Array, limits: ZipLimits): OpenArchive {
  const { entries, inflate } = openZip(bytes, 'archive', limits);
  return {
    members: entries.map(({ name, isLink, size }) => ({
      name,
      size,
      kind: /[/\\]$/u.test(name) ? 'folder' : isLink ? 'link' : 'file',
    })),
    async read(place) {
      const entry = entries[place];
      if (entry === undefined) throw new RangeError(`There is no member ${place}.`);
      return inflate(entry);
    },
  };
}
