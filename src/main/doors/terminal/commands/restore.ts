import { Command } from 'commander'
import { counted } from '../../../../shared/counted.ts'
import { bytesText } from '../../../bytes-text.ts'
import { listBackups } from '../../../store/backups/backup-list.ts'
import { contentsOf, restore } from '../../../store/backups/restore.ts'
import { withInterrupt } from '../interrupt.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { fittedTable } from '../text-table.ts'

/** `tandem restore`: the backups, and the way back to one of them. It needs no store that can be opened. */
export function restoreCommand(context: RunContext): Command {
  return new Command('restore')
    .description('list the backups of the store, or go back to one; the present store is kept')
    .argument('[backup]', 'its name, "latest", or the path of a copy')
    .option('--json', 'print it as JSON')
    .action(async (name: string | undefined, { json }: { json?: boolean }) => {
      const store = context.databasePath
      if (name !== undefined) {
        const { from, kept } = await withInterrupt((signal) =>
          restore(store, name, new Date(), signal)
        )
        if (json) return printJson({ restored: from, kept })
        return printLines([
          `Restored ${from}.`,
          ...(kept === null ? [] : [`The store that was in its place is kept: ${kept}`])
        ])
      }
      const backups = await withInterrupt((signal) => readBackups(store, signal))
      if (json) return printJson({ backups })
      if (backups.length === 0) return printLines(['No backups.'])
      printLines([
        ...fittedTable(
          ['backup', 'made (UTC)', 'why', 'size', 'holds'],
          backups.map(({ name: own, made, reason, bytes, content }) => [
            own,
            made.toISOString().slice(0, 16).replace('T', ' '),
            reason,
            bytesText(bytes),
            'unusable' in content
              ? content.unusable
              : `${counted(content.runs, 'run')}, ${counted(content.attempts, 'attempt')}, ${counted(content.sets, 'set')}`
          ]),
          createStyle(showsColours(process.stdout)),
          outputColumns()
        ),
        'Go back to one with: tandem restore BACKUP'
      ])
    })
}

async function readBackups(store: string, signal: AbortSignal) {
  const backups = listBackups(store)
  const contents = await contentsOf(
    backups.map(({ path }) => path),
    signal
  )
  return backups.map((backup, index) => ({ ...backup, content: contents[index]! }))
}
