import { type ChildProcess, spawn } from 'node:child_process'

/** Keeps the machine from falling asleep until the returned function is called. */
export type KeepAwake = () => () => void

/** What each platform has for it; the program ends with the process that it waits for. */
const PROGRAMS: Partial<Record<NodeJS.Platform, (pid: number) => [string, string[]]>> = {
  darwin: (pid) => ['caffeinate', ['-i', '-m', '-w', String(pid)]],
  linux: (pid) => [
    'systemd-inhibit',
    [
      '--what=sleep:idle',
      '--who=Tandem',
      '--why=A benchmark is running',
      '--mode=block',
      'tail',
      `--pid=${pid}`,
      '-f',
      '/dev/null'
    ]
  ],
  // ES_CONTINUOUS | ES_SYSTEM_REQUIRED, held by a process that ends when ours does.
  win32: (pid) => [
    'powershell.exe',
    [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `Add-Type -Namespace T -Name P -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint f);'; [T.P]::SetThreadExecutionState(2147483649) | Out-Null; Wait-Process -Id ${pid}`
    ]
  ]
}

/** Through a program of the platform, where it has one; a machine without it sleeps as it always did. */
export function keepAwakeByProgram(platform = process.platform): () => void {
  const program = PROGRAMS[platform]?.(process.pid)
  if (!program) return () => {}
  const child: ChildProcess = spawn(program[0], program[1], { stdio: 'ignore' })
  // Not installed, or not permitted: nothing is lost but the guard.
  child.on('error', () => {})
  child.unref()
  return () => child.kill()
}
