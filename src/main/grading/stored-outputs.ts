import type { GradingLine } from './grading-line.ts'
import { isFields, type Fields } from '../problem-sets/source-record.ts'
import { isMissing, fieldText, valueAt } from '../problem-sets/field-values.ts'
import { plainName } from '../problem-sets/field-names.ts'
import { readOptionField } from '../problem-sets/options.ts'

/** A record that another tool stored, as a line to grade; null where it holds no output to grade. */
type Reading = (record: Fields) => Omit<Outcome, 'tool'> | null

interface Outcome {
  readonly tool: string
  readonly gold: string
  /** The whole output of the model. */
  readonly pred: string
  readonly choices?: readonly string[] | undefined
  readonly alternatives?: readonly string[] | undefined
}

/** lm-evaluation-harness, `samples_*.jsonl`: what was written under `resps`, the gold answer under `target`. */
const harness: Reading = ({ resps, target, doc }) => {
  const pred = firstText(resps)
  const own = isFields(doc) ? goldOf(doc) : null
  // Tasks of likelihoods have numbers and marks there, and nothing was written.
  const written = Array.isArray(resps) && !(Array.isArray(resps[0]) && Array.isArray(resps[0][0]))
  if (pred === null || !written) return null
  const [gold, ...alternatives] = Array.isArray(target) ? textsOf(target) : textsOf([target])
  const said = gold ?? own
  if (said === undefined || said === null) return null
  return {
    gold: said,
    pred,
    ...optionsIn(doc),
    ...(alternatives.length > 0 ? { alternatives } : {})
  }
}

/** lighteval, details: `doc` and `model_response`, earlier `gold` and `predictions`. */
const lighteval: Reading = (record) => {
  const doc = isFields(record.doc) ? record.doc : record
  const response = isFields(record.model_response) ? record.model_response : record
  const pred = firstText(response.text ?? response.predictions ?? response.final_text)
  const choices = Array.isArray(doc.choices) ? textsOf(doc.choices) : []
  const index = Array.isArray(doc.gold_index) ? (doc.gold_index[0] as unknown) : doc.gold_index
  const chosen = index === undefined || index === null ? undefined : choices[Number(index)]
  const gold = chosen ?? firstText(record.gold)
  return pred === null || gold === undefined || gold === null ? null : { gold, pred }
}

/** Inspect, a sample of a log: what was written under `output`, the gold answer under `target`. */
const inspect: Reading = ({ output, target, choices }) => {
  if (!isFields(output)) return null
  const written =
    fieldText(output.completion) ??
    firstText(
      Array.isArray(output.choices)
        ? output.choices.map((one) => valueAt(one as Fields, 'message.content'))
        : []
    )
  const [gold, ...alternatives] = textsOf(Array.isArray(target) ? target : [target])
  if (written === null || gold === undefined) return null
  return {
    gold,
    pred: written,
    ...optionsIn({ choices }),
    ...(alternatives.length > 0 ? { alternatives } : {})
  }
}

const GOLDS = [
  ...['gold', 'goldanswer', 'target', 'answer', 'expectedanswer', 'groundtruth', 'reference'],
  ...['correctanswer', 'label', 'expected', 'ideal', 'solution', 'finalanswer']
]
const OUTPUTS = [
  ...['pred', 'prediction', 'output', 'modeloutput', 'response', 'modelresponse', 'completion'],
  ...[
    'generation',
    'generated',
    'generatedtext',
    'modelanswer',
    'predictedanswer',
    'modelcompletion',
    'code'
  ]
]

/** Lines of a gold answer and an output, under whatever names. */
const pairs: Reading = (record) => {
  const pred = firstText(named(record, OUTPUTS))
  const [gold, ...alternatives] = textsOf([named(record, GOLDS)].flat())
  if (pred === null || gold === undefined) return null
  return { gold, pred, ...optionsIn(record), ...(alternatives.length > 0 ? { alternatives } : {}) }
}

/** Who stored a record, by what only that tool has in one; the last takes what is left. */
const TOOLS: readonly (readonly [string, (record: Fields) => boolean, Reading])[] = [
  ['lm-evaluation-harness', ({ resps }) => Array.isArray(resps), harness],
  [
    'lighteval',
    (record) =>
      isFields(record.model_response) || (Array.isArray(record.predictions) && 'gold' in record),
    lighteval
  ],
  ['Inspect', ({ output, target }) => isFields(output) && target !== undefined, inspect],
  ['gold and output', () => true, pairs]
]

/**
 * Reads one record of the outputs that another tool stored.
 *
 * @returns null where it has no gold answer or no written output.
 */
export function readStoredOutput(
  record: Fields
): { readonly tool: string; readonly line: GradingLine } | null {
  const [tool, , read] = TOOLS.find(([, isFrom]) => isFrom(record))!
  const found = read(record)
  if (found === null) return null
  const { gold, pred, choices, alternatives } = found
  return {
    tool,
    line: {
      kind: 'extract',
      mode: 'grade',
      tier: 'all',
      gold,
      pred,
      ...(choices ? { choices: [...choices] } : {}),
      ...(alternatives ? { alternatives: [...alternatives] } : {})
    }
  }
}

function named(record: Fields, aliases: readonly string[]): unknown {
  for (const alias of aliases) {
    const name = Object.keys(record).find((one) => plainName(one) === alias)
    if (name !== undefined && !isMissing(record[name])) return record[name]
  }
  return undefined
}

function goldOf(record: Fields): string | null {
  return firstText(named(record, GOLDS))
}

/** The first text in it, however many lists are around it. */
function firstText(value: unknown): string | null {
  let inner = value
  for (let depth = 0; depth < 4 && Array.isArray(inner); depth++) inner = (inner as unknown[])[0]
  // A message of a conversation.
  if (isFields(inner)) inner = inner.content ?? inner.text
  return Array.isArray(inner) ? null : fieldText(inner)
}

function textsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) =>
    typeof value === 'boolean' ? [String(value)] : (fieldText(value) ?? [])
  )
}

function optionsIn(record: unknown): { readonly choices?: readonly string[] } {
  if (!isFields(record)) return {}
  const options = readOptionField(named(record, ['choices', 'options']))
  return options ? { choices: options.texts } : {}
}
