import { createHash } from 'node:crypto';
import type { Check } from '../../schemas/check.ts';
import type { AssessedField } from '../../schemas/field.ts';
import type { BoundTable, DocumentResult } from '../../schemas/ports.ts';
import type { Statement } from '../../schemas/statement.ts';
import type { Cell } from '../../schemas/table.ts';

/** A field with plain defaults: a printed figure of gk03. */
export function makeField(changes: Partial<AssessedField> = {}): AssessedField {
  return {
    key: 'f1',
    entity: '甲市乙局',
    fiscalYear: '2022',
    form: 'gk03',
    tableId: 't1',
    part: 1,
    row: 2,
    column: 2,
    location: 'line 12',
    page: 1,
    bbox: null,
    rowCode: '2080101',
    rowLabel: '行政运行',
    level: 3,
    measure: '本年支出合计',
    occurrence: 1,
    phase: '决算',
    period: '2022',
    basis: '',
    raw: '1,234.50',
    value: '1234.50',
    qualifier: '',
    state: 'number',
    unit: '万元',
    reading: 1,
    binding: 1,
    flags: [],
    method: 'text',
    factId: null,
    origin: '',
    confidence: 0.99512,
    accepted: true,
    ...changes,
  };
}

export function makeCell(row: number, column: number, text: string, changes: Partial<Cell> = {}): Cell {
  return {
    row,
    column,
    rowSpan: 1,
    columnSpan: 1,
    text,
    page: 1,
    bbox: null,
    location: `line ${row + 1}`,
    confidence: 1,
    flags: [],
    role: 'value',
    ...changes,
  };
}

export function makeTable(changes: Partial<BoundTable> = {}): BoundTable {
  return {
    id: 't1',
    title: '支出决算表',
    mark: '公开03表',
    unitText: '金额单位：万元',
    entityText: '甲市乙局',
    yearText: '2022年度',
    pages: [1],
    headerRows: 1,
    rows: 2,
    columns: 2,
    cells: [
      makeCell(0, 0, '项目', { role: 'header' }),
      makeCell(0, 1, '金额', { role: 'header' }),
      makeCell(1, 0, '行政运行', { role: 'stub' }),
      makeCell(1, 1, '1,234.50'),
    ],
    notes: [],
    location: 'lines 1–2',
    form: 'gk03',
    unit: '万元',
    entity: '甲市乙局',
    part: 1,
    rebuilt: false,
    ...changes,
  };
}

export function makeCheck(changes: Partial<Check> = {}): Check {
  return {
    id: 'gk03/row-sum/2080101',
    kind: 'row-sum',
    forms: ['gk03'],
    expected: '1234.50',
    actual: '1234.50',
    residual: '0',
    tolerance: '0.01',
    unit: '万元',
    status: 'pass',
    fieldKeys: ['f1'],
    explanation: 'The parts add up.',
    explanationZh: '各项相加相符。',
    ...changes,
  };
}

export function makeStatement(changes: Partial<Statement> = {}): Statement {
  return {
    id: 's1',
    quote: '基本支出10万元。',
    page: 1,
    location: 'line 30',
    headings: [],
    facts: [
      {
        id: 's1.1',
        rowLabel: '基本支出',
        itemPath: [{ label: '基本支出', depth: null }],
        measure: '决算数',
        raw: '10万元',
        value: '10',
        unit: '万元',
        qualifier: '',
        basis: '',
        year: null,
        yearOffset: 0,
        stage: '',
        subject: 'a',
        whole: null,
      },
    ],
    ...changes,
  };
}

/** A finished document; its ids follow from its source. */
export function makeResult(changes: Partial<DocumentResult> = {}): DocumentResult {
  const source = changes.source ?? 'reports/a.txt';
  const sha256 = createHash('sha256').update(source).digest('hex');
  return {
    documentId: sha256.slice(0, 16),
    source,
    sha256,
    mediaType: 'text/plain',
    title: '2022年度甲市乙局部门决算',
    entity: '甲市乙局',
    entityRaw: '乙局',
    entityConfidence: 0.95,
    fiscalYear: '2022',
    fiscalYearConfidence: 0.98,
    region: '甲市',
    documentType: 'final-accounts',
    units: [],
    pages: [
      {
        number: 1,
        width: null,
        height: null,
        rotation: 0,
        method: 'text',
        unaccounted: [],
        regions: [],
        hidden: 0,
      },
    ],
    tables: [makeTable()],
    statements: [],
    fields: [makeField()],
    checks: [makeCheck()],
    findings: [],
    attachments: [],
    ...changes,
  };
}
