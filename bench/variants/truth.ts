/** A truth file in the form of test/truth: what a document says, by hand for the seeds, by construction for variants. */
export interface TruthField {
  table: string;
  row_code: string;
  row_label: string;
  column: string;
  /** null where it cannot be known. */
  value: string | null;
  unit: string;
  amount_cny: string;
  blank: boolean;
  state: 'printed' | 'lost';
  recoverable?: string | null;
  optional?: boolean;
  /** Printed as a picture. */
  image?: boolean;
  note?: string;
}

export interface TruthFact {
  row_label: string;
  column: string;
  value: string;
  unit: string;
  amount_cny: string;
  aliases: string[];
  optional?: boolean;
  planted?: boolean;
}

/** A cell or fact that a contradiction concerns. */
export interface TruthPlace {
  table: string;
  row_code: string;
  row_label: string;
  column: string;
  aliases?: string[];
}

export interface PlantedError {
  kind: string;
  printed: string;
  consistent: string;
  note: string;
  place: TruthPlace;
  involved: TruthPlace[];
}

export interface Truth {
  carrier: string;
  seed: string;
  sha256: string;
  id: string;
  file: string;
  entity: string;
  entity_aliases: string[];
  fiscal_year: string;
  blank_means_zero: boolean;
  missing_tables: string[];
  fields: TruthField[];
  optional_rows?: { table: string; row_label: string; value: string }[];
  narrative: TruthFact[];
  narrative_optional: { value: string }[];
  planted_errors: PlantedError[];
  rounding: unknown[];
  minor_contradictions: unknown[];
}
