// Stops after a time: documents that are being read are given up, nothing goes on in the background.
import { extract } from 'mingxi';

const signal = AbortSignal.timeout(60_000);
try {
  for await (const { manifest } of extract('seeds', { signal }))
    console.log(manifest.source, manifest.status);
} catch (error) {
  if (!signal.aborted) throw error;
  console.error('stopped');
}
