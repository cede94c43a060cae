import type { Token } from 'node-llama-cpp'
import type { TextCodec } from './text-codec.ts'

/**
 * The tokens with which a model may begin each of the given answers: as the answer stands, and behind a space.
 *
 * In most vocabularies " A" is one token, and after "Approach:" it is the one that a model writes: the bare "A" then has
 * a probability of nothing, whatever the model thinks. Byte-level and SentencePiece vocabularies differ in which of the
 * two they merge, so both are asked for, in the same pass. A form that several answers begin with (a lone space, where a
 * vocabulary does not merge it) tells nothing and is left out.
 *
 * @throws Error where an answer has no token of its own
 */
export function answerForms(
  answers: readonly string[],
  codec: Pick<TextCodec, 'following'>
): readonly (readonly Token[])[] {
  const first = answers.map((answer) =>
    [answer, ` ${answer}`].map((form) => codec.following(form)[0])
  )
  const times = new Map<Token, number>()
  for (const forms of first) {
    for (const token of new Set(forms)) {
      if (token !== undefined) times.set(token, (times.get(token) ?? 0) + 1)
    }
  }
  const own = first.map((forms) => [
    ...new Set(forms.filter((token) => token !== undefined && times.get(token) === 1))
  ])
  if (own.some((forms) => forms.length === 0)) {
    throw new Error(
      `This model cannot tell the answers ${answers.join(', ')} apart by their first token. Choose another scorer.`
    )
  }
  return own as Token[][]
}
