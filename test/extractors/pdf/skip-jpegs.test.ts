import { describe, expect, it } from 'vitest';
import { withoutJpegs } from '../../../extractors/pdf/skip-jpegs.ts';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const jpeg = '\xff\xd8\xff\xe0 pixels';

describe('withoutJpegs', () => {
  it.each(['\n', '\r\n'])('takes the beginning off a picture that is a JPEG', (end) => {
    const file = `5 0 obj\n<< /Filter /DCTDecode >>\nstream${end}${jpeg}\nendstream`;
    const bytes = latin1(file);
    const without = Buffer.from(withoutJpegs(bytes)).toString('latin1');
    expect(without).toBe(file.replace('\xff\xd8', '\0\0'));
    expect(bytes).toEqual(latin1(file));
  });

  it.each([
    ['another stream', `5 0 obj\n<< /Filter /FlateDecode >>\nstream\n${jpeg}`],
    ['a JPEG that is packed again', `5 0 obj\n<< /Filter [/FlateDecode /DCTDecode] >>\nstream\nx\x9c${jpeg}`],
    ['what only looks like one', `5 0 obj\n<< /Filter /DCTDecode >>\nendobj 6 0 obj << >>\nstream\n${jpeg}`],
    ['text', `(${jpeg})`],
  ])('leaves %s as it is', (_, file) => {
    expect(withoutJpegs(latin1(file))).toEqual(latin1(file));
  });
});
