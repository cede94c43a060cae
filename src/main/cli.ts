import { createApplication } from './application.ts'
import { DOOR_NAMES } from './door-names.ts'
import { commandEnd } from './doors/terminal/command-end.ts'
import { StoppedByPerson, listenForInterrupts } from './doors/terminal/interrupt.ts'
import { guardOutput } from './doors/terminal/safe-output.ts'
import { createProgram } from './doors/terminal/program.ts'
import { dataDirectory, storeIn } from './data-directory.ts'
import { INCIDENT_ADVICE, type Incident, incidentText, openIncidents } from './store/incidents.ts'

/** The terminal's door: `tandem ...`. */
const opened: { application?: ReturnType<typeof createApplication> } = {}
const program = createProgram(
  (dataDir) =>
    (opened.application ??= createApplication({
      door: DOOR_NAMES.terminal,
      dataFlag: dataDir,
      tell
    }))
)

listenForInterrupts()
guardOutput(process.stdout)
guardOutput(process.stderr)

function tell(notice: string): void {
  process.stderr.write(`${notice}\n`)
}

/** Damage that nobody has acknowledged is told of by every command, and makes it end with 1. */
function unacknowledged(): readonly Incident[] {
  return openIncidents(
    storeIn(dataDirectory({ flag: program.opts<{ dataDir?: string }>().dataDir }))
  )
}

/** Null until a command begins, which help and bad use do not. */
let toldAtStart: number | null = null
program.hook('preAction', () => {
  const incidents = unacknowledged()
  toldAtStart = incidents.length
  for (const incident of incidents) tell(incidentText(incident))
  if (incidents.length > 0) tell(INCIDENT_ADVICE)
})

// A reader that has seen enough, such as "head", ends the program quietly. A full disk does not.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  tell(`What is printed cannot be written: ${error.message}.`)
  process.exit(1)
})

// Standard error carries progress and advice: that nobody reads them is no reason to stop the work.
process.stderr.on('error', () => undefined)

// What nobody awaited ends the program as well, in words.
process.on('uncaughtException', (error) => process.exit(explain(error)))

let leaving = false
try {
  // Whoever writes no more than the name wants to know what there is: that is an answer, and no bad use.
  if (process.argv.length === 2) program.outputHelp()
  else await program.parseAsync()
} catch (error) {
  process.exitCode = explain(error)
  leaving = error instanceof StoppedByPerson
} finally {
  await opened.application?.close()
  if (toldAtStart !== null && unacknowledged().length > 0) {
    if (toldAtStart === 0) tell(INCIDENT_ADVICE)
    process.exitCode ||= 1
  }
}
// What was being looked into when the work was stopped may go on for minutes; nobody waits for it.
if (leaving) process.exit()

/** Says on standard error what went wrong and what to do; returns the exit code. */
function explain(error: unknown): number {
  const { code, said } = commandEnd(error, opened.application?.databasePath)
  const isOwn = error instanceof StoppedByPerson || said === null
  if (!isOwn && program.opts<{ debug?: boolean }>().debug) console.error(error)
  if (said !== null) tell(said)
  return code
}
