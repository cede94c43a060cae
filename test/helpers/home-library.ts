import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { readGguf } from '../../src/inference/backends/llama/gguf/gate.ts'
import { readMarkup } from '../../src/inference/backends/llama/gguf/markup.ts'
import { GgufRefused } from '../../src/inference/backends/llama/gguf/refused.ts'
import { tryTemplate } from '../../src/inference/template-trial.ts'
import type { Inspector, Inspection } from '../../src/main/models/inspector.ts'
import { createLibrary } from '../../src/main/models/library.ts'
import { createPairs } from '../../src/main/models/pairs.ts'
import { knownPlaces } from '../../src/main/models/places.ts'
import { jsonRecords } from '../../src/main/models/records.ts'
import type { RefusalCode } from '../../src/shared/model-library.ts'
import { writeRandomModel } from './random-gguf.ts'

/** A person's home folder, of one test. */
export let home: string
/** Where Tandem's data lives in it. */
export let data: string

/** Gives each test of a file a home folder of its own. */
export function useHome(): void {
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tandem-home-'))
    data = join(home, 'tandem')
  })
  afterEach(() => {
    rmSync(home, { recursive: true })
  })
}

/** The real gate, in this process, and a trial that refuses what the test says. */
function inspectorWith(refused: ReadonlySet<string> = new Set(), code: RefusalCode = 'crashed') {
  const calls = { read: 0, open: 0 }
  const inspector: Inspector = {
    read(path) {
      calls.read++
      return Promise.resolve(inspectionOf(path))
    },
    open(path) {
      calls.open++
      const inspection = inspectionOf(path)
      const refusal = { code, sentence: 'It crashed.' }
      return Promise.resolve(refused.has(path) ? { ...inspection, refusal } : inspection)
    },
    estimate: () => Promise.reject(new Error('not asked for here')),
    time: () => Promise.resolve(null),
    ask: (path, own) => Promise.resolve(tryTemplate(readMarkup(path), own)),
    devices: () => Promise.reject(new Error('not asked for here')),
    close: () => undefined
  }
  return { inspector, calls }
}

function inspectionOf(path: string): Inspection {
  try {
    return { summary: readGguf(path), refusal: null }
  } catch (error) {
    if (!(error instanceof GgufRefused)) throw error
    return { summary: null, refusal: { code: error.code, sentence: error.sentence } }
  }
}

interface Options {
  refused?: ReadonlySet<string>
  code?: RefusalCode
  env?: Record<string, string>
  mostEntries?: number
}

/** The library of that home, behind the real gate. */
export function libraryWith(options: Options = {}) {
  const { inspector, calls } = inspectorWith(options.refused, options.code)
  const records = jsonRecords(join(data, 'model-library.json'))
  const bundled = join(home, 'bundled')
  const library = createLibrary({
    records,
    inspector,
    places: knownPlaces({ env: options.env ?? {}, home, platform: 'freebsd' }),
    folder: join(data, 'models'),
    bundled,
    ...(options.mostEntries !== undefined && { mostEntries: options.mostEntries })
  })
  return {
    library,
    calls,
    ask: inspector.ask.bind(inspector),
    pairs: createPairs(records, bundled)
  }
}

/** Writes a model at a path below the home folder. */
export function place(path: string, options: Parameters<typeof writeRandomModel>[1] = {}): string {
  const whole = join(home, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeRandomModel(whole, options)
  return whole
}

/** Of a file, in hexadecimal. */
export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** Writes a bundled pair, as it is shipped. */
export function placeBundledPair(): void {
  const target = place('bundled/target.gguf', { seed: 1, layers: 3 })
  const draft = place('bundled/draft.gguf', { seed: 2 })
  const pair = {
    id: 'school',
    name: 'School pair',
    target: { file: 'target.gguf', sha256: sha256(target) },
    draft: { file: 'draft.gguf', sha256: sha256(draft) },
    prompts: 'school',
    strategies: 'school'
  }
  writeFileSync(join(home, 'bundled/pair.json'), JSON.stringify(pair))
}
