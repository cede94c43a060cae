import type { RefusalCode } from '../../../../shared/model-library.ts'

/** A file that must not reach llama.cpp. `sentence` is for the user: one sentence, what is wrong with the file. */
export class GgufRefused extends Error {
  override name = 'GgufRefused'
  readonly code: RefusalCode
  readonly sentence: string

  constructor(code: RefusalCode, sentence: string) {
    super(sentence)
    this.code = code
    this.sentence = sentence
  }
}

/** What a file calls something, shortened and stripped of control characters so that it can stand in a sentence. */
export function quoted(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text
  return `"${short.replaceAll(/[\p{Cc}\p{Cf}]/gu, '?')}"`
}
