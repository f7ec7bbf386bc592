import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { emptySample, type FontSample, type FontVerdict, judgeFont } from './font-trust.ts';
import type { FontInfo } from './graphics-state.ts';

/** The fonts of one document: what pdf.js knows of them, and whether what they give can be trusted. */
export interface Fonts {
  /** Fonts of a page by pdf.js id, each looked up once; null for one that could not be loaded. */
  ofPage(page: PDFPageProxy): (id: string) => FontInfo | null;
  /** Judges by all that was seen of the font so far, and remembers that the page was read so. */
  judge(font: FontInfo, page: number): FontVerdict;
  /** Pages read with a verdict that what came later has changed, ascending. */
  pagesToReadAgain(): readonly number[];
}

interface Trust {
  readonly sample: FontSample;
  readonly isSymbolic: boolean;
  readonly isSubset: boolean;
  /** How much of the sample the verdict rests on. */
  judgedAt: number;
  verdict: FontVerdict;
  readonly pages: Map<number, FontVerdict>;
}

/** What pdf.js tells of a font. */
interface PdfFont {
  readonly name?: string;
  readonly fontMatrix?: readonly number[];
  readonly bbox?: readonly number[];
  readonly isType3Font?: boolean;
  readonly vertical?: boolean;
  readonly bold?: boolean;
  readonly black?: boolean;
}

interface ObjectStore {
  has(id: string): boolean;
  get(id: string): unknown;
}

/** No font is known yet. */
export function openFonts(): Fonts {
  const trusts = new Map<FontSample, Trust>();
  const samples = new Map<string, FontSample>();
  const judgeNow = (trust: Trust): FontVerdict => {
    if (trust.judgedAt !== trust.sample.total) {
      trust.judgedAt = trust.sample.total;
      trust.verdict = judgeFont(trust.sample, trust.isSymbolic, trust.isSubset);
    }
    return trust.verdict;
  };
  return {
    ofPage(page) {
      const known = new Map<string, FontInfo | null>();
      return (id) => {
        const found = known.get(id);
        if (found !== undefined) return found;
        const sample = samples.get(id) ?? emptySample();
        samples.set(id, sample);
        const font = readFont(page.commonObjs, id, sample);
        known.set(id, font);
        return font;
      };
    },
    judge({ sample, isSymbolic, isSubset }, page) {
      let trust = trusts.get(sample);
      if (!trust) {
        trust = { sample, isSymbolic, isSubset, judgedAt: -1, verdict: 'sound', pages: new Map() };
        trusts.set(sample, trust);
      }
      const verdict = judgeNow(trust);
      trust.pages.set(page, verdict);
      return verdict;
    },
    pagesToReadAgain() {
      const pages = new Set<number>();
      for (const trust of trusts.values()) {
        const verdict = judgeNow(trust);
        for (const [page, before] of trust.pages) if (before !== verdict) pages.add(page);
      }
      return [...pages].sort((a, b) => a - b);
    },
  };
}

function readFont(store: ObjectStore, id: string, sample: FontSample): FontInfo | null {
  if (!store.has(id)) return null;
  const font = store.get(id) as PdfFont | null;
  if (!font) return null;
  const name = font.name ?? '';
  return {
    unitsPerThousand: font.fontMatrix?.[0] ?? 0.001,
    em: font.isType3Font ? emOfType3(font) : 1,
    vertical: font.vertical ?? false,
    bold: (font.bold ?? false) || (font.black ?? false) || /bold|black|heavy/iu.test(name),
    isSymbolic: /symbol|dingbat|wingding|webding|marlett/iu.test(name),
    isSubset: /^[A-Z]{6}\+/u.test(name) || font.isType3Font === true,
    sample,
  };
}

/** A glyph space of about this many units (times the font size) is the usual one; others are measured by their box. */
const usualEm = [0.3, 3] as const;

/** How high a Type 3 font's characters are at font size 1: its glyph space may be of any scale. */
function emOfType3({ fontMatrix = [0.001, 0, 0, 0.001], bbox = [] }: PdfFont): number {
  const scale = Math.abs(fontMatrix[3] ?? 0.001);
  const em = 1000 * scale;
  if (em >= usualEm[0] && em <= usualEm[1]) return 1;
  const height = Math.abs((bbox[3] ?? 0) - (bbox[1] ?? 0)) * scale;
  return Number.isFinite(height) && height > 0 ? height : 1;
}
