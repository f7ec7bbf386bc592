import type { FlowLine } from './flow.ts';
import { isNote } from './line-kinds.ts';

/** Loose cells that follow each other: from this many on they are the remains of a table. */
const minLoose = 3;
/** Share of them that may be whole sentences: more, and the tabs only indent paragraphs. */
const maxSentences = 0.3;
/** A loose cell is at most this long (characters), notes excepted. */
const maxLabel = 40;

/**
 * Cells of tables whose structure is gone: lines that begin with a tab (or hold one), in runs, with pictures between
 * them or without.
 */
export function findScattered(lines: readonly FlowLine[]): ReadonlySet<FlowLine> {
  const scattered = new Set<FlowLine>();
  let run: FlowLine[] = [];
  const close = (): void => {
    const loose = run.filter((line) => line.text.includes('\t'));
    const others = loose.filter((line) => !isNote(line.text));
    const sentences = others.filter(
      (line) => /[。；]\s*$/u.test(line.text) || line.text.trim().length > maxLabel,
    );
    const hasPicture = run.some((line) => line.artifact);
    if (
      loose.length > 0 &&
      (loose.length >= minLoose || hasPicture) &&
      sentences.length <= maxSentences * Math.max(1, others.length)
    )
      for (const line of run) if (!line.artifact) scattered.add(line);
    run = [];
  };
  lines.forEach((line, i) => {
    const isLoose = line.artifact || line.text.includes('\t');
    // A label that lost its tab stands between two that have theirs.
    const after = lines[i + 1];
    const isBetween =
      !isLoose &&
      run.length > 0 &&
      run.at(-1)?.text.includes('\t') !== false &&
      after !== undefined &&
      (after.artifact || after.text.includes('\t')) &&
      line.text.trim().length <= maxLabel &&
      !/[。；：:]$|^第.{1,3}部分/u.test(line.text.trim());
    if (isLoose || isBetween) run.push(line);
    else close();
  });
  close();
  return scattered;
}
