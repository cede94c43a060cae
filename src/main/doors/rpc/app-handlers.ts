import { cpus, freemem, totalmem } from 'node:os'
import type { AppInfo, AppStatus } from '../../../shared/contract/app.ts'
import { pageSettings, settingsSchema, type Settings } from '../../../shared/contract/settings.ts'
import type { ModelRecord } from '../../../shared/run-record.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { acknowledgeIncidents, incidentText, openIncidents } from '../../store/incidents.ts'
import { OPEN_FOR_READING } from '../../store/open-for-reading.ts'
import { readSetting, writeSetting } from '../../store/tables/settings.ts'
import { listRunRecords } from '../../store/tables/runs.ts'
import { VERSION } from '../../version.ts'
import { jobsElsewhere } from './jobs-elsewhere.ts'
import type { PageContext } from './page-context.ts'

const SETTINGS = 'page'
const SQLITE = 'SELECT sqlite_version()'

type AppCalls =
  | 'app.info'
  | 'app.status'
  | 'app.incidents'
  | 'app.acknowledge'
  | 'settings.read'
  | 'settings.write'

/** The program itself: what it is, how it is, how it looks. */
export function appHandlers(context: PageContext): Pick<Handlers, AppCalls> {
  return {
    'app.info': () => readInfo(context),
    'app.status': () => readStatus(context),
    'app.incidents': () => openIncidents(context.services.databasePath).map(incidentText),
    'app.acknowledge': () => {
      acknowledgeIncidents(context.services.databasePath, new Date())
    },
    'settings.read': () => readSettings(context),
    'settings.write': (settings) => {
      writeSetting(context.services.database, SETTINGS, pageSettings, settings)
    }
  }
}

/** What does not change while the program runs. */
export function readInfo({ application, services, door }: PageContext): AppInfo {
  const processors = cpus()
  return {
    version: VERSION,
    door,
    dataFolder: application.data,
    readOnly: services.database.readonly ? OPEN_FOR_READING : null,
    versions: [
      ...['Node', 'Electron', 'Chrome'].flatMap((name) => {
        const version = process.versions[name.toLowerCase()]
        return version === undefined ? [] : [{ name, version }]
      }),
      // Node has another one of its own.
      { name: 'SQLite', version: services.database.prepare<[], string>(SQLITE).pluck().get()! }
    ],
    hardware: {
      cpu: processors[0]?.model.trim() ?? 'unknown',
      cores: Math.max(1, processors.length),
      memory: totalmem()
    }
  }
}

/** How the page looks and behaves. What only a later version has a use for is left to it. */
export function readSettings({ services }: Pick<PageContext, 'services'>): Settings {
  const stored = readSetting(services.database, SETTINGS, pageSettings) ?? {}
  const known = Object.entries(settingsSchema.shape).flatMap(([name, field]) => {
    const { success, data } = field.safeParse((stored as Record<string, unknown>)[name])
    return success ? [[name, data] as const] : []
  })
  return settingsSchema.parse(Object.fromEntries(known))
}

/** Whether what the store says of a run, such as that somebody is at it, is this process's own word, or was once. */
export function isOwn({ active, passing }: PageContext, run: string): boolean {
  return active.isActive(run) || passing.reason(run) !== null
}

/** What the status bar shows now. */
export function readStatus(context: PageContext): AppStatus {
  const { application, services, active, passing, downloads } = context
  const engine = application.engine.status()
  const device = engine?.device ?? null
  // The engine keeps the weights of the last pair that it was asked for: the newest run's.
  const [newest] = device === null ? [] : listRunRecords(services.database, { limit: 1 })
  return {
    pair:
      engine === null || device === null || !newest
        ? null
        : {
            target: loadedModel(newest.config.pair.target),
            draft: loadedModel(newest.config.pair.draft),
            device,
            memory: engine.memory
          },
    memory: { free: freemem(), total: totalmem() },
    jobs: [...active.describe(), ...jobsElsewhere(services, (run) => isOwn(context, run))],
    queue: active.waiting,
    held: active.held.length,
    unrecorded: passing.runs,
    downloads: downloads.active()
  }
}

function loadedModel({ name, bytes, source }: ModelRecord) {
  return { name, bytes, host: source.kind === 'server' ? new URL(source.url).host : null }
}
