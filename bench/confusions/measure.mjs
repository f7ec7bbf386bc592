/**
 * Measures which characters of the vocabulary OCR takes for which: every word of the forms and the classification is
 * drawn small, a little blurred and noisy, and read. Prints the pairs (read, printed) for normalizers/respell/look-alike.ts.
 *
 *     npm run build && node bench/confusions/measure.mjs 'Font Name=/path/font.ttf' …
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createWorker, OEM, PSM } from 'tesseract.js';
import {
  headerEntries,
  nameEntries,
  rowEntries,
  titleEntries,
} from '../../dist/normalizers/respell/vocabulary.js';
import { loadForms } from '../../dist/pipeline/registry.js';

/** Type size of tables, points, and what a scanner may do to it. */
const points = 10.5;
const damages = [
  { dpi: 200, blur: 0.6, noise: 20, quality: 60 },
  { dpi: 150, blur: 0.5, noise: 12, quality: 70 },
  { dpi: 150, blur: 0.9, noise: 30, quality: 45 },
];
/** A pair is kept if it was read so often: less is noise. */
const leastSeen = 4;

const fonts = process.argv.slice(2).map((argument) => argument.split('='));
const forms = await loadForms();
const words = [
  ...new Set(
    [
      ...titleEntries(forms),
      ...headerEntries(forms),
      ...forms.flatMap(rowEntries),
      ...nameEntries('functional'),
      ...nameEntries('economic'),
    ].map(({ word }) => word),
  ),
];
const data = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/chi_sim/package.json'));
const worker = await createWorker('chi_sim', OEM.LSTM_ONLY, {
  langPath: join(data, process.env.VARIANT ?? '4.0.0_best_int'),
  cacheMethod: 'none',
});
await worker.setParameters({ tessedit_pageseg_mode: PSM.SINGLE_LINE });

const seen = new Map();
let count = 0;
for (const [font, fontfile] of fonts)
  for (const [d, damage] of damages.entries())
    for (const [w, word] of words.entries()) {
      const { data: read } = await worker.recognize(await draw(word, font, fontfile, damage, w * 7 + d));
      for (const pair of pairsOf(read.text.replace(/\s+/gu, ''), word))
        seen.set(pair, (seen.get(pair) ?? 0) + 1);
      if (++count % 500 === 0) console.error(count, seen.size);
    }
await worker.terminate();
const pairs = [...seen]
  .filter(([, times]) => times >= leastSeen)
  .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
for (const [pair, times] of pairs) console.log(`${pair} ${times}`);

async function draw(text, font, fontfile, { dpi, blur, noise, quality }, seed) {
  const drawn = await sharp({ text: { text, font: `${font} ${points}`, fontfile, dpi } })
    .extractChannel(0)
    .negate()
    .extend({ top: 12, bottom: 12, left: 14, right: 14, background: '#fff' })
    .blur(blur)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data: pixels, info } = drawn;
  let state = seed + 1;
  for (let i = 0; i < pixels.length; i++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    pixels[i] = Math.max(0, Math.min(255, pixels[i] + ((state >> 8) % (2 * noise + 1)) - noise));
  }
  const jpeg = await sharp(pixels, {
    raw: { width: info.width, height: info.height, channels: info.channels },
  })
    .jpeg({ quality })
    .toBuffer();
  // Glyphs about 40 pixels high read best.
  return sharp(jpeg)
    .resize({ height: Math.round((info.height * 300) / dpi), kernel: 'cubic' })
    .png()
    .toBuffer();
}

/** Characters that were read as others where the rest of the word agrees (least edit distance, substitutions alone). */
function pairsOf(read, printed) {
  const [a, b] = [[...read], [...printed]];
  if (a.length !== b.length) return [];
  const pairs = a.flatMap((own, i) => (own === b[i] ? [] : [`${own}${b[i]}`]));
  return pairs.length * 2 <= b.length && pairs.every((pair) => /^\p{Script=Han}{2}$/u.test(pair))
    ? pairs
    : [];
}
