import type { AppInfo } from '../../../shared/contract/app.ts'
import type { Application } from '../../application.ts'
import type { RunReader } from '../../reading/reader.ts'
import type { ApiSwitch } from '../api/api-switch.ts'
import type { RunServices } from '../../runs/services.ts'
import type { ActiveRuns } from './active-runs.ts'
import type { CalibrationJobs } from './calibration-jobs.ts'
import type { DownloadJobs } from './download-jobs.ts'
import type { ErrorLog } from './error-log.ts'
import type { PassingRuns } from './passing-runs.ts'
import type { Uploads } from './uploads.ts'

/** What the calls of a page are answered with. */
export interface PageContext {
  readonly application: Application
  readonly services: RunServices
  readonly active: ActiveRuns
  /** Runs that could not be recorded. */
  readonly passing: PassingRuns
  readonly reader: RunReader
  readonly downloads: DownloadJobs
  /** The pair that is being measured, or was last. */
  readonly calibrating: CalibrationJobs
  readonly uploads: Uploads
  /** Whether other programs of this machine are answered. */
  readonly api: ApiSwitch
  /** Faults of the program since it was started. */
  readonly errors: ErrorLog
  readonly door: AppInfo['door']
}
