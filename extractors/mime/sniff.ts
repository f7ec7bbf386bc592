import { nameSignature } from '../text/signature.ts';

const sampleLength = 8_192;

/** How sure it is that bytes are a message: a head of headers, the type of its content among them. */
export function looksLikeMessage(bytes: Uint8Array): number {
  if (bytes.length === 0 || nameSignature(bytes) !== null) return 0;
  const text = new TextDecoder('latin1')
    .decode(bytes.subarray(0, sampleLength))
    .replace(/^(?:ï»¿)?(?:From [^\n]*\n)?\s*/u, '');
  const head = text.split(/\r?\n\r?\n/u)[0] ?? '';
  const lines = head.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u);
  if (lines.length < 2 || !lines.every((line) => /^[!-9;-~]+[ \t]*:/u.test(line))) return 0;
  const has = (name: string): boolean => lines.some((line) => line.toLowerCase().startsWith(`${name}:`));
  if (has('mime-version') && has('content-type')) return 0.95;
  const isMail = has('from') && (has('date') || has('received') || has('message-id'));
  return (has('content-type') && lines.some((line) => /multipart\//iu.test(line))) || isMail ? 0.9 : 0;
}
