import { availableParallelism, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { fastestBackend } from '../../core/fastest-settings.ts'
import {
  DEFAULT_SETTINGS,
  speedRecordSchema,
  type CpuBackend,
  type EngineSettings,
  type PairTimes,
  type SpeedRecord
} from '../../shared/engine-settings.ts'
import { documentKind } from '../../shared/documents/document-kind.ts'
import type { FileStamp } from '../../shared/model-library.ts'
import { filePathOf } from '../../shared/model-source.ts'
import type { PairSetup } from '../../shared/run-record.ts'
import { IN_DATA } from '../data-directory.ts'
import { VERSION } from '../version.ts'
import type { Inspector } from './inspector.ts'
import { processorInstructions } from './processor-instructions.ts'
import { type KeptDocument, keptDocument } from './kept-document.ts'
import { stampOf } from './file-stamp.ts'

/**
 * Backends that are measured beside llama.cpp's own choice: AVX2, and AVX2 with VNNI. llama.cpp prefers AVX-512
 * wherever it is there, and on many processors that is slower for small models.
 */
const CANDIDATES = [
  { name: 'haswell', needs: 'avx2' },
  { name: 'alderlake', needs: 'avx_vnni' }
]
const KEPT_RECORDS = 50

/** Finds out how a pair runs fastest on this machine, and remembers it. */
export interface EngineSpeed {
  /** The fastest settings for a pair: measured at the first call, which takes seconds. Never fails. */
  settingsFor(pair: PairSetup): Promise<EngineSettings>
}

export interface EngineSpeedOptions {
  /** Where the records and the copies of backends are kept. */
  readonly folder: string
  readonly inspector: Pick<Inspector, 'time' | 'devices'>
  readonly env?: Readonly<Record<string, string | undefined>>
  /** What the figures hold for: another processor or version measures anew. */
  readonly machine?: string
  readonly arch?: string
  /** What the processor can do, so that nothing is started in vain; null where everything has to be tried. */
  readonly instructions?: () => ReadonlySet<string> | null
  /** Processes that want a core, for each core. */
  readonly load?: () => number
}

export function createEngineSpeed({
  folder,
  inspector,
  env = process.env,
  machine = thisMachine(),
  arch = process.arch,
  instructions = processorInstructions,
  load = () => loadavg()[0]! / availableParallelism()
}: EngineSpeedOptions): EngineSpeed {
  const cache = join(folder, IN_DATA.cpuBackends)
  const kept = speedsIn(join(folder, IN_DATA.engineSpeed))
  const flashAttention = decided(env.TANDEM_FLASH_ATTENTION)
  const backend = env.TANDEM_CPU_BACKEND || null

  function backendOf(name: string): CpuBackend | null {
    return name === '' ? null : { name, cache }
  }

  async function measure(
    { target, draft }: Files,
    threads: number | null
  ): Promise<SpeedRecord['backends']> {
    const backends: Record<string, PairTimes> = {}
    for (const name of candidates()) {
      const cpuBackend = backendOf(name)
      const request = {
        target: target.path,
        draft: draft.path,
        cpuBackend,
        threads,
        flashAttention
      }
      const times = await inspector.time(request).catch(() => null)
      if (times !== null) backends[name] = times
    }
    return backends
  }

  function candidates(): string[] {
    if (backend !== null) return [backend === OWN_CHOICE ? '' : backend]
    if (arch !== 'x64') return ['']
    const known = instructions()
    const able = CANDIDATES.filter(({ needs }) => known === null || known.has(needs))
    return ['', ...able.map(({ name }) => name)]
  }

  return {
    async settingsFor(pair) {
      const onProcessor = pair.gpu === 'off' || (await inspector.devices()).gpu === null
      // A GPU's speed is its driver's; llama.cpp's own choices are made for it.
      if (!onProcessor) return DEFAULT_SETTINGS
      const paths = { target: filePathOf(pair.target), draft: filePathOf(pair.draft) }
      // Where one model is on a server, the other is timed in its place.
      const target = stampIfFile(paths.target ?? paths.draft)
      const draft = stampIfFile(paths.draft ?? paths.target)
      if (target === null || draft === null) return DEFAULT_SETTINGS
      const key = JSON.stringify([machine, pair.threads, flashAttention, candidates()])
      const files = { target, draft }
      const busy = load()
      const known = readRecords(kept).find(
        (record) => isOf(record, key, files) && !deservesAnother(record, busy)
      )
      const backends = known?.backends ?? (await measure(files, pair.threads))
      const best = fastestBackend(backends)
      if (known === undefined && best !== null) {
        keepRecord(kept, { machine: key, load: busy, ...files, backends })
      }
      // What a person has named is tried all the same: the engine says what is wrong with it.
      if (best === null)
        return { ...DEFAULT_SETTINGS, cpuBackend: backendOf(candidates().at(0) ?? '') }
      return { cpuBackend: backendOf(best.name), target: best.target, draft: best.draft }
    }
  }
}

function stampIfFile(path: string | null): FileStamp | null {
  return path === null ? null : stampOf(path)
}

/** The word for llama.cpp's own choice, where a backend is named. */
const OWN_CHOICE = 'default'

function decided(value: string | undefined): boolean | null {
  if (value === 'on') return true
  return value === 'off' ? false : null
}

function thisMachine(): string {
  const processor = cpus()[0]?.model.trim() ?? process.arch
  return `${processor}, ${availableParallelism()} cores, Tandem ${VERSION}`
}

type Files = Pick<SpeedRecord, 'target' | 'draft'>

function isOf(record: SpeedRecord, machine: string, files: Files): boolean {
  const { target, draft } = record
  return record.machine === machine && JSON.stringify({ target, draft }) === JSON.stringify(files)
}

/** What was measured on a busy machine is measured again on one that is less than half as busy. */
function deservesAnother({ load }: SpeedRecord, now: number): boolean {
  return load > 1 && now < load / 2
}

/** What was measured, as it is kept. */
const speedsSchema = z.strictObject({ records: z.array(speedRecordSchema) })
const speeds = documentKind({
  name: 'speed of pairs',
  schema: speedsSchema,
  // Figures out of bounds are none.
  byHand: true,
  upcasters: []
})
type Speeds = z.infer<typeof speedsSchema>

function speedsIn(path: string): KeptDocument<Speeds> {
  return keptDocument(path, {
    name: speeds.name,
    anew: 'measure again',
    absent: { records: [] },
    parse: (stored) => speeds.read(stored),
    isLater: (stored) => speeds.isLater(stored)
  })
}

/** What cannot be read is measured again. */
function readRecords(kept: KeptDocument<Speeds>): readonly SpeedRecord[] {
  try {
    return kept.read().records
  } catch {
    return []
  }
}

/** What cannot be kept is measured again at the next start. */
function keepRecord(kept: KeptDocument<Speeds>, record: SpeedRecord): void {
  try {
    const before = kept.read()
    const others = before.records.filter((other) => !isOf(other, record.machine, record))
    kept.write(speeds.stamped({ ...before, records: [...others, record].slice(-KEPT_RECORDS) }))
  } catch {
    // A full disk, a folder that cannot be written or a later version's file is no reason not to solve problems.
  }
}
