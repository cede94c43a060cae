import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createPairCalibrations, type PairCalibrations } from './calibration/pair-calibrations.ts'
import { readStepPairs } from './calibration/step-pairs.ts'
import { createTargetChecks, type TargetChecks } from './calibration/target-checks.ts'
import { dataDirectory, IN_DATA, storeIn } from './data-directory.ts'
import { definitionsIn, type Definitions } from './definitions/definitions.ts'
import { createWorkerJudge } from './grading/worker-judge.ts'
import { createGuardedEngine } from './engine/guarded-engine.ts'
import { readBundledPair, type BundledPair } from './models/bundled-pair.ts'
import type { SecretStore } from './models/secret-store.ts'
import { createModelServices, type ModelServices } from './models/model-services.ts'
import { closeToOthers, keepPrivate } from './private-files.ts'
import { withBundledSets } from './problem-sets/bundled-sets.ts'
import { openedWhenNeeded } from './problem-sets/opened-when-needed.ts'
import type { ProblemSetStore } from './problem-sets/problem-set-store.ts'
import { resourcesDirectory } from './resources-directory.ts'
import { keepAwakeByProgram } from './runs/keep-awake.ts'
import { LiveRuns } from './runs/live.ts'
import type { RunServices } from './runs/services.ts'
import { backUpDaily } from './store/backups/daily.ts'
import { openDatabase, openInMemory } from './store/database.ts'
import type { Database } from './store/sql.ts'
import { sqliteProblemSets } from './store/sqlite-problem-sets.ts'
import type { StartChild } from './engine/inference-child.ts'
import { createSupervisor, type Supervisor } from './engine/supervisor.ts'
import { UserError } from './user-error.ts'

/** A door that stays open looks so often whether the backup of the day is due. */
const BACKUP_LOOK_MS = 60 * 60_000

/** Every service of the program, wired once for every door. */
export interface Application {
  /** Where the user's data lives. It may not exist yet. */
  readonly data: string
  /** The store's file. It may not exist yet. */
  readonly databasePath: string
  readonly definitions: Definitions
  readonly problemSets: ProblemSetStore
  readonly bundledPair: BundledPair
  readonly engine: Supervisor
  /** What targets make of known steps. */
  readonly targetChecks: TargetChecks
  /** What was measured of pairs, and is used for them. */
  readonly calibrations: PairCalibrations
  /** The models on this machine; opened at the first call. */
  modelServices(): ModelServices
  /** Opens the store at the first call; `notices` says what happened to it, where something did. */
  runServices(): RunServices
  /** As `runServices`, on a store in memory that goes with the program: for what is not to be recorded. */
  passingServices(): RunServices
  readonly notices: readonly string[]
  close(): Promise<void>
}

export interface ApplicationOptions {
  /** What this process is, for people: "Tandem in the terminal". */
  readonly door: string
  /** What `--data-dir` says, if it is given. */
  readonly dataFlag?: string | undefined
  /** Told of everything about the store that the user should know, when it happens. */
  readonly tell?: (notice: string) => void
  /** How the inference process is started; by default as a child of Node. */
  readonly startChild?: StartChild
  /** The system's own store of a secret, where the door has one: given the file that would hold it otherwise. */
  readonly secrets?: (path: string) => SecretStore | null
}

export function createApplication({
  door,
  dataFlag,
  tell,
  startChild,
  secrets
}: ApplicationOptions): Application {
  const resources = resourcesDirectory()
  const data = dataDirectory({ flag: dataFlag })
  keepPrivate()
  closeToOthers(data)
  const databasePath = storeIn(data)
  const bundledPair = readBundledPair(join(resources, 'models'))
  if (!bundledPair) {
    throw new UserError('The bundled models are missing.', `Restore ${join(resources, 'models')}.`)
  }
  const engine = createGuardedEngine({
    start: (hooks) => createSupervisor(startChild, hooks),
    models: modelServices,
    logFolder: join(data, IN_DATA.logs)
  })
  const grading = createWorkerJudge()
  const notices: string[] = []
  let services: RunServices | null = null
  let passing: RunServices | null = null
  let backingUp: Promise<void> = Promise.resolve()
  let models: ModelServices | null = null

  function note(notice: string): void {
    notices.push(notice)
    tell?.(notice)
  }
  function noteFailure(failure: string | null): void {
    if (failure !== null) note(failure)
  }

  function openRuns(): RunServices {
    const existed = existsSync(databasePath)
    const opened = openDatabase(databasePath, new Date())
    opened.notices.forEach(note)
    // The backups of a store that can only be read are left to the version that wrote it.
    if (!opened.database.readonly) {
      if (existed) backingUp = backUpDaily(databasePath, new Date()).then(noteFailure)
      setInterval(() => {
        backingUp = backingUp.then(() => backUpDaily(databasePath, new Date())).then(noteFailure)
      }, BACKUP_LOOK_MS).unref()
    }
    return servicesOn(opened.database)
  }

  function servicesOn(database: Database): RunServices {
    return {
      database,
      databasePath,
      engine,
      isNamedServer: ({ url }) =>
        modelServices()
          .servers.list()
          .some(({ source }) => source.url === url),
      judge: grading.judge,
      keepAwake: keepAwakeByProgram,
      live: new LiveRuns(),
      now: Date.now,
      door
    }
  }

  function runServices(): RunServices {
    return (services ??= openRuns())
  }

  function passingServices(): RunServices {
    return (passing ??= servicesOn(openInMemory()))
  }

  function modelServices(): ModelServices {
    if (models === null) {
      models = createModelServices({ data, resources, ...(secrets && { secrets }) })
    }
    return models
  }

  function hashes(paths: readonly string[]) {
    return modelServices().library.knownHashes(paths)
  }

  return {
    data,
    databasePath,
    definitions: definitionsIn([resources, data]),
    problemSets: withBundledSets(
      openedWhenNeeded(() => sqliteProblemSets(runServices().database, Date.now)),
      join(resources, 'problem-sets')
    ),
    bundledPair,
    engine,
    calibrations: createPairCalibrations({ folder: join(data, IN_DATA.calibrations), hashes }),
    targetChecks: createTargetChecks({
      folder: join(data, IN_DATA.targetChecks),
      pairs: () => readStepPairs(resources),
      engine,
      hashes
    }),
    notices,
    modelServices,
    runServices,
    passingServices,
    async close() {
      await Promise.all([engine.close(), grading.close(), backingUp])
      models?.close()
      services?.database.close()
      passing?.database.close()
    }
  }
}
