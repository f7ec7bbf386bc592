/**
 * Prints pieces on stdout, no faster than they are read. Whoever reads may go away (`| head`): nothing more is printed
 * then, and that is no fault.
 */
export async function printPieces(pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const out = process.stdout;
  let isGone = false;
  const leave = () => {
    isGone = true;
  };
  out.on('error', leave);
  try {
    for await (const piece of pieces) {
      if (isGone || out.destroyed || !out.writable) return;
      if (out.write(piece)) continue;
      await new Promise<void>((resolve) => {
        const done = () => {
          out.off('drain', done).off('close', done).off('error', done);
          resolve();
        };
        out.on('drain', done).on('close', done).on('error', done);
      });
    }
  } finally {
    out.off('error', leave);
  }
}
