import { Command } from 'commander'
import type { MethodComparison, RunComparison } from '../../../../shared/run-comparison.ts'
import { compareRuns } from '../../../runs/compare-runs.ts'
import { resolveBenchmark } from '../../../runs/find-run.ts'
import { printJson, printLines } from '../print.ts'
import { comparisonLine } from '../report-text.ts'
import type { RunContext } from '../run-context.ts'
import { createStyle, showsColours, type Style } from '../style.ts'
import { textTable } from '../text-table.ts'

interface Flags {
  json?: boolean
  countFailures?: boolean
}

/** `tandem compare`: two runs, problem by problem. */
export function compareCommand(context: RunContext): Command {
  return new Command('compare')
    .description('compare two runs on the problems that both have')
    .argument('<run-a>')
    .argument('<run-b>')
    .option('--count-failures', 'count attempts ended by a dead engine as not right')
    .option('--json', 'print it as JSON')
    .action((nameA: string, nameB: string, { json, countFailures = false }: Flags) => {
      const { database } = context.runServices()
      const [a, b] = [resolveBenchmark(database, nameA), resolveBenchmark(database, nameB)]
      const comparison = compareRuns(database, a, b, { countFailures })
      if (json) printJson(comparison)
      else printLines(comparisonText(comparison, createStyle(showsColours(process.stdout))))
    })
}

function comparisonText({ a, b, config, methods, sharedProblems }: RunComparison, style: Style) {
  return [
    `A: ${a}`,
    `B: ${b}`,
    `${sharedProblems} problems in both`,
    '',
    ...(config.length === 0
      ? ['Both were configured alike.']
      : textTable(
          ['set differently', 'A', 'B'],
          config.map(({ setting, a, b }) => [setting, shown(a), shown(b)]),
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
          `left out ${leftOut}: the engine died under one of the two (--count-failures counts them as not right)`
        ]
      : []),
    ...(difference ? [`B - A: ${comparisonLine(difference, style)}`] : []),
    ...(differing.length === 0
      ? []
      : textTable(
          ['problem', 'gold', 'A', 'B'],
          differing.map(({ problem, gold, a, b }) => [
            problem,
            gold ?? '',
            `${a.answer ?? '(none)'} ${a.verdict === 'right' ? '✓' : '✗'}`,
            `${b.answer ?? '(none)'} ${b.verdict === 'right' ? '✓' : '✗'}`
          ]),
          style
        ))
  ]
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 40 ? `${text.slice(0, 37)}...` : text
}
