import { Command } from 'commander'
import { summarise } from '../../../runs/list-runs.ts'
import { type QueuedRun, readQueue } from '../../../runs/read-queue.ts'
import { resolveAnyRun } from '../../../runs/find-run.ts'
import { ownCommand } from '../own-command.ts'
import { printJson, printLines } from '../print.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { squeezedTable } from '../text-table.ts'
import { wrap } from '../wrap.ts'

const STATES: Readonly<Record<QueuedRun['state'], string>> = {
  running: 'is at work',
  waiting: 'waits for its turn',
  left: 'was left behind'
}

/** Columns that may be cut, and those that a narrow terminal may go without. */
const [SET, METHODS, ATTEMPTS] = [1, 2, 3]

/** `tandem queue`: what is being worked on and what waits, in every process on the store. */
export function queueCommand(context: RunContext): Command {
  return new Command('queue')
    .description('the benchmark at work and those that wait, in the window and in every terminal')
    .option('--json', 'print it as JSON')
    .action(({ json }: { json?: boolean }) => {
      const { database, now } = context.runServices()
      const queue = readQueue(database, now()).map((one) => ({
        ...one,
        summary: summarise(database, now(), resolveAnyRun(database, one.run))
      }))
      if (json) {
        return printJson({
          queue: queue.map(({ summary, ...one }) => ({ ...one, attempts: summary.attempts }))
        })
      }
      if (queue.length === 0) return printLines(['Nothing is at work, and nothing waits.'])
      const columns = outputColumns()
      const rows = queue.map(({ run, state, pid, host, summary }) => [
        run,
        summary.setName ?? '',
        summary.methods.join(' '),
        `${summary.attempts.done}/${summary.attempts.total}`,
        STATES[state],
        `process ${pid} on ${host}`
      ])
      printLines([
        ...squeezedTable(
          ['run', 'set', 'methods', 'attempts', 'state', 'where'],
          rows,
          createStyle(showsColours(process.stdout)),
          { columns, flexible: [SET, METHODS, 5], spare: [METHODS, ATTEMPTS] }
        ),
        ...(queue.some(({ state }) => state === 'left')
          ? wrap(
              `What was left behind goes on with: ${ownCommand()} bench --resume RUN, or in the window.`,
              columns
            )
          : [])
      ])
    })
}
