// Reads one document and says which of its figures contradict each other.
import { openDocument, PipelineError } from 'mingxi';

try {
  const file = process.argv[2] ?? 'seeds/hengyang-injury-insurance-centre-2020-final-accounts.txt';
  const { document, checks } = await openDocument(file);
  console.log(`${document.entity} ${document.fiscal_year}: ${document.tables.length} tables`);
  for (const check of checks.filter(({ status }) => status === 'fail')) console.log(check.explanation);
} catch (error) {
  if (!(error instanceof PipelineError)) throw error;
  console.error(`${error.code}: ${error.message} ${error.hint}`);
}
