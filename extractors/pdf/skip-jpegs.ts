/** How a JPEG begins. */
const beginning = Uint8Array.of(0xff, 0xd8, 0xff);
/** The dictionary of a picture stands in this many bytes before its stream; of one with a longer dictionary the JPEG is decoded. */
const dictionaryBytes = 1024;

/**
 * A copy of a PDF in which the pictures stored as JPEG have no beginning: pdf.js decodes every picture of a page while it
 * lists what the page paints, which takes ten times as long as all the rest of a scan, and who reads looks at none. One
 * that does not begin as a JPEG it gives up at once; where and how large it is painted stays.
 */
export function withoutJpegs(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  const file = Buffer.from(copy.buffer);
  for (let at = file.indexOf(beginning); at >= 0; at = file.indexOf(beginning, at + 1))
    if (isStreamOfJpeg(file, at)) file.fill(0, at, at + 2);
  return copy;
}

function isStreamOfJpeg(file: Buffer, at: number): boolean {
  const before = file.toString('latin1', Math.max(0, at - dictionaryBytes), at);
  if (!/>>\s*stream\r?\n$/u.test(before)) return false;
  return before.slice(before.lastIndexOf(' obj')).includes('/DCTDecode');
}
