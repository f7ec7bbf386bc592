// Reads a folder and prints every headline figure that may be taken without eyes, one document at a time.
import { extract } from 'mingxi';

for await (const { manifest, fields } of extract('seeds', { jobs: 2 })) {
  if (manifest.error !== null && manifest.status === 'failed') {
    console.error(`${manifest.source}: ${manifest.error.code}. ${manifest.error.hint}`);
    continue;
  }
  for (const field of fields) {
    if (field.form !== 'gk03' || field.row_label !== '合计' || !field.accepted) continue;
    // Exact decimals are text: make numbers of them only where a float will do.
    console.log([field.entity, field.fiscal_year, field.measure, field.amount_cny].join('\t'));
  }
}
