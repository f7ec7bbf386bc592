/** Words round a seal, by kind. */
const words = ['工伤保险服务中心财务专用章', '人力资源和社会保障局办公室', '财政局预算公开审核专用章'];
/** Ink of seals: strong, faded, towards purple. */
const inks = ['#d81e1e', '#e2574c', '#c2185b'];

/**
 * A round red seal with a star, words along its ring and a line below, as SVG to lay over a page.
 * @param side pixels
 * @param turn degrees clockwise
 */
export function drawSeal(side: number, turn: number, kind: number): Buffer {
  const ink = inks[kind % inks.length] ?? '#d22';
  const text = [...(words[kind % words.length] ?? '')];
  const glyphs = text.map((glyph, at) => {
    const angle = -130 + (260 * at) / (text.length - 1);
    return `<text transform="rotate(${angle.toFixed(1)}) translate(0 -36)" text-anchor="middle" font-size="9">${glyph}</text>`;
  });
  const star = Array.from({ length: 10 }, (_, at) => {
    const radius = at % 2 === 0 ? 15 : 5.8;
    const angle = (Math.PI * at) / 5;
    return `${(radius * Math.sin(angle)).toFixed(2)},${(-radius * Math.cos(angle)).toFixed(2)}`;
  });
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="-50 -50 100 100">` +
      `<g transform="rotate(${turn})" fill="${ink}" fill-opacity="0.85" font-family="WenQuanYi Zen Hei">` +
      `<circle r="47" fill="none" stroke="${ink}" stroke-opacity="0.85" stroke-width="2.6"/>` +
      `<polygon points="${star.join(' ')}"/>${glyphs.join('')}` +
      `<text y="32" text-anchor="middle" font-size="8">4302110012345</text></g></svg>`,
  );
}
