import sharp from 'sharp';

/** A figure's cell as html.ts prints it. */
const figureCell = /(<td class="figure"[^>]*>)([^<]*\d[^<]*)(<\/td>)/gu;
/** White around the text of a picture, pixels. */
const margin = 3;

/** A text set in black on white. */
export interface TextPicture {
  readonly bytes: Buffer;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

/** Of texts saved as JPEG: what programs that export pages use. */
const jpegQuality = 75;

/** Sets a text as a picture: font family, its size in points, dots an inch. */
export async function pictureOfText(
  text: string,
  family: string,
  size: number,
  dpi: number,
  encoding: 'png' | 'jpeg' = 'png',
): Promise<TextPicture> {
  const set = sharp({ text: { text, font: `${family} ${size}`, dpi, rgba: false } })
    .extend({ top: margin, bottom: margin, left: margin, right: margin, background: '#000' })
    .negate({ alpha: false });
  const encoded = encoding === 'png' ? set.png() : set.jpeg({ quality: jpegQuality });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return { bytes: data, width: (info.width * 72) / dpi, height: (info.height * 72) / dpi };
}

/** A printed page whose figures of tables are pictures at a resolution: the way some offices insert them. */
export async function figuresAsPictures(
  html: string,
  family: string,
  size: number,
  dpi: number,
): Promise<string> {
  const texts = new Set([...html.matchAll(figureCell)].map((found) => found[2] ?? ''));
  const pictures = new Map<string, string>();
  for (const text of texts) {
    const { bytes, height } = await pictureOfText(text, family, size, dpi);
    const source = `data:image/png;base64,${bytes.toString('base64')}`;
    pictures.set(text, `<img style="height:${height.toFixed(2)}pt;vertical-align:middle" src="${source}">`);
  }
  return html.replace(
    figureCell,
    (_, open: string, text: string, close: string) => `${open}${pictures.get(text) ?? text}${close}`,
  );
}
