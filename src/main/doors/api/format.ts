import type { SolveDocument } from '../../../shared/solve-document.ts'
import type { AttemptPiece, StepNote } from './attempt-text.ts'

/** What no other API has, beside a choice: the attempt as `tandem solve --json` prints it, and its run. */
export interface Extension extends SolveDocument {
  /** For `tandem show`. */
  readonly run: string
}

export type FinishReason = 'stop' | 'length'

/** A whole choice, at its end. */
export interface Choice {
  readonly index: number
  readonly content: string
  readonly reasoning: string
  readonly finishReason: FinishReason
  /** Null for an attempt that was cut off before its bill was made. */
  readonly extension: Extension | null
}

/** How the two kinds of completion are written down; all else is the same. */
export interface Format {
  readonly idPrefix: string
  /** Of a whole answer, and of the chunks of a stream. */
  readonly object: string
  readonly chunkObject: string
  choice(choice: Choice): object
  /** What opens a choice in a stream, or null where nothing does. */
  opening(index: number): object | null
  piece(index: number, piece: AttemptPiece): object
  closing(index: number, finishReason: FinishReason, extension: Extension | null): object
}

export const CHAT: Format = {
  idPrefix: 'chatcmpl-',
  object: 'chat.completion',
  chunkObject: 'chat.completion.chunk',
  choice: ({ index, content, reasoning, finishReason, extension }) => ({
    index,
    message: {
      role: 'assistant',
      content,
      refusal: null,
      ...(reasoning !== '' && { reasoning_content: reasoning })
    },
    logprobs: null,
    finish_reason: finishReason,
    tandem: extension
  }),
  opening: (index) => delta(index, { role: 'assistant', content: '' }),
  piece: (index, { kind, text, step }) => ({
    ...delta(index, kind === 'content' ? { content: text } : { reasoning_content: text }),
    ...noted(step)
  }),
  closing: (index, finishReason, extension) => ({
    ...delta(index, {}),
    finish_reason: finishReason,
    tandem: extension
  })
}

/** Plain text has no place for reasoning: its steps stand beside it. */
export const COMPLETION: Format = {
  idPrefix: 'cmpl-',
  object: 'text_completion',
  chunkObject: 'text_completion',
  choice: ({ index, content, finishReason, extension }) => ({
    index,
    text: content,
    logprobs: null,
    finish_reason: finishReason,
    tandem: extension
  }),
  opening: () => null,
  piece: (index, { kind, text, step }) => ({
    index,
    text: kind === 'content' ? text : '',
    logprobs: null,
    finish_reason: null,
    ...noted(step)
  }),
  closing: (index, finishReason, extension) => ({
    index,
    text: '',
    logprobs: null,
    finish_reason: finishReason,
    tandem: extension
  })
}

function delta(index: number, delta: object) {
  return { index, delta, logprobs: null, finish_reason: null }
}

function noted(step: StepNote | null) {
  return step === null ? {} : { tandem: { step } }
}
