import { hostname } from 'node:os'
import { join } from 'node:path'
import { documentFolder } from '../../../src/main/calibration/document-folder.ts'
import { IN_DATA } from '../../../src/main/data-directory.ts'
import { definitionsIn } from '../../../src/main/definitions/definitions.ts'
import { readToken, renewToken } from '../../../src/main/doors/api/token.ts'
import { readSettings } from '../../../src/main/doors/rpc/app-handlers.ts'
import { keepQueue, takeLeftQueues } from '../../../src/main/runs/kept-queue.ts'
import type { PageContext } from '../../../src/main/doors/rpc/page-context.ts'
import { bearer } from '../../../src/main/models/download/request.ts'
import { partialFile, unfinishedIn } from '../../../src/main/models/download/partial-file.ts'
import { createEngineSpeed } from '../../../src/main/models/engine-speed.ts'
import { createNamedServers } from '../../../src/main/models/named-servers.ts'
import { jsonRecords } from '../../../src/main/models/records.ts'
import { fileSecretStore, hubToken } from '../../../src/main/models/secret-store.ts'
import { createServerKeys } from '../../../src/main/models/server-keys.ts'
import { openDatabase } from '../../../src/main/store/database.ts'
import {
  acknowledgeIncidents,
  incidentText,
  listIncidents,
  noteIncident
} from '../../../src/main/store/incidents.ts'
import type { Database } from '../../../src/main/store/sql.ts'
import { writeSetting } from '../../../src/main/store/tables/settings.ts'
import { pageSettings, settingsSchema } from '../../../src/shared/contract/settings.ts'
import { AUTOMATIC_LAYERS } from '../../../src/shared/model-library.ts'
import type { NamedServer } from '../../../src/shared/named-server.ts'
import { pairCalibrations } from '../../../src/shared/pair-calibration.ts'
import { targetChecks } from '../../../src/shared/target-check.ts'
import { CALIBRATION, CHECK } from '../measured-pair.ts'
import { pairOfFiles } from '../pair-of-files.ts'
import { POOL, PROFILE } from '../solve-job.ts'

/** A document of the data folder, and how the program uses it. */
export interface TriedDocument {
  /** Reads it as commands and pages do. */
  readonly read: (data: string) => unknown
  /** Changes it as they do; in a new folder it makes it. */
  readonly change: (data: string) => unknown
  /** Whether it is worth nothing to its owner once it cannot be read, or they asked for another. */
  readonly isReplaceable?: boolean
  /** Whether it says of which version it is. */
  readonly hasVersion?: boolean
  /** The key of the setting of the store that it is; else it is a file. */
  readonly setting?: string
}

const RESOURCES = join(import.meta.dirname, '../../../resources')
const SERVER: Omit<NamedServer, 'id'> = {
  name: 'Big',
  source: { kind: 'server', url: 'http://127.0.0.1:8080', model: null, parameters: null },
  report: {
    software: 'llama-server',
    router: null,
    model: 'big',
    fingerprint: '1',
    parameters: 1e9,
    saysParameters: true,
    bytes: 1e9,
    contextSize: 4096,
    slots: 4,
    latencyMs: 1,
    abilities: [{ what: 'stream', degree: 'full', remark: null }]
  },
  testedAt: 1,
  failure: null
}
const PART = { uri: 'hf:a/b/c.gguf', fileName: 'c.gguf', etag: null, bytes: 7, sha256: null }

function onStore<T>(data: string, use: (database: Database) => T): T {
  const { database } = openDatabase(join(data, IN_DATA.store), new Date(0))
  try {
    return use(database)
  } finally {
    database.close()
  }
}

const modelLibrary: TriedDocument = {
  hasVersion: true,
  read(data) {
    const records = jsonRecords(join(data, IN_DATA.modelLibrary))
    return [records.list(), records.pairs(), records.folders(), records.deaths(), records.scanned()]
  },
  change(data) {
    const records = jsonRecords(join(data, IN_DATA.modelLibrary))
    const settings = { paths: 1, context: 512, gpu: false }
    records.changeDeaths((deaths) => ({ ...deaths, key: [{ cause: 'hung', settings }] }))
    records.setFolders(['/models'])
    records.putPair({
      id: 'pair-mine',
      name: 'Mine',
      target: 'big',
      draft: 'small',
      prompts: 'test',
      strategies: 'test',
      paths: 3,
      context: null,
      gpuLayers: AUTOMATIC_LAYERS
    })
  }
}

const servers: TriedDocument = {
  hasVersion: true,
  read(data) {
    const named = createNamedServers(join(data, IN_DATA.servers))
    return [named.list(), named.find('http://127.0.0.1:8080'), named.find('Big')]
  },
  change: (data) => createNamedServers(join(data, IN_DATA.servers)).put(SERVER)
}

const serverKeys: TriedDocument = {
  hasVersion: true,
  read: (data) => keysIn(data).of([SERVER.source]),
  change: (data) => keysIn(data).keep(SERVER.source.url, 'key')
}

function keysIn(data: string) {
  const filed = fileSecretStore(join(data, IN_DATA.serverKeys))
  return createServerKeys({ sealed: null, filed })
}

const hubTokenFile: TriedDocument = {
  isReplaceable: true,
  read(data) {
    const token = hubToken(fileSecretStore(join(data, IN_DATA.hubToken)), {}).get()
    return token === null ? null : new Headers({ authorization: bearer(token) })
  },
  change: (data) => fileSecretStore(join(data, IN_DATA.hubToken)).set('hf_secret')
}

