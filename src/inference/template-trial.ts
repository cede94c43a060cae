import type { Turn } from '../core/ports.ts'
import type { OwnWords } from '../shared/model-library.ts'
import type { TemplateTrial } from '../shared/template-trial.ts'
import { thinkingInTemplate } from '../shared/thinking-marks.ts'
import {
  chatFormat,
  MessageLost,
  rehearse,
  SAMPLE,
  type ChatFormat,
  type ModelMarkup,
  type PromptPiece
} from './chat-template.ts'

/**
 * How a model would be asked, and what comes of a sample conversation: as a run does it, so that what passes here works
 * there. Never throws: whatever is wrong with the template is its refusal.
 *
 * @param markup what its file says
 * @param own what a person wants otherwise
 */
export function tryTemplate(markup: ModelMarkup, own: OwnWords): TemplateTrial {
  const template = own.template ?? markup.template
  const known = { from: originOf(markup, own), template, thinking: marksIn(template) }
  try {
    const format = chatFormat({ ...markup, template })
    rehearse(format)
    return { ...known, rendering: sampleOf(format, known.thinking, own), refusal: null }
  } catch (error) {
    const rendering = error instanceof MessageLost ? error.rendering : []
    return { ...known, rendering: [...rendering], refusal: sentenceOf(error) }
  }
}

function originOf(
  { template, knowsChatMl }: ModelMarkup,
  own: Pick<OwnWords, 'template'>
): TemplateTrial['from'] {
  if (own.template !== null) return 'person'
  if (template !== null) return 'file'
  return knowsChatMl ? 'chatml' : 'plain'
}

function marksIn(template: string | null): TemplateTrial['thinking'] {
  const marks = template === null ? null : thinkingInTemplate(template)
  return marks && { open: marks.open, close: marks.close }
}

/** A problem, the model's solution, and a question about it. */
function sampleOf(
  format: ChatFormat,
  marks: TemplateTrial['thinking'],
  { thinking }: Pick<OwnWords, 'thinking'>
): PromptPiece[] {
  const part = (state: NonNullable<Turn['thinking']>['state']) => marks && { ...marks, state }
  const begun = part(thinking === false ? 'closed' : 'open')
  const { system, user, reply, question } = SAMPLE
  return [
    ...format.prompt({ system, user, opening: '', thinking: begun }),
    { kind: 'text', text: reply },
    ...format.question({ user: question, opening: '', thinking: part('closed') }, system)
  ]
}

/** The first line of it: errors of the context in which templates are rendered are none of this one's. */
function sentenceOf(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error
  const [line = ''] = String(isError ? error.message : error).split('\n')
  return line
}
