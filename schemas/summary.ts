import { z } from 'zod';

/**
 * Headline figures of summary.csv, in 元. Where each is taken from, first that is printed or recovered:
 * see pipeline/headline.ts.
 */
export const headlineNames = [
  'income_total',
  'expenditure_total',
  'basic',
  'project',
  'fiscal_appropriation',
  'three_publics_budget',
  'three_publics_actual',
  'personnel',
  'operating',
] as const;
export type HeadlineName = (typeof headlineNames)[number];

const amount = z.string().regex(/^(?:-?\d+(?:\.\d+)?)?$/u);

/** One row of summary.csv: a document, or one unit of a compiled report. Keys are its columns, in order. */
export const summaryRow = z.object({
  document_id: z.string(),
  source: z.string(),
  /** entity|year|kind */
  report_id: z.string(),
  entity: z.string(),
  entity_raw: z.string(),
  entity_confidence: z.string(),
  fiscal_year: z.string(),
  fiscal_year_confidence: z.string(),
  region: z.string(),
  document_type: z.string(),
  fields: z.number().int(),
  accepted: z.number().int(),
  to_review: z.number().int(),
  checks_failed: z.number().int(),
  income_total: amount,
  expenditure_total: amount,
  basic: amount,
  project: amount,
  fiscal_appropriation: amount,
  three_publics_budget: amount,
  three_publics_actual: amount,
  personnel: amount,
  operating: amount,
});
export type SummaryRow = z.infer<typeof summaryRow>;
