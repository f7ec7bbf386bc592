// Prints the tables of any file that mingxi reads, cell by cell with their places.
import { readFile } from 'node:fs/promises';
import { readTables } from 'mingxi';

const file = process.argv[2] ?? 'seeds/hengyang-injury-insurance-centre-2020-final-accounts.txt';
for (const table of await readTables(await readFile(file), { name: file })) {
  console.log(`${table.id} ${table.title ?? ''} (${table.rows} rows, ${table.columns} columns)`);
  for (const cell of table.cells.slice(0, 5))
    console.log(`  ${cell.row},${cell.column} ${cell.role} ${JSON.stringify(cell.text)} at ${cell.location}`);
}
