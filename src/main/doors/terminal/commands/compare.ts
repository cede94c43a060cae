import { Command } from 'commander'
import { comparisonSentence } from '../../../../shared/comparison-sentence.ts'
import type { ManyComparison } from '../../../../shared/many-comparison.ts'
import type { MethodComparison, RunComparison } from '../../../../shared/run-comparison.ts'
import { counted } from '../../../../shared/counted.ts'
import { settingName } from '../../../../shared/setting.ts'
import { settingText } from '../../../../shared/setting-value.ts'
import { compareMany } from '../../../runs/compare-many.ts'
import { compareRuns } from '../../../runs/compare-runs.ts'
import { resolveBenchmark } from '../../../runs/find-run.ts'
import { KnownNameArgument } from '../completion/known-name.ts'
import { printJson, printLines } from '../print.ts'
import { ratioText } from '../../../../shared/ratio-text.ts'
import { duration, tenths } from '../figures.ts'
import { comparisonLine, leftOutText } from '../report-text.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { outputColumns } from '../terminal-size.ts'
import { fittedTable, GAP, squeezedTable } from '../text-table.ts'
import { ellipsis, oneLine, visibleWidth, wrap } from '../wrap.ts'

/** Columns of what something was set to. */
const [LEAST_VALUE, MOST_VALUE] = [12, 40]

interface Flags {
  json?: boolean
  countFailures?: boolean
}

/** `tandem compare`: two runs problem by problem, or up to five beside each other. */
export function compareCommand(context: RunContext): Command {
  return new Command('compare')
    .description('compare two to five runs on the problems that all have')
    .addArgument(
      new KnownNameArgument(
        '<runs...>',
        'their ids, the first one is what the others are held against',
        'runs'
      )
    )
    .option('--count-failures', 'count attempts that the engine failed as not right')
    .option('--json', 'print it as JSON')
    .action((names: readonly string[], { json, countFailures = false }: Flags) => {
      const { database } = context.runServices()
      const runs = names.map((name) => resolveBenchmark(database, name))
      const style = createStyle(showsColours(process.stdout))
      const [a, b, ...more] = runs
      if (!a || !b || more.length > 0) {
        const many = compareMany(database, runs, { countFailures })
        if (json) printJson(many)
        else printLines(manyText(many, style))
        return
      }
      const comparison = compareRuns(database, a, b, { countFailures })
      if (json) printJson(comparison)
      else printLines(comparisonText(comparison, style))
    })
}

function comparisonText({ a, b, config, methods, sharedProblems }: RunComparison, style: Style) {
  return [
    `A: ${a}`,
    `B: ${b}`,
    `${counted(sharedProblems, 'problem')} in both`,
    '',
    ...(config.length === 0
      ? ['Both were configured alike.']
      : settingsTable(
          ['A', 'B'],
          config.map(({ setting, a, b }) => ({ setting, values: [a, b] })),
          style
        )),
    ...methods.flatMap((method) => ['', ...methodText(method, style)])
  ]
}

function methodText(comparison: MethodComparison, style: Style): string[] {
  const { methodA, methodB, leftOut, matrix, difference, differing } = comparison
  const { both, onlyA, onlyB, neither } = matrix
  const title = methodA === methodB ? methodA : `A: ${methodA}, B: ${methodB}`
  return [
    style.bold(title),
    `right in both ${both}, only in A ${onlyA}, only in B ${onlyB}, in neither ${neither}`,
    ...(leftOut > 0
      ? [
          `left out ${leftOut}: the engine failed one of the two (--count-failures counts them as not right)`
        ]
      : []),
    ...(difference ? wrap(`B - A: ${comparisonLine(difference, style)}`, outputColumns()) : []),
    ...(differing.length === 0
      ? []
      : squeezedTable(
          ['problem', 'gold', 'A', 'B'],
          differing.map(({ problem, gold, a, b }) => [
            problem,
            gold ?? '',
            `${a.answer ?? '(none)'} ${a.verdict === 'right' ? '✓' : '✗'}`,
            `${b.answer ?? '(none)'} ${b.verdict === 'right' ? '✓' : '✗'}`
          ]),
          style,
          { columns: outputColumns(), flexible: [0, 1, 2, 3], spare: [] }
        ))
  ]
}

/** What was set differently, each value within its column and the terminal. */
function settingsTable(
  letters: readonly string[],
  config: ManyComparison['config'],
  style: Style
): string[] {
  const columns = outputColumns()
  const names = config.map(({ setting }) => settingName(setting))
  const room = columns - Math.max(...names.map(visibleWidth)) - GAP
  const width = Math.max(LEAST_VALUE, Math.min(MOST_VALUE, room))
  return fittedTable(
    ['set differently', ...letters],
    config.map(({ setting, values }, index) => [
      names[index]!,
      ...values.map((value) => ellipsis(settingText(setting, value), width))
    ]),
    style,
    columns
  )
}

/** Several runs beside each other: what each is, what differs, a table, and a sentence for each against the first. */
function manyText({ runs, sharedProblems, config, rows }: ManyComparison, style: Style): string[] {
  return [
    ...runs.flatMap(({ letter, id, set, problems, seed, pair }) =>
      wrap(
        `${style.bold(letter)}: ${id}, ${set === null ? '' : `${oneLine(set)}, `}${counted(problems, 'problem')}, seed ${seed}, ${pair.draft} with ${pair.target}`,
        outputColumns()
      )
    ),
    `${counted(sharedProblems, 'problem')} in all of them`,
    '',
    ...(config.length === 0
      ? ['All were configured alike.']
      : settingsTable(
          runs.map(({ letter }) => letter),
          config,
          style
        )),
    '',
    ...fittedTable(
      ['method', 'right', '95 %', 'n', 'gamma', 'time'],
      rows.map(({ letter, method, accuracy, interval, attempts, gamma, wallMs }) => [
        `${letter} ${method}`,
        tenths(accuracy),
        interval ? `${(100 * interval.low).toFixed(0)}-${(100 * interval.high).toFixed(0)} %` : '',
        String(attempts),
        ratioText(gamma),
        wallMs === null ? '' : duration(wallMs)
      ]),
      style,
      outputColumns()
    ),
    ...rows.flatMap(({ letter, method, leftOut }) =>
      leftOut === 0 ? [] : wrap(`${letter} ${method}: ${leftOutText(leftOut)}`, outputColumns())
    ),
    '',
    ...rows.flatMap((row) => {
      const sentence = comparisonSentence(row)
      return sentence === null ? [] : wrap(`${row.method}: ${sentence}`, outputColumns())
    })
  ]
}
