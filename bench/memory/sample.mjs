// Loaded before a program (`node --import`): samples the resident memory of its process, worker threads and all, and
// writes the samples and the peak to MINGXI_BENCH_SAMPLES when it ends.
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** Milliseconds between samples: short beside the reading of twenty pages. */
const interval = 50;

const file = process.env.MINGXI_BENCH_SAMPLES;
if (isMainThread && file !== undefined) {
  const samples = [];
  setInterval(() => samples.push([Date.now(), process.memoryUsage.rss()]), interval).unref();
  process.on('exit', () => {
    const peak = process.resourceUsage().maxRSS * 1024;
    writeFileSync(file, JSON.stringify({ peak, samples }));
  });
}
