import { readFileSync } from 'node:fs';
import type { Draft } from './draft.ts';
import { takeApart } from './draft.ts';
import { hengyang } from './seeds/hengyang.ts';
import { huitong } from './seeds/huitong.ts';
import { yunxi } from './seeds/yunxi.ts';
import { zhuzhou } from './seeds/zhuzhou.ts';
import type { Truth } from './truth.ts';

/** The four seeds taken apart; throws where a note does not fit its seed. */
export function loadDrafts(projectFolder: string): Draft[] {
  return [zhuzhou, hengyang, huitong, yunxi].map((notes) =>
    takeApart(
      notes,
      readFileSync(`${projectFolder}/seeds/${notes.file}`, 'utf8'),
      JSON.parse(readFileSync(`${projectFolder}/test/truth/${notes.truth}.json`, 'utf8')) as Truth,
    ),
  );
}
