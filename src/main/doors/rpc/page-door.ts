import { failureText } from '../../../shared/failure.ts'
import type { AppInfo } from '../../../shared/contract/app.ts'
import type { Publish } from '../../../shared/rpc.ts'
import type { Application } from '../../application.ts'
import { hashInBackground } from '../../models/hash-in-background.ts'
import { RunReader } from '../../reading/reader.ts'
import { logError } from '../../log-error.ts'
import { ApiSwitch } from '../api/api-switch.ts'
import { watchOthers } from '../../runs/watch-others.ts'
import { ActiveRuns } from './active-runs.ts'
import { annotationHandlers } from './annotation-handlers.ts'
import { appHandlers, isOwn, readSettings, readStatus } from './app-handlers.ts'
import { benchmarkHandlers } from './benchmark-handlers.ts'
import { calibrationHandlers } from './calibration-handlers.ts'
import { CalibrationJobs } from './calibration-jobs.ts'
import { createDispatcher, type Dispatch } from './dispatcher.ts'
import { definitionHandlers } from './definition-handlers.ts'
import { diagnosticsHandlers } from './diagnostics-handlers.ts'
import { downloadHandlers } from './download-handlers.ts'
import { DownloadJobs } from './download-jobs.ts'
import { engineHandlers } from './engine-handlers.ts'
import { ErrorLog } from './error-log.ts'
import { modelHandlers } from './model-handlers.ts'
import { modelServerHandlers } from './model-server-handlers.ts'
import type { PageContext } from './page-context.ts'
import { PassingRuns } from './passing-runs.ts'
import { runHandlers } from './run-handlers.ts'
import { serverHandlers } from './server-handlers.ts'
import { setHandlers } from './set-handlers.ts'
import { solveHandlers } from './solve-handlers.ts'
import { Uploads } from './uploads.ts'

const STATUS_MS = 2000

/** The application as pages see it, whichever door they come through. */
export interface PageDoor {
  readonly dispatch: Dispatch
  /** Keeps what a connection broke, for the diagnostics. */
  readonly onFault: (error: unknown) => void
  /** Begins to tell the pages what happens. */
  connect(publish: Publish): void
  /**
   * Stops what is being worked on; it can be resumed.
   *
   * @returns what the store did not take and where it lies, in sentences, which are on standard error too
   */
  close(): Promise<readonly string[]>
}

export function createPageDoor(application: Application, door: AppInfo['door']): PageDoor {
  const services = application.runServices()
  const passing = new PassingRuns(services)
  for (const refusal of passing.takeUp()) {
    console.error(`A run that was not recorded cannot be read: ${failureText(refusal)}`)
  }
  const { goOnAtStart } = readSettings({ services })
  const active = new ActiveRuns(services, { goOn: goOnAtStart, passing })
  const reader = new RunReader(services.databasePath)
  const downloads = new DownloadJobs(() => application.modelServices().downloads)
  const calibrating = new CalibrationJobs(application.engine)
  const uploads = new Uploads(application.data)
  const errors = new ErrorLog()
  const api = new ApiSwitch(application, services, (error) => {
    errors.note('server', error)
    logError('A client of the server failed:', error)
  })
  const context: PageContext = {
    application,
    services,
    active,
    passing,
    reader,
    downloads,
    calibrating,
    uploads,
    api,
    errors,
    door
  }
  let timer: NodeJS.Timeout | undefined
  let endWatch: (() => void) | undefined
  let endHashing: (() => Promise<void>) | undefined
  return {
    dispatch: createDispatcher({
      handlers: {
        ...appHandlers(context),
        ...solveHandlers(context),
        ...runHandlers(context),
        ...annotationHandlers(context),
        ...benchmarkHandlers(context),
        ...setHandlers(context),
        ...modelHandlers(context),
        ...modelServerHandlers(context),
        ...engineHandlers(context),
        ...serverHandlers(context),
        ...calibrationHandlers(context),
        ...downloadHandlers(context),
        ...definitionHandlers(context),
        ...diagnosticsHandlers(context)
      },
      onBug(call, error) {
        errors.note(call, error)
        logError(`The call ${call} failed:`, error)
      }
    }),
    onFault(error) {
      errors.note('web door', error)
      logError('A connection to the page failed:', error)
    },
    connect(publish) {
      services.live.on('batch', (batch) => publish('runs.batch', batch))
      services.live.on('changed', (run) => {
        publish('runs.changed', { run })
        publish('app.status', readStatus(context))
      })
      downloads.on('changed', (list) => {
        publish('downloads.changed', list)
        publish('app.status', readStatus(context))
      })
      calibrating.on('changed', (job) => publish('calibration.changed', job))
      uploads.on('progress', (progress) => publish('uploads.progress', progress))
      endWatch = watchOthers(services, (run) => isOwn(context, run))
      endHashing = hashInBackground(
        () => application.modelServices().library,
        () => active.busy
      )
      timer = setInterval(() => publish('app.status', readStatus(context)), STATUS_MS)
    },
    async close() {
      clearInterval(timer)
      endWatch?.()
      const closed = await Promise.allSettled([
        api.close(),
        active.stopAll(),
        calibrating.stop(),
        reader.close(),
        downloads.close(),
        uploads.close(),
        endHashing?.()
      ])
      // Whatever could not be closed, this is the last that has these runs.
      const unrecorded = passing.close()
      for (const sentence of unrecorded) console.error(sentence)
      const fault = closed.find((one) => one.status === 'rejected')
      if (fault) throw fault.reason
      return unrecorded
    }
  }
}
