import { Command } from 'commander'
import type { Board, BoardRow } from '../../../../shared/leaderboard.ts'
import { counted } from '../../../../shared/counted.ts'
import { settingsText } from '../../../../shared/setting.ts'
import { readLeaderboard } from '../../../runs/leaderboard.ts'
import { duration, tenths } from '../figures.ts'
import { printJson, printLines } from '../print.ts'
import { UserError } from '../../../user-error.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { fittedTable } from '../text-table.ts'
import { oneLine, padBefore, wrap } from '../wrap.ts'

interface Flags {
  set?: string
  countFailures?: boolean
  json?: boolean
}

/** `tandem leaderboard`: every method and pair over all runs, only comparable ones together. */
export function leaderboardCommand(context: RunContext): Command {
  return new Command('leaderboard')
    .description('every method with every pair over all runs; only what can be compared together')
    .option('--set <name>', 'only boards of sets whose name contains this')
    .option('--count-failures', 'count attempts that the engine failed as not right')
    .option('--json', 'print it as JSON')
    .action(({ set = '', json, countFailures = false }: Flags) => {
      const { database } = context.runServices()
      const read = readLeaderboard(database, { countFailures })
      const boards = read.boards.filter((board) =>
        board.set.toLowerCase().includes(set.toLowerCase())
      )
      if (json) return printJson({ ...read, boards })
      const style = createStyle(showsColours(process.stdout))
      if (read.boards.length === 0) {
        return printLines(['No benchmark has ended an attempt yet. Begin one with: tandem bench'])
      }
      if (boards.length === 0) {
        const names = [...new Set(read.boards.map((board) => board.set))].join(', ')
        throw new UserError(`No benchmark is of a set called "${set}".`, `There are: ${names}.`)
      }
      printLines(
        boards.flatMap((board, index) => [...(index > 0 ? [''] : []), ...boardText(board, style)])
      )
    })
}

function boardText({ set, problems, conditions, rows }: Board, style: Style): string[] {
  return [
    ...wrap(
      `${style.bold(oneLine(set))}, ${counted(problems, 'problem')}: ${settingsText(conditions)}`,
      outputColumns()
    ),
    ...fittedTable(
      ['method', 'right', '95 %', 'n', 'time', 'against the first'],
      rows.map((row) => [
        `${padBefore(String(row.place ?? '–'), 2)} ${row.method}`,
        tenths(row.accuracy),
        row.interval ? `${percentOf(row.interval.low)}-${percentOf(row.interval.high)} %` : '',
        String(row.attempts),
        row.wallMs === null ? '' : duration(row.wallMs),
        againstFirst(row, problems)
      ]),
      style,
      outputColumns()
    ),
    ...rows.flatMap((row) => leftOutLines(row)),
    ...pairLines(rows, style)
  ]
}

/** How many attempts a row is without. */
function leftOutLines({ place, method, leftOut }: BoardRow): string[] {
  if (leftOut === 0) return []
  const said = `${place ?? '–'} ${method}: ${leftOut} left out, as the engine failed (--count-failures counts them)`
  return wrap(said, outputColumns())
}

/** The pairs and settings under the table, where they would make it too wide. */
function pairLines(rows: readonly BoardRow[], style: Style): string[] {
  const lines = rows.map(
    ({ place, method, pair, settings, runs }) =>
      `${place ?? '–'} ${method}: ${pair.draft} with ${pair.target}${settings.length > 0 ? `, ${settingsText(settings)}` : ''}; ${runs.length === 1 ? runs[0]! : `${runs.length} runs, newest ${runs[0]!}`}`
  )
  return lines.flatMap((line) => wrap(line, outputColumns())).map((line) => style.dim(line))
}

function againstFirst(
  { place, accuracy, problems, againstFirst: difference }: BoardRow,
  all: number
): string {
  if (accuracy === null) return 'no known answers'
  if (place === null) return `tried ${problems} of ${all}`
  if (difference === null) return ''
  if (difference.difference === 0) return 'level with it'
  const points = `${difference.difference >= 0 ? '+' : '-'}${Math.abs(100 * difference.difference).toFixed(1)}`
  return difference.significant ? `${points} points` : `${points}, may be chance`
}

function percentOf(share: number): string {
  return (100 * share).toFixed(0)
}
