import { Command } from 'commander'
import { refuseBusyQueue } from '../../../runs/lease.ts'
import type { RunServices } from '../../../runs/services.ts'
import { askStoreProcess } from '../../../store/ask-store-process.ts'
import { backUp } from '../../../store/backups/back-up.ts'
import { setAsideUnopenable } from '../../../store/database.ts'
import {
  acknowledgeIncidents,
  type Incident,
  incidentText,
  listIncidents
} from '../../../store/incidents.ts'
import { OpenForReadingOnly } from '../../../store/open-for-reading.ts'
import { setAsideUnlessStopped } from '../../../store/set-aside.ts'
import { DAMAGE_ADVICE } from '../../../system-errors.ts'
import { withInterrupt } from '../interrupt.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { restoreCommand } from './restore.ts'

/** Care for the store, in the order of the help. */
export function storeCommands(context: RunContext): readonly Command[] {
  return [backupCommand(context), restoreCommand(context), storeCommand(context)]
}

/** `tandem backup`: a consistent copy of the store, also while a run goes on. */
function backupCommand(context: RunContext): Command {
  return new Command('backup')
    .description('copy the store, whole and consistent')
    .option('--json', 'print its path as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { databasePath, now } = context.runServices()
      const backup = await backUp(databasePath, new Date(now()), 'by-hand')
      if (json) printJson({ backup })
      else printLines([`Backed up to ${backup}.`])
    })
}

/** `tandem store`: care for the database. */
function storeCommand(context: RunContext): Command {
  const store = new Command('store').description('check or shrink the store')
  store
    .command('check')
    .description('check every page, reference and search index')
    .option('--json', 'print the complaints as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { databasePath } = context
      const complaints = await withInterrupt(async (signal) => {
        tell(await setAsideUnopenable(databasePath, new Date(), signal))
        return complaintsOf(context.runServices(), signal)
      })
      const incidents = listIncidents(databasePath)
      if (json) printJson({ sound: complaints.length === 0, complaints, incidents })
      else {
        printLines([
          ...(complaints.length === 0
            ? [`${databasePath} is sound.`]
            : [...complaints, `${databasePath} is damaged. ${DAMAGE_ADVICE}`]),
          ...incidents.map(incidentText)
        ])
      }
      if (complaints.length > 0) process.exitCode = 1
    })
  store
    .command('recover')
    .description('save what can be read of a damaged store into a new one; the damaged one is kept')
    .option('--json', 'print what was saved as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { databasePath } = context
      const incident = await withInterrupt((signal) => recover(context, signal))
      if (json) printJson({ incident })
      else printLines([incident ? incidentText(incident) : `${databasePath} is sound: it stays.`])
    })
  store
    .command('acknowledge')
    .description('say that you know of a damaged store, so that commands end with 0 again')
    .option('--json', 'print their number as JSON')
    .action(({ json }: { json?: boolean }) => {
      const acknowledged = acknowledgeIncidents(context.databasePath, new Date())
      if (json) printJson({ acknowledged })
      else printLines([`Acknowledged: ${acknowledged}. Nothing was removed.`])
    })
  store
    .command('vacuum')
    .description('give unused room back to the disk')
    .option('--purge', 'first remove deleted runs for good')
    .option('--json', 'print what was done as JSON')
    .action(async ({ purge = false, json }: { purge?: boolean; json?: boolean }) => {
      const services = context.runServices()
      refuseBusyQueue(services)
      const purged = await withInterrupt((signal) => shrink(services, purge, signal))
      if (json) printJson({ purged })
      else printLines([`Done. Runs removed for good: ${purged}.`])
    })
  return store
}

function tell(incident: Incident | null): void {
  if (incident !== null) process.stderr.write(`${incidentText(incident)}\n`)
}

function complaintsOf(
  { database, databasePath: store }: RunServices,
  signal: AbortSignal
): Promise<readonly string[]> {
  return askStoreProcess({ do: 'check', store, readonly: database.readonly }, signal)
}

/** Saves what can be read of a damaged store; null where it is sound. */
async function recover(context: RunContext, signal: AbortSignal): Promise<Incident | null> {
  const unopenable = await setAsideUnopenable(context.databasePath, new Date(), signal)
  if (unopenable !== null) return unopenable
  const services = context.runServices()
  refuseBusyQueue(services)
  const { database, databasePath, now } = services
  if ((await complaintsOf(services, signal)).length === 0) return null
  // What this version does not know of it would be lost.
  if (database.readonly) throw new OpenForReadingOnly()
  database.close()
  return setAsideUnlessStopped(databasePath, new Date(now()), () => true, signal)
}

/** Gives unused room back. Returns how many deleted runs were removed before, where that is asked for. */
async function shrink(
  { database, databasePath: store, now }: RunServices,
  purge: boolean,
  signal: AbortSignal
): Promise<number> {
  if (database.readonly) throw new OpenForReadingOnly()
  const purged = purge ? await askStoreProcess({ do: 'purge', store, before: now() }, signal) : 0
  try {
    await askStoreProcess({ do: 'vacuum', store }, signal)
  } catch (error) {
    if (purged > 0) process.stderr.write(`Runs removed for good: ${purged}.\n`)
    throw error
  }
  return purged
}
