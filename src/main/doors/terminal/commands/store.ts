import { Command } from 'commander'
import { leaseHolder, LeaseBusy, QUEUE } from '../../../runs/lease.ts'
import { backUp } from '../../../store/database.ts'
import { checkIntegrity, purgeDeleted, vacuum } from '../../../store/maintenance.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'

/** `tandem backup`: a consistent copy of the store, also while a run goes on. */
export function backupCommand(context: RunContext): Command {
  return new Command('backup')
    .description('copy the store, whole and consistent')
    .option('--json', 'print its path as JSON')
    .action(({ json }: { json?: boolean }) => {
      const { database, databasePath, now } = context.runServices()
      const backup = backUp(database, databasePath, new Date(now()), 'by-hand')
      if (json) printJson({ backup })
      else printLines([`Backed up to ${backup}.`])
    })
}

/** `tandem store`: care for the database. */
export function storeCommand(context: RunContext): Command {
  const store = new Command('store').description('check or shrink the store')
  store
    .command('check')
    .description('check every page, reference and search index')
    .option('--json', 'print the complaints as JSON')
    .action(({ json }: { json?: boolean }) => {
      const { database, databasePath } = context.runServices()
      const complaints = checkIntegrity(database)
      if (json) printJson({ sound: complaints.length === 0, complaints })
      else printLines(complaints.length === 0 ? [`${databasePath} is sound.`] : complaints)
      if (complaints.length > 0) process.exitCode = 1
    })
  store
    .command('vacuum')
    .description('give unused room back to the disk')
    .option('--purge', 'first remove deleted runs for good')
    .option('--json', 'print what was done as JSON')
    .action(({ purge, json }: { purge?: boolean; json?: boolean }) => {
      const { database, now } = context.runServices()
      const holder = leaseHolder(database, QUEUE, now())
      if (holder) throw new LeaseBusy(holder)
      const purged = purge ? purgeDeleted(database, now()) : 0
      vacuum(database)
      if (json) printJson({ purged })
      else printLines([`Done. Runs removed for good: ${purged}.`])
    })
  return store
}
