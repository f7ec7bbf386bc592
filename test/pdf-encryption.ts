import { createHash } from 'node:crypto';
import type { PdfObject } from './pdf-file.ts';
import { writePdf } from './pdf-file.ts';

/** What passwords are filled up with (PDF 32000-1, 7.6.3.3). */
const padding = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const permissions = -4;
const id = Buffer.alloc(16, 7);

/** One page with a text, encrypted by RC4 of 40 bits (revision 2): strings and streams under a user and an owner password. */
export function encryptedPdf(text: string, user: string, owner: string): Uint8Array {
  const padded = (password: string) =>
    Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const ownerEntry = rc4(md5(padded(owner)).subarray(0, 5), padded(user));
  const flags = Buffer.alloc(4);
  flags.writeInt32LE(permissions);
  const key = md5(Buffer.concat([padded(user), ownerEntry, flags, id])).subarray(0, 5);
  const userEntry = rc4(key, padding);
  const sealed = (number: number, data: string) =>
    rc4(
      md5(Buffer.concat([key, Buffer.from([number, 0, 0, 0, 0])])).subarray(0, 10),
      Buffer.from(data, 'latin1'),
    );
  const objects: PdfObject[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    { dictionary: '', stream: sealed(5, `BT /F1 10 Tf 50 700 Td (${text}) Tj ET`) },
    `<< /Filter /Standard /V 1 /R 2 /O <${ownerEntry.toString('hex')}> /U <${userEntry.toString('hex')}> /P ${permissions} >>`,
  ];
  const name = id.toString('hex');
  return writePdf({ objects, root: 1, trailer: `/Encrypt 6 0 R /ID [<${name}> <${name}>]` });
}

function md5(data: Uint8Array): Buffer {
  return createHash('md5').update(data).digest();
}

function rc4(key: Uint8Array, data: Uint8Array): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  const swap = (a: number, b: number) => {
    const kept = state[a] ?? 0;
    state[a] = state[b] ?? 0;
    state[b] = kept;
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (state[i] ?? 0)) & 255;
      swap(i, j);
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
    }),
  );
}
