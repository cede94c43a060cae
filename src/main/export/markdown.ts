import { acceptanceRemark } from '../../shared/acceptance-remark.ts'
import { pText } from '../../shared/p-value.ts'
import type { MethodReport } from '../../shared/run-report.ts'
import { pointsText } from '../../shared/points-text.ts'
import { setNameOf } from '../../shared/run-record.ts'
import { failuresText, percentText, secondsText } from './figures.ts'
import { timeRatio } from '../../shared/events.ts'
import { ratioText } from '../../shared/ratio-text.ts'
import { inOrder } from '../../shared/text-order.ts'
import { reservationsOf } from '../../shared/view.ts'
import type { RunSource } from './run-source.ts'

/** The report of a run as Markdown tables. */
export function* markdown(source: RunSource): Generator<string> {
  const { run, status, report, problems } = source
  const { config } = run
  const methods = Object.entries(report.methods)
  yield `# ${escape(`${setNameOf(config) ?? 'One problem'}: ${config.methods.join(', ')}`)}\n\n`
  yield table(
    ['', ''],
    [
      ['run', `${run.id} (${status})`],
      ['begun', new Date(run.startedAt ?? run.createdAt).toISOString()],
      ['problems', `${problems.length}, ${config.repeats} attempt(s) at each by each method`],
      ['seed', String(run.seed)],
      ['target', `${config.pair.target.name} (SHA-256 ${config.pair.target.sha256.slice(0, 12)})`],
      ['draft', `${config.pair.draft.name} (SHA-256 ${config.pair.draft.sha256.slice(0, 12)})`],
      ['hardware', `${config.hardware.cpu}, ${config.hardware.device}`],
      [
        'versions',
        Object.entries(config.versions)
          .map((pair) => pair.join(' '))
          .join(', ')
      ]
    ]
  )
  const k = config.repeats
  const sampled = k > 1 ? [`maj@${k}`, `pass@${k}`] : []
  yield table(
    ['method', 'n', 'right', 'pass@1', '± SE', ...sampled, 'acceptance'],
    methods.map(([name, method]) => [name, ...accuracyCells(method)])
  )
  for (const [name, method] of methods) {
    const failures = failuresText(name, method)
    if (failures !== null) yield `${escape(failures)}.\n\n`
    const remark = acceptanceRemark(method)
    if (remark !== null) yield `${escape(`${name}: ${remark}`)}\n\n`
  }
  yield table(
    ['method', 'gamma', 'gammaDecode', 'time of an attempt', 'time ratio', 'tokens'],
    methods.map(([name, method]) => [
      name,
      ratioText(method.gamma),
      ratioText(method.gammaDecode),
      secondsText(method.wallMs),
      ratioText(timeRatio(method)),
      String(method.tokens.total)
    ])
  )
  yield table(
    ['compared', 'difference', '95 %', 'p (Holm)', ''],
    report.comparisons.map((one) => [
      `${one.method} − ${one.against}`,
      `${pointsText(one.difference)} points`,
      `${pointsText(one.interval.low)} to ${pointsText(one.interval.high)}`,
      pText(one.pAdjusted),
      one.conclusion
    ])
  )
  yield table(
    ['problem', 'method', 'repeat', 'answer', 'verdict', 'time'],
    source.settled.map((attempt) => [
      problems[attempt.problem]!.id,
      attempt.method,
      String(attempt.repeat),
      [attempt.answer ?? '', ...reservationsOf(source.viewOf(attempt))].join('; '),
      attempt.error ?? source.judgementOf(attempt)?.verdict ?? '',
      secondsText(attempt.wallMs)
    ])
  )
}

function accuracyCells(method: MethodReport): string[] {
  return [
    String(method.n),
    String(method.correct),
    percentText(method.accuracy),
    method.se === null ? '' : (method.se * 100).toFixed(1),
    ...(method.k > 1 ? [percentText(method.majK), percentText(method.passK)] : []),
    percentText(method.acceptance)
  ]
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |\n`
  return `${line(header)}| ${header.map(() => '---').join(' | ')} |\n${rows.map(line).join('')}\n`
}

/** Names, answers and errors come from files and models: they are text here, never a link, an image, HTML or code. */
function escape(text: string): string {
  return (
    inOrder(text)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      // Readers make links of bare addresses, too.
      .replace(/[\\`*_[\]|~$<>&]|:(?=\/\/)|(?<=www)\.|@(?=[\w-]+\.)/gi, '\\$&')
  )
}
