import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * Families that have hanzi, as systems bring them: a font that is not embedded is painted with the first that is there.
 * The canvas looks for no other family by itself.
 */
const hanziFamilies = [
  ...['Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'WenQuanYi Zen Hei', 'WenQuanYi Micro Hei'],
  ...['Microsoft YaHei', 'SimSun', 'PingFang SC', 'Hiragino Sans GB', 'STHeiti', 'AR PL UMing CN'],
  ...['Droid Sans Fallback', 'Arial Unicode MS'],
]
  .map((family) => `"${family}"`)
  .join(', ');

/** What is used of the canvas that pdf.js brings for Node. */
export interface NodeCanvas {
  readonly canvas: { width: number; height: number; toBuffer(type: 'image/png'): Uint8Array };
  readonly context: {
    font: string;
    fillStyle: string;
    strokeStyle: string;
    lineWidth: number;
    globalCompositeOperation: string;
    fillRect(x: number, y: number, width: number, height: number): void;
    strokeRect(x: number, y: number, width: number, height: number): void;
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

interface CanvasFactory {
  create(width: number, height: number): NodeCanvas;
}

/**
 * What makes the canvases that a document is painted on, fonts that are not embedded replaced by the machine's.
 * pdf.js brings one for Node where the system is one that it is built for.
 */
export function canvasFactoryOf(document: PDFDocumentProxy): CanvasFactory {
  const factory = document.canvasFactory as unknown as CanvasFactory;
  if (!prepared.has(factory)) fallBackToHanzi(factory);
  prepared.add(factory);
  return factory;
}

const prepared = new WeakSet<CanvasFactory>();

/** Has every canvas that pdf.js paints on fall back to fonts with hanzi before those without. */
function fallBackToHanzi(factory: CanvasFactory): void {
  const create = factory.create.bind(factory);
  factory.create = (width, height) => {
    const made = create(width, height);
    const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(made.context), 'font');
    if (own?.set !== undefined)
      Object.defineProperty(made.context, 'font', {
        ...own,
        set(font: string) {
          own.set?.call(
            this,
            font.replace(/,\s*(?:sans-serif|serif|monospace)\s*$/u, `, ${hanziFamilies}$&`),
          );
        },
      });
    return made;
  };
}
