import type { RegionReason, SourcePage } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import { shareOf } from '../layout/bounds.ts';

/** A picture over at least this share of a page is a part of the report that was not read, not an ornament of it. */
const largePicture = 0.4;

/**
 * What a person should know of a page's unread regions: one finding for text that cannot be used, one for pictures that
 * take much of the page or are all there is on it.
 */
export function describeRegions(page: SourcePage): Finding[] {
  if (page.content.kind !== 'marks') return [];
  const { regions, words, hiddenGlyphs, turn } = page.content;
  const findings: Finding[] = [];
  const tell = (code: Finding['code'], message: string) =>
    findings.push({ code, message, page: page.number, location: `p${page.number}` });
  const has = (reason: RegionReason) => regions.some((region) => region.reason === reason);
  const causes = [
    ...(has('no-characters') ? ['its glyphs stand for no character'] : []),
    ...(has('wrong-characters') ? ['its glyphs stand for other characters than they show'] : []),
    ...(has('outlines') ? ['its characters are drawn as shapes'] : []),
  ];
  if (causes.length > 0) {
    const part = words.length === 0 ? `The text of page ${page.number}` : `Some text of page ${page.number}`;
    tell('text-unusable', `${part} could not be read: ${causes.join('; ')}.`);
  }
  const size = turn % 180 === 0 ? [page.width, page.height] : [page.height, page.width];
  const isLarge = regions.some(
    ({ bbox, reason }) =>
      reason === 'picture' &&
      (words.length === 0 || shareOf(bbox, [size[0] ?? 0, size[1] ?? 0]) >= largePicture),
  );
  const layer = hiddenGlyphs > 0 ? ' The text hidden behind it is a guess at it and was not taken.' : '';
  if (has('scan') && page.method === 'ocr')
    tell(
      'picture-unread',
      `Page ${page.number} is a picture in which no text was found: it is blank or a photograph.`,
    );
  else if (has('scan')) tell('picture-unread', `Page ${page.number} is a picture and was not read.${layer}`);
  else if (isLarge) tell('picture-unread', `A large picture on page ${page.number} was not read.`);
  return findings;
}
