import { acceptanceRemark } from '../../../shared/acceptance-remark.ts'
import { counted } from '../../../shared/counted.ts'
import type { PairedComparison, MethodReport, RunReport } from '../../../shared/run-report.ts'
import { pStatement } from '../../../shared/p-value.ts'
import { timeRatio } from '../../../shared/events.ts'
import { ratioText } from '../../../shared/ratio-text.ts'
import { duration, tenths } from './figures.ts'
import type { Style } from './style.ts'
import { outputColumns } from './terminal-size.ts'
import { fittedTable } from './text-table.ts'
import { wrap } from './wrap.ts'

/**
 * A run's report as people read it: accuracy, cost and its parts, differences.
 *
 * @param columns within which it is kept; what another program reads keeps a line a fact.
 */
export function reportText(report: RunReport, style: Style, columns = outputColumns()): string[] {
  const methods = Object.entries(report.methods)
  const repeats = Math.max(1, ...methods.map(([, { k }]) => k))
  return [
    ...accuracyTable(methods, { repeats, columns }, style),
    '',
    ...costTable(methods, columns, style),
    '',
    ...tokenTable(methods, columns, style),
    ...comparisonLines(report.comparisons, style).flatMap((line) => wrap(line, columns)),
    ...methods
      .flatMap(([name, method]) => remarks(name, method, report))
      .flatMap((line) => wrap(line, columns))
  ]
}

type Methods = readonly (readonly [string, MethodReport])[]

function accuracyTable(
  methods: Methods,
  { repeats, columns }: { readonly repeats: number; readonly columns: number },
  style: Style
): string[] {
  const sampled = repeats > 1 ? [`maj@${repeats}`, `pass@${repeats}`] : []
  return fittedTable(
    ['method', 'n', 'right', 'pass@1', '± SE', '95 %', ...sampled, 'acceptance'],
    methods.map(([name, method]) => [
      name,
      String(method.n),
      String(method.correct),
      tenths(method.accuracy),
      method.se === null ? '' : (method.se * 100).toFixed(1),
      method.interval
        ? `${(method.interval.low * 100).toFixed(0)}-${(method.interval.high * 100).toFixed(0)} %`
        : '',
      ...(repeats > 1 ? [tenths(method.majK), tenths(method.passK)] : []),
      tenths(method.acceptance)
    ]),
    style,
    columns
  )
}

function costTable(methods: Methods, columns: number, style: Style): string[] {
  return fittedTable(
    ['method', 'gamma', 'draft', 'target', 'gammaDecode', 'draft', 'target', 'time', 'time ratio'],
    methods.map(([name, method]) => [
      name,
      ratioText(method.gamma),
      tenths(partOf(method, 'draft')),
      tenths(partOf(method, 'target')),
      ratioText(method.gammaDecode),
      tenths(method.gammaDecodeParts?.draft ?? null),
      tenths(method.gammaDecodeParts?.target ?? null),
      method.wallMs === null ? '' : duration(method.wallMs),
      ratioText(timeRatio(method))
    ]),
    style,
    columns
  ).concat(
    methods.some(([, { baseline }]) => baseline === 'estimated')
      ? [style.dim('The baseline was not run: ratios stand against an estimate of it.')]
      : []
  )
}

function tokenTable(methods: Methods, width: number, style: Style): string[] {
  const columns = (['draft', 'target'] as const).flatMap((model) => {
    const purposes = new Set(methods.flatMap(([, { tokens }]) => Object.keys(tokens[model])))
    return [...purposes].map((purpose) => ({ model, purpose }))
  })
  return fittedTable(
    ['tokens', ...columns.map(({ model, purpose }) => `${model} ${purpose}`), 'all'],
    methods.map(([name, { tokens }]) => [
      name,
      ...columns.map(({ model, purpose }) => {
        const used = Object.entries(tokens[model]).find(([own]) => own === purpose)?.[1]
        return used ? String(used.prefilled + used.decoded) : ''
      }),
      String(tokens.total)
    ]),
    style,
    width
  )
}

/** Each comparison as a sentence. */
function comparisonLines(comparisons: readonly PairedComparison[], style: Style): string[] {
  if (comparisons.length === 0) return []
  return ['', ...comparisons.map((comparison) => comparisonLine(comparison, style))]
}

export function comparisonLine(comparison: PairedComparison, style: Style): string {
  const { method, against, difference, interval, pAdjusted, problems, significant } = comparison
  const { conclusion } = comparison
  const significantly = difference > 0 ? style.good(conclusion) : style.bad(conclusion)
  return (
    `${method} - ${against}: ${points(difference)} points ` +
    `(95 %: ${points(interval.low)} to ${points(interval.high)}, ${pStatement(pAdjusted)}, ` +
    `${counted(problems, 'problem')}): ${significant ? significantly : style.dim(conclusion)}`
  )
}

/** How many attempts a method's accuracy is without. */
export function leftOutText(leftOut: number): string {
  return `${leftOut} left out of accuracy, as the engine failed (--count-failures counts them)`
}

function remarks(
  name: string,
  method: MethodReport,
  { countFailures }: Pick<RunReport, 'countFailures'>
): string[] {
  const { failed, leftOut, ungradable } = method
  const onAcceptance = acceptanceRemark(method)
  const reading = countFailures
    ? ['counted as not right']
    : leftOut === 0
      ? []
      : [leftOutText(leftOut)]
  return [
    ...(failed > 0
      ? [`${[`${name}: ${failed} failed`, ...reading].join(', ')}; try again with --retry-errors`]
      : []),
    ...(ungradable > 0 ? [`${name}: ${ungradable} could not be graded, counted as not right`] : []),
    ...(onAcceptance === null ? [] : [`${name}: ${onAcceptance}`])
  ]
}

function partOf({ gamma, gammaParts }: MethodReport, model: 'draft' | 'target'): number | null {
  if (gamma === null) return null
  return gammaParts
    .filter((part) => part.model === model)
    .reduce((sum, { value }) => sum + value, 0)
}

function points(difference: number): string {
  return `${difference >= 0 ? '+' : '-'}${Math.abs(difference * 100).toFixed(1)}`
}
