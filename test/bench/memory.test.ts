import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOfReport, reportPages } from '../../bench/memory/report-pages.ts';
import { residentAt, slopeOf } from '../../bench/memory/slope.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingxi-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('pages to measure memory with', () => {
  it('are as many as said, none of them empty', () => {
    const pages = reportPages(0);
    expect(pages).toHaveLength(pagesOfReport);
    for (const { texts = [] } of pages) {
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.every(({ text }) => text !== '')).toBe(true);
    }
  });

  it('are the same for the same unit, others for another', () => {
    expect(reportPages(41)).toEqual(reportPages(41));
    const [one, other] = [reportPages(0), reportPages(1)];
    expect(one.filter((page, at) => JSON.stringify(page) === JSON.stringify(other[at]))).toEqual([]);
  });
});

describe('samples of memory', () => {
  it('are taken of a program that is started with the sampler', () => {
    const file = join(folder, 'samples.json');
    const sampler = pathToFileURL(resolve('bench/memory/sample.mjs')).href;
    const wait = 'setTimeout(() => {}, 300)';
    const run = spawnSync(process.execPath, ['--import', sampler, '-e', wait], {
      env: { ...process.env, MINGXI_BENCH_SAMPLES: file },
    });
    expect(run.status).toBe(0);
    const { peak, samples } = JSON.parse(readFileSync(file, 'utf8'));
    expect(samples.length).toBeGreaterThan(0);
    expect(peak).toBeGreaterThanOrEqual(samples[0][1]);
  });

  it('tell what was resident at a time', () => {
    const samples = {
      peak: 9,
      samples: [
        [10, 5],
        [20, 7],
        [30, 6],
      ] as const,
    };
    expect([5, 10, 19, 20, 99].map((time) => residentAt(samples, time))).toEqual([5, 5, 5, 7, 6]);
    expect(residentAt({ peak: 9, samples: [] }, 1)).toBeNaN();
  });

  it.each([
    [
      [
        [0, 1],
        [1, 3],
        [2, 5],
      ],
      2,
    ],
    [
      [
        [0, 4],
        [5, 4],
      ],
      0,
    ],
    [
      [
        [0, 0],
        [1, 2],
        [2, 1],
      ],
      0.5,
    ],
    [
      [
        [3, 1],
        [3, 2],
      ],
      Number.NaN,
    ],
    [[], Number.NaN],
  ] as const)('the slope through %j is %d', (points, slope) => {
    expect(slopeOf(points)).toEqual(slope);
  });
});
