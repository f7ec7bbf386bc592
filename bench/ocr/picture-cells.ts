import sharp from 'sharp';

/** A figure's cell as html.ts prints it. */
const figureCell = /(<td class="figure"[^>]*>)([^<]*\d[^<]*)(<\/td>)/gu;

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
    const png = await sharp({ text: { text, font: `${family} ${size}`, dpi, rgba: false } })
      .extend({ top: 3, bottom: 3, left: 3, right: 3, background: '#000' })
      .negate({ alpha: false })
      .png()
      .toBuffer({ resolveWithObject: true });
    const height = (png.info.height * 72) / dpi;
    const source = `data:image/png;base64,${png.data.toString('base64')}`;
    pictures.set(text, `<img style="height:${height.toFixed(2)}pt;vertical-align:middle" src="${source}">`);
  }
  return html.replace(
    figureCell,
    (_, open: string, text: string, close: string) => `${open}${pictures.get(text) ?? text}${close}`,
  );
}
