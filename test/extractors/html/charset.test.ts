import { expect, it } from 'vitest';
import { decodePage } from '../../../extractors/html/charset.ts';

it('a page in Windows-1252 keeps its quotes and dashes', () => {
  const bytes = Buffer.from('<meta charset="iso-8859-1"><p>\x93caf\xe9\x94 \x96 \x80</p>', 'latin1');
  expect(decodePage(bytes).text).toContain('“café” – €');
});
