import { type ModelRecord, setNameOf } from '../../../shared/run-record.ts'
import type { RunSource } from '../run-source.ts'
import type { AttemptRecord } from '../../store/tables/attempts.ts'
import { html, type Markup } from './markup.ts'
import type { PageWords } from './page-words.ts'

/** What was run, with what, on what: of a whole run, or of one attempt of it. */
export function headerMarkup(
  { run, status, problems }: RunSource,
  { say, told, figure }: PageWords,
  attempt: AttemptRecord | null = null
): Markup {
  const { config } = run
  const { options, pair } = config
  const sized = ({ name, parameters }: ModelRecord) =>
    `${name} (${say('page.parameters', { count: figure(parametersText(parameters)) })})`
  const facts = [
    [say('page.fact.run'), `${run.id}, ${say(`run.status.${status}`)}`],
    [
      say('page.fact.begun'),
      `${new Date(run.startedAt ?? run.createdAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    ],
    attempt === null
      ? [
          say('page.fact.problems'),
          say('page.fact.problems.each', {
            problems: problems.length,
            repeats: config.repeats,
            methods: config.methods.length
          })
        ]
      : [
          say('solve.method'),
          say('attemptPage.other', { method: attempt.method, repeat: attempt.repeat + 1 })
        ],
    [say('solve.seed'), `${run.seed}${options.exact ? `, ${say('page.exact')}` : ''}`],
    [say('role.target'), sized(pair.target)],
    [say('role.draft'), sized(pair.draft)],
    [
      say('solve.paths'),
      say('page.fact.paths.threshold', {
        paths: options.paths,
        threshold: figure(String(options.threshold)),
        scorer: options.scorer
      })
    ],
    [
      say('page.fact.sampling'),
      [
        `${say('solve.option.temperature')} ${figure(String(options.temperature))}`,
        `${say('solve.option.topP')} ${figure(String(options.topP))}`,
        ...(options.topK > 0 ? [`${say('solve.option.topK')} ${options.topK}`] : [])
      ].join(', ')
    ],
    [say('page.fact.machine'), `${config.hardware.cpu}, ${told(config.hardware.device)}`],
    [say('page.fact.grading'), say(`policy.${config.policy}`)],
    [
      say('page.fact.versions'),
      Object.entries(config.versions)
        .map((version) => version.join(' '))
        .join(', ')
    ],
    ...(run.note === '' ? [] : [[say('page.fact.note'), run.note]])
  ]
  return html`<header>
    <p class="quiet">Tandem, ${say(attempt === null ? 'page.report' : 'page.attempt')}</p>
    <h1>
      ${
        attempt === null
          ? told(setNameOf(config) ?? say('page.oneProblem'))
          : `${config.set === null ? '' : `${problems[attempt.problem]!.id}: `}${attempt.answer ?? say('outcome.label.no-answer')}`
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

function parametersText(parameters: number): string {
  return parameters >= 1e9
    ? `${(parameters / 1e9).toFixed(1)} B`
    : `${(parameters / 1e6).toFixed(2)} M`
}
