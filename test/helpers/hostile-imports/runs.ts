import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createGzip } from 'node:zlib'
import { packed, repeated } from './corpus.ts'

/** An exported run that means harm. */
export interface HostileRun {
  readonly name: string
  /** Puts it at a path. */
  readonly put: (path: string) => void | Promise<void>
  /** What it is refused with; null for what may as well be imported, as long as all goes on as before. */
  readonly refused: RegExp | null
  /** It takes seconds: left to the bench. */
  readonly slow?: boolean
}

interface Exported {
  eval: { run_id: string }
  tandem: Record<string, unknown> & {
    problems: Record<string, unknown>[]
    config: Record<string, unknown>
  }
  samples: (Record<string, unknown> & {
    metadata: Record<string, unknown>
    events: Record<string, unknown>[]
  })[]
}

/** A run of two attempts that is as it should be. */
export function soundRun(): Exported {
  const run = JSON.parse(readFileSync('resources/recorded-run.json', 'utf8')) as Exported
  run.eval.run_id = 'elsewhere'
  return run
}

const DEEP = 100_000
const NESTED = '['.repeat(DEEP) + ']'.repeat(DEEP)
const DIGITS = '9'.repeat(1_000_000)
const TOO_DEEP = /nested more than 64 deep/
const NO_RUN = /This is no (run|attempt) that Tandem exported: /
/** Where a text stands that is put in after all else is JSON. */
const HERE = 'PUT-IT-HERE'

/** The sound run with a text in the place of a value. */
function withText(change: (run: Exported) => void, text: string): string {
  const run = soundRun()
  change(run)
  return JSON.stringify(run).replace(`"${HERE}"`, () => text)
}

function changed(change: (run: Exported) => void): string {
  const run = soundRun()
  change(run)
  return JSON.stringify(run)
}

function file(content: () => string | Buffer): HostileRun['put'] {
  return (path) => writeFileSync(path, content())
}

const manyFields = () => Array.from({ length: 1e6 }, (_, at) => `"field${at}":${at}`).join(',')
/** What an attempt, its events and the run itself are given under names that every object answers to. */
const PROTOTYPES = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'

/** Whatever one was brought or not, nothing of it may be found in other objects. */
export const POLLUTION = 'polluted'

