import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { gridBoxes, makePdf } from '../../make-pdf.ts';

const cli = path.resolve('dist/pipeline/cli.js');
if (!existsSync(cli)) throw new Error('Build first: npm run build');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program in a folder until it ends. */
export async function mingxiIn(
  folder: string,
  words: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...words], { cwd: folder });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const status = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { status, stdout, stderr };
}

/** A page with a ruled 支出决算表 of one row and its total; the figures are as given. */
export function smallReport(basic: string, project: string, total: string): Uint8Array {
  const [first, second, third, fourth] = [70, 170, 270, 370];
  const row = (y: number, ...texts: readonly string[]) =>
    texts.map((text, index) => ({ text, x: [first, second, third, fourth][index] ?? 0, y }));
  return makePdf([
    {
      width: 480,
      height: 300,
      boxes: gridBoxes([60, 160, 260, 360, 460], [90, 120, 150, 180]),
      texts: [
        { text: '2022年度甲市乙局部门决算', x: 140, y: 40 },
        { text: '支出决算表', x: 190, y: 60 },
        { text: '部门：甲市乙局', x: 60, y: 80 },
        { text: '单位：万元', x: 400, y: 80 },
        ...row(110, '项目', '本年支出合计', '基本支出', '项目支出'),
        ...row(140, '合计', total, basic, project),
        ...row(170, '行政运行', total, basic, project),
      ],
    },
  ]);
}