const apiToken: TriedDocument = {
  isReplaceable: true,
  read: (data) => readToken(data),
  change: (data) => renewToken(data)
}

/** Measured with models of which each start finds that they have changed. */
function speedIn(data: string) {
  const times = { write: 1, together: 1, step: 1, prompt: 1 }
  const timed = [{ flashAttention: true, threads: 1, times }]
  const model = join(import.meta.dirname, 'kept-documents.ts')
  const speed = createEngineSpeed({
    folder: data,
    env: {},
    machine: 'a processor',
    inspector: {
      time: () => Promise.resolve({ target: timed, draft: timed }),
      devices: () => Promise.resolve({ gpu: null, total: 0, free: 0 })
    }
  })
  return speed.settingsFor(pairOfFiles({ target: model, draft: model }))
}

const engineSpeed: TriedDocument = { hasVersion: true, read: speedIn, change: speedIn }

function calibrationsIn(data: string) {
  return documentFolder(join(data, IN_DATA.calibrations), pairCalibrations)
}

const calibration: TriedDocument = {
  hasVersion: true,
  read: (data) => calibrationsIn(data).list(),
  change: (data) => calibrationsIn(data).keep('bundled', CALIBRATION)
}

function checksIn(data: string) {
  return documentFolder(join(data, IN_DATA.targetChecks), targetChecks)
}

const targetCheck: TriedDocument = {
  hasVersion: true,
  read: (data) => checksIn(data).list(),
  change: (data) => checksIn(data).keep('target', CHECK)
}

const promptProfile: TriedDocument = {
  hasVersion: true,
  async read(data) {
    const { prompts } = definitionsIn([RESOURCES, data])
    return [await prompts.list(), await prompts.one('mine')]
  },
  change: (data) => definitionsIn([RESOURCES, data]).prompts.save({ ...PROFILE, id: 'mine' })
}

const strategyPool: TriedDocument = {
  hasVersion: true,
  async read(data) {
    const { strategies } = definitionsIn([RESOURCES, data])
    return [await strategies.list(), await strategies.one('mine')]
  },
  change: (data) => definitionsIn([RESOURCES, data]).strategies.save({ ...POOL, id: 'mine' })
}

/** What has arrived is fetched again where nobody knows of what it is a part. */
const partNotes: TriedDocument = {
  isReplaceable: true,
  read: (data) => unfinishedIn(join(data, IN_DATA.models)),
  change: (data) => partialFile(join(data, IN_DATA.models), PART.fileName).write(PART)
}

const incidents: TriedDocument = {
  read: (data) => listIncidents(join(data, IN_DATA.store)).map(incidentText),
  change(data) {
    const store = join(data, IN_DATA.store)
    const incident = {
      at: '2026-01-01T00:00:00.000Z',
      aside: null,
      saved: null,
      acknowledged: null
    }
    noteIncident(store, incident)
    acknowledgeIncidents(store, new Date(0))
  }
}

function onServices(database: Database): Pick<PageContext, 'services'> {
  return { services: { database } } as Pick<PageContext, 'services'>
}

const pageSettingsOfStore: TriedDocument = {
  hasVersion: true,
  setting: 'page',
  read: (data) => onStore(data, (database) => readSettings(onServices(database))),
  change: (data) =>
    onStore(data, (database) => {
      writeSetting(database, 'page', pageSettings, settingsSchema.parse({ language: 'de' }))
    })
}

const queueOfStore: TriedDocument = {
  hasVersion: true,
  setting: `queue ${hostname()} ${process.pid}`,
  read: (data) => onStore(data, (database) => takeLeftQueues(database, 0)),
  change: (data) =>
    onStore(data, (database) => {
      keepQueue(database, [{ run: 'a-run', retryErrors: false, loadAnyway: true }])
    })
}

/** For each thing in a data folder the documents that it holds, or what tries it, or why there is nothing to try. */
export const TRIED: Readonly<
  Record<keyof typeof IN_DATA, Readonly<Record<string, TriedDocument>> | string>
> = {
  store: {
    'settings of the page': pageSettingsOfStore,
    'queue of benchmarks': queueOfStore,
    'notes of damaged stores': incidents
  },
  modelLibrary: { 'model library': modelLibrary },
  servers: { servers },
  serverKeys: { 'keys of servers': serverKeys },
  hubToken: { 'token of the hub': hubTokenFile },
  apiToken: { 'token of the API': apiToken },
  engineSpeed: { 'speed of pairs': engineSpeed },
  calibrations: { calibration },
  targetChecks: { 'target check': targetCheck },
  prompts: { 'prompt profile': promptProfile },
  strategies: { 'strategy pool': strategyPool },
  models: { 'notes of a download': partNotes },
  backups: 'test/main/store/backups.test.ts',
  unrecorded: 'test/main/doors/passing-runs.test.ts',
  uploads: 'test/main/doors/set-import.test.ts',
  cpuBackends: 'test/model/cpu-backend.test.ts',
  logs: 'only written',
  compiled: 'read by Node alone, which checks it'
}

/** Every document by its name. */
export const DOCUMENTS: readonly (readonly [name: string, document: TriedDocument])[] =
  Object.values(TRIED).flatMap((tried) => (typeof tried === 'string' ? [] : Object.entries(tried)))
