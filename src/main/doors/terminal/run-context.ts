import type { RunServices } from '../../runs/services.ts'
import type { SolveContext } from './solve-context.ts'

/** What the commands about runs need of the application. */
export interface RunContext extends SolveContext {
  /** The store's file, which may not exist, or be damaged. */
  readonly databasePath: string
  /** Opens the store at the first call; says what happened to it, where something did. */
  runServices(): RunServices
}
