import { spawn, spawnSync } from 'node:child_process';

/** How a program ended. */
export type Ending = 'done' | 'failed' | 'time';

/** What a program may take. */
export interface ProgramLimits {
  readonly milliseconds: number;
  /** Of address space, where the system can limit it. */
  readonly bytes: number;
}

/**
 * Runs the program given as arguments in a group of its own under a limit of memory. When who started it is gone (its end of
 * the pipe closes), all of the group is ended and the scratch folder removed.
 */
const supervise = `
ulimit -v "$1" 2>/dev/null
scratch=$2
shift 2
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(trap "" TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 1; rm -rf "$scratch"; kill -KILL 0) &
wait $program
`;

/**
 * Runs a program to its end, and ends it with all that it started when its time is over.
 * @param scratch folder that is removed if this process is ended meanwhile
 */
export function runLimited(
  command: readonly [program: string, ...words: string[]],
  scratch: string,
  environment: Readonly<Record<string, string>>,
  limits: ProgramLimits,
): Promise<Ending> {
  const [program, ...words] = command;
  const isWindows = process.platform === 'win32';
  const kilobytes = String(Math.floor(limits.bytes / 1024));
  const child = isWindows
    ? spawn(program, words, { env: environment, stdio: 'ignore', windowsHide: true })
    : spawn('sh', ['-c', supervise, 'sh', kilobytes, scratch, ...command], {
        env: environment,
        stdio: ['pipe', 'ignore', 'ignore'],
        detached: true,
      });
  // The pipe breaks when the supervisor ends first.
  child.stdin?.on('error', () => {});
  return new Promise((resolve) => {
    let isLate = false;
    const end = (): void => {
      if (child.pid === undefined) return;
      if (isWindows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
      else killGroup(child.pid);
    };
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, limits.milliseconds);
    const finish = (ending: Ending): void => {
      clearTimeout(timer);
      end();
      resolve(isLate ? 'time' : ending);
    };
    child.once('error', () => finish('failed'));
    child.once('exit', (code) => finish(code === 0 ? 'done' : 'failed'));
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // All of it has ended.
  }
}
