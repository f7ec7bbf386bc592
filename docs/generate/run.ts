import { writeFileSync } from 'node:fs';
import { makePages } from './pages.ts';

// `npm run docs`, in the project's folder.
for (const [path, text] of await makePages()) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