export const HOSTILE_RUNS: readonly HostileRun[] = [
  { name: 'nothing', put: file(() => ''), refused: /is not JSON|is empty/ },
  { name: 'null', put: file(() => 'null'), refused: NO_RUN },
  { name: 'a list', put: file(() => '[]'), refused: NO_RUN },
  {
    name: 'noise',
    put: file(() => Buffer.from(Array.from({ length: 9000 }, (_, at) => (at * 151) & 255))),
    refused: /./
  },
  { name: 'a folder', put: (path) => void mkdirSync(path), refused: /is a folder/ },
  {
    name: 'a named pipe that nobody writes to',
    put: (path) => void execFileSync('mkfifo', [path]),
    refused: /is a named pipe/
  },
  {
    name: 'a link to itself',
    put: (path) => symlinkSync(path, path),
    refused: /leads back to itself/
  },
  {
    name: 'a device without end',
    put: (path) => symlinkSync('/dev/zero', path),
    refused: /is a device/
  },
  {
    name: 'a line of 200 MB',
    put: file(() => Buffer.concat([Buffer.from('{"samples":["'), ...repeated('a', 200)])),
    refused: /expected an attempt of at most/,
    slow: true
  },
  {
    name: 'a name of 200 MB',
    put: file(() => Buffer.concat([Buffer.from('{"'), ...repeated('a', 200)])),
    refused: /MB of the file are in no list/,
    slow: true
  },
  { name: '100,000 open brackets', put: file(() => '['.repeat(DEEP)), refused: TOO_DEEP },
  ...(
    [
      ['beside the attempts', (run) => (run.tandem.deep = HERE)],
      ['in an attempt', (run) => (run.samples[0]!.deep = HERE)],
      ['in an event', (run) => (run.samples[0]!.events[0]!.deep = HERE)]
    ] as const satisfies readonly (readonly [string, (run: Exported) => void])[]
  ).map(([where, change]) => ({
    name: `lists 100,000 deep ${where}`,
    put: file(() => withText(change, NESTED)),
    refused: TOO_DEEP
  })),
  {
    name: '10 million attempts',
    put: file(() => `{"samples":[${'{},'.repeat(1e7)}{}]}`),
    refused: /more than 1,000,000 attempts/
  },
  {
    name: '10 million events of an attempt',
    put: file(() =>
      withText((run) => (run.samples[0]!.events = HERE as never), `[${'{},'.repeat(1e7)}{}]`)
    ),
    refused: /more than 100,000 events|of memory to read/,
    slow: true
  },
  {
    name: 'a million fields beside the attempts',
    put: file(() => withText((run) => (run.tandem.more = HERE), `{${manyFields()}}`)),
    refused: null,
    slow: true
  },
  {
    name: 'a million fields of an attempt',
    put: file(() => withText((run) => (run.samples[0]!.more = HERE), `{${manyFields()}}`)),
    refused: null,
    slow: true
  },
  ...(
    [
      ['a seed', (run) => (run.tandem.seed = HERE)],
      ['a number of planned attempts', (run) => (run.tandem.planned = HERE)],
      ['a time', (run) => (run.samples[0]!.metadata.wallMs = HERE)],
      ['the place of an attempt', (run) => (run.samples[0]!.metadata.problem = HERE)]
    ] as const satisfies readonly (readonly [string, (run: Exported) => void])[]
  ).map(([what, change]) => ({
    name: `${what} of a million digits`,
    put: file(() => withText(change, DIGITS)),
    refused: NO_RUN
  })),
  {
    name: 'bytes that are no UTF-8',
    put: file(() =>
      Buffer.concat([Buffer.from('{"eval":"'), Buffer.alloc(1e6, 0xff), Buffer.from('"}')])
    ),
    refused: /is not UTF-8 text/
  },
  {
    name: 'zeros between the letters of a name',
    put: file(() => changed((run) => (run.eval.run_id = 'a\0b'))),
    refused: /A run cannot be called/
  },
  {
    name: 'zeros and control characters in every text',
    put: file(() =>
      changed((run) => {
        run.tandem.note = '\0\u001b]0;evil\u0007'
        run.tandem.tags = ['\0', '\u001b[2J']
        run.tandem.problems[0]!.text = '\0\u202e'
      })
    ),
    refused: null
  },
  {
    name: 'zeros in the place of the file',
    put: file(() => Buffer.alloc(1e6)),
    refused: /./
  },
  ...(
    [
      ['of the run', (run) => (run.tandem.more = HERE)],
      ['of the configuration', (run) => (run.tandem.config.more = HERE)],
      ['of an attempt', (run) => (run.samples[0]!.metadata.more = HERE)],
      ['of an event', (run) => (run.samples[0]!.events[0]!.more = HERE)]
    ] as const satisfies readonly (readonly [string, (run: Exported) => void])[]
  ).map(([where, change]) => ({
    name: `names that every object has, ${where}`,
    put: file(() => withText(change, PROTOTYPES)),
    refused: null
  })),
  {
    name: 'the same attempt twice',
    put: file(() => changed(({ samples }) => samples.push(samples[0]!))),
    refused: /contradicts itself: /
  },
  {
    name: 'an attempt at a problem that it has not',
    put: file(() => changed(({ samples }) => (samples[0]!.metadata.problem = 7))),
    refused: /contradicts itself: /
  },
  {
    name: 'the attempts under a name that is written in another way',
    put: file(() => JSON.stringify(soundRun()).replace('"samples":', String.raw`"\u0073amples":`)),
    refused: null
  },
  {
    name: 'the attempts before all else',
    put: file(() => {
      const { samples, ...rest } = soundRun()
      return JSON.stringify({ samples, ...rest })
    }),
    refused: null
  },
  {
    name: 'the attempts twice',
    put: file(() => `{"samples":[{}],${JSON.stringify(soundRun()).slice(1)}`),
    refused: NO_RUN
  },
  {
    name: 'ten thousand faults',
    put: file(() => changed((run) => (run.tandem.problems = Array(10_000).fill({}) as never))),
    refused: /and \d+ more\.$/
  },
  ...[0.3, 0.6, 0.9, 0.999].map((share) => ({
    name: `the first ${share * 100} % of a run`,
    put: file(() => {
      const text = JSON.stringify(soundRun())
      return text.slice(0, text.length * share)
    }),
    refused: /the file ends/
  })),
  {
    name: 'two runs, one behind the other',
    put: file(() => JSON.stringify(soundRun()).repeat(2)),
    refused: /expected nothing after the last bracket/
  },
  {
    name: 'a comma too many',
    put: file(() => JSON.stringify(soundRun()).replace('"samples":[', '"samples":[,')),
    refused: /expected an attempt before the comma/
  },
  {
    name: 'an attempt that is no JSON',
    put: file(() => JSON.stringify(soundRun()).replace('"samples":[', '"samples":[{]},')),
    refused: /./
  },
  {
    name: 'gzip of 1.1 GB of spaces',
    put: async (path) => writeFileSync(path, await packed(createGzip({ level: 1 }), ' ', 1100)),
    refused: /MB of the file are in no list/,
    slow: true
  }
]
