import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { postgresFolder } from './optional-programs.ts';

/** A PostgreSQL of a test, on a socket in a folder of its own. */
export interface PostgresServer {
  /**
   * Runs psql.
   * @param folder its working folder
   * @throws Error with what it said where it fails
   */
  psql(folder: string, ...words: readonly string[]): string;
  /** Variables by which programs of PostgreSQL find it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): void;
}

/** Starts a server; it does not run as root, who becomes the user `postgres`. */
export function startPostgres(): PostgresServer {
  const folder = mkdtempSync(path.join(tmpdir(), 'pg-'));
  const user = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null;
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = path.join(folder, 'data');
  const own = (program: string, ...words: readonly string[]) =>
    run(path.join(postgresFolder() ?? '', program), words, { cwd: folder, ...user });
  own('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  const settings = `-k ${folder} -c listen_addresses= -c fsync=off`;
  own('pg_ctl', '-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start');
  const environment = { PGHOST: folder, PGUSER: 'postgres', PGDATABASE: 'postgres' };
  return {
    psql: (cwd, ...words) =>
      run('psql', ['-X', '-q', ...words], { cwd, env: { ...process.env, ...environment } }),
    environment,
    stop() {
      own('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(which: '-u' | '-g'): number {
  return Number(run('id', [which, 'postgres'], { cwd: tmpdir() }));
}

interface RunOptions {
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: NodeJS.ProcessEnv;
}

function run(program: string, words: readonly string[], options: RunOptions): string {
  // Output goes to a pipe that the server must not hold open: pg_ctl gives it a log of its own.
  const ended = spawnSync(program, words, { ...options, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (ended.status !== 0)
    throw new Error(`${program} ${words.join(' ')}: ${ended.error?.message ?? ''}${ended.stderr}`);
  return ended.stdout;
}
