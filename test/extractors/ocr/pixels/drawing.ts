import type { PagePicture } from '../../../../schemas/picture.ts';

/** Five by seven dots a character, rows from the top. */
const font: Readonly<Record<string, readonly string[]>> = {
  '0': ['.###.', '#...#', '#..##', '#.#.#', '##..#', '#...#', '.###.'],
  '1': ['..#..', '.##..', '..#..', '..#..', '..#..', '..#..', '.###.'],
  '2': ['.###.', '#...#', '....#', '...#.', '..#..', '.#...', '#####'],
  '3': ['#####', '...#.', '..#..', '...#.', '....#', '#...#', '.###.'],
  '4': ['...#.', '..##.', '.#.#.', '#..#.', '#####', '...#.', '...#.'],
  '5': ['#####', '#....', '####.', '....#', '....#', '#...#', '.###.'],
  '6': ['..##.', '.#...', '#....', '####.', '#...#', '#...#', '.###.'],
  '7': ['#####', '....#', '...#.', '..#..', '.#...', '.#...', '.#...'],
  '8': ['.###.', '#...#', '#...#', '.###.', '#...#', '#...#', '.###.'],
  '9': ['.###.', '#...#', '#...#', '.####', '....#', '...#.', '.##..'],
  '.': ['.....', '.....', '.....', '.....', '.....', '.....', '.#...'],
  ',': ['.....', '.....', '.....', '.....', '.....', '.#...', '.#...'],
};

/** A page to draw on: ink and paper as shares of black, four by four samples a pixel when it is turned. */
export interface Canvas extends PagePicture {
  /** Fills a rectangle of pixels (places need not be whole) with a lightness or a colour. */
  fill(
    x0: number,
    y0: number,
    x1: number,
    y1: number,
    value?: number | readonly [number, number, number],
  ): void;
  /** Writes digits, points and commas with dots of so many pixels; returns where the next character would stand. */
  write(text: string, x: number, y: number, dot: number, value?: number): number;
}

/** A white page. */
export function page(width: number, height: number, channels: 1 | 3 = 1, scale = 200 / 72): Canvas {
  const data = new Uint8Array(width * height * channels).fill(255);
  const fill: Canvas['fill'] = (x0, y0, x1, y1, value = 0) => {
    for (let y = Math.floor(y0); y < Math.ceil(y1); y++)
      for (let x = Math.floor(x0); x < Math.ceil(x1); x++) {
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const share =
          Math.max(0, Math.min(x + 1, x1) - Math.max(x, x0)) *
          Math.max(0, Math.min(y + 1, y1) - Math.max(y, y0));
        for (let k = 0; k < channels; k++) {
          const at = (y * width + x) * channels + k;
          const ink = typeof value === 'number' ? value : value[k]!;
          data[at] = Math.round(data[at]! * (1 - share) + ink * share);
        }
      }
  };
  const write: Canvas['write'] = (text, x, y, dot, value = 0) => {
    let left = x;
    for (const character of text) {
      const narrow = character === '.' || character === ',';
      font[character]?.forEach((row, j) => {
        for (const [i, on] of [...row].entries())
          if (on === '#') fill(left + i * dot, y + j * dot, left + (i + 1) * dot, y + (j + 1) * dot, value);
      });
      left += (narrow ? 4 : 6) * dot;
    }
    return left;
  };
  return { width, height, channels, data, scale, fill, write };
}

/** The page turned clockwise around its middle, as a scanner would see it. */
export function turned(from: PagePicture, degrees: number): PagePicture {
  const { width, height, channels, data } = from;
  const result = new Uint8Array(data.length).fill(255);
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const u = cos * (x - cx) + sin * (y - cy) + cx;
      const v = -sin * (x - cx) + cos * (y - cy) + cy;
      if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) continue;
      const [l, t] = [Math.floor(u), Math.floor(v)];
      const [a, b] = [u - l, v - t];
      for (let k = 0; k < channels; k++) {
        const p = (t * width + l) * channels + k;
        const q = p + width * channels;
        result[(y * width + x) * channels + k] = Math.round(
          (data[p]! * (1 - a) + data[p + channels]! * a) * (1 - b) +
            (data[q]! * (1 - a) + data[q + channels]! * a) * b,
        );
      }
    }
  return { ...from, data: result };
}

/** Numbers between 0 and 1, the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

/** A table of amounts at 200 dpi: rows 40 px high, columns 160 px wide, lines 2 px thick. */
export function drawTable(rows: number, columns: number, lines = 2): { canvas: Canvas; amounts: string[] } {
  const [left, top, wide, high] = [60, 60, 160, 40];
  const canvas = page(left * 2 + columns * wide, top * 2 + rows * high);
  const random = seeded(rows * 100 + columns);
  const amounts: string[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const amount = `${Math.floor(random() * 90000) + 100}.${String(Math.floor(random() * 100)).padStart(2, '0')}`;
      amounts.push(amount);
      canvas.write(amount, left + column * wide + 14, top + row * high + 12, 2.4);
    }
  for (let row = 0; row <= rows; row++)
    canvas.fill(left, top + row * high, left + columns * wide, top + row * high + lines);
  for (let column = 0; column <= columns; column++)
    canvas.fill(left + column * wide, top, left + column * wide + lines, top + rows * high + lines);
  return { canvas, amounts };
}

/** Stamps a ring with a bar in it on a page of three channels: what is under it shows through. */
export function stamp(
  { width, height, data }: Canvas,
  x: number,
  y: number,
  radius: number,
  ink: readonly [number, number, number],
): void {
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      const away = Math.hypot(u - x, v - y);
      const isInk =
        Math.abs(away - radius) < radius / 16 ||
        (Math.abs(v - y) < radius / 8 && Math.abs(u - x) < radius / 2);
      if (isInk)
        for (let k = 0; k < 3; k++) {
          const at = (v * width + u) * 3 + k;
          data[at] = Math.round((data[at]! * ink[k]!) / 255);
        }
    }
}
