import type { RunSource } from '../run-source.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import { html, type Markup } from './markup.ts'

/** What was run, with what, on what: of a whole run, or of one attempt of it. */
export function headerMarkup(
  { run, status, problems }: RunSource,
  attempt: AttemptRecord | null = null
): Markup {
  const { config } = run
  const facts = [
    ['run', `${run.id}, ${status}`],
    [
      'begun',
      new Date(run.startedAt ?? run.createdAt).toISOString().slice(0, 16).replace('T', ' ')
    ],
    attempt === null
      ? [
          'problems',
          `${problems.length}, each ${config.repeats} × by ${config.methods.length} methods`
        ]
      : [
          'method',
          `${attempt.method}${attempt.repeat > 0 ? `, repeat ${attempt.repeat + 1}` : ''}`
        ],
    ['seed', `${run.seed}${config.options.exact ? ', exact' : ''}`],
    ['target', `${config.pair.target.name} (${millions(config.pair.target.parameters)})`],
    ['draft', `${config.pair.draft.name} (${millions(config.pair.draft.parameters)})`],
    [
      'paths',
      `${config.options.paths}, threshold ${config.options.threshold} of ${config.options.scorer}`
    ],
    [
      'sampling',
      `temperature ${config.options.temperature}, top-p ${config.options.topP}${config.options.topK > 0 ? `, top-k ${config.options.topK}` : ''}`
    ],
    ['machine', `${config.hardware.cpu}, ${config.hardware.device}`],
    ['grading', config.policy],
    [
      'versions',
      Object.entries(config.versions)
        .map((pair) => pair.join(' '))
        .join(', ')
    ],
    ...(run.note === '' ? [] : [['note', run.note]])
  ]
  return html`<header>
    <p class="quiet">Tandem, ${attempt === null ? 'benchmark report' : 'one attempt'}</p>
    <h1>
      ${
        attempt === null
          ? (config.set?.name ?? 'One problem')
          : `${config.set === null ? '' : `${problems[attempt.problem]!.id}: `}${attempt.answer ?? 'no answer'}`
      }
    </h1>
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name!}</dt>
            <dd>${value!}</dd>
          </div>`
      )}
    </dl>
  </header>`
}

function millions(parameters: number): string {
  return parameters >= 1e9
    ? `${(parameters / 1e9).toFixed(1)} B parameters`
    : `${(parameters / 1e6).toFixed(2)} M parameters`
}
