import type { FlowLine } from './flow.ts';
import { isNote, ordinalLevel } from './line-kinds.ts';

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
  let wasBetween = false;
  const close = (): void => {
    const loose = run.filter(isLoose);
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
    const isPart = line.artifact || isLoose(line);
    // A label that lost its tab stands between two that have theirs.
    const after = lines[i + 1];
    const isBetween =
      !isPart &&
      run.length > 0 &&
      !wasBetween &&
      after !== undefined &&
      (after.artifact || isLoose(after)) &&
      line.text.trim().length <= maxLabel &&
      !/[。；：:]$|^第.{1,3}部分/u.test(line.text.trim());
    wasBetween = isBetween;
    if (isPart || isBetween) run.push(line);
    else close();
  });
  close();
  return scattered;
}

/** A line with a tab that does not only part an ordinal from its words. */
function isLoose(line: FlowLine): boolean {
  return (
    (line.text.includes('\t') && ordinalLevel(line.text.replace(/\t/gu, ' ')) === null) ||
    /^\s*\t/u.test(line.text)
  );
}
