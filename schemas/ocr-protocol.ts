import { z } from 'zod';
import type { OcrRequest } from './ports.ts';

/** What an engine over HTTP is sent: docs/OCR.md tells people of it. */
export interface EngineQuestion {
  readonly requests: readonly {
    readonly kind: OcrRequest['kind'];
    /** Pixels. */
    readonly width: number;
    readonly height: number;
    /** A grey PNG. */
    readonly png_base64: string;
  }[];
}

/** Characters of a line: more were not read from one. */
const longestLine = 4096;

/** What it answers: one reading a request, in their order. */
export const engineAnswer = z.object({
  readings: z.array(
    z.object({
      text: z.string().max(longestLine),
      confidence: z.number().min(0).max(1),
      symbols: z
        .array(z.object({ text: z.string(), x0: z.number(), x1: z.number() }))
        .max(longestLine)
        .default([]),
    }),
  ),
});
