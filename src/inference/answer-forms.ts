/** Tokens of a text that stands behind other text, by their ids in one vocabulary. */
export interface Tokenizer<Token extends number> {
  following(text: string): readonly Token[]
}

/** The tokens with which a model may begin each of the given answers. */
export interface AnswerForms<Token extends number> {
  /** Of each answer, those that are its own: it stands bare, or merged with the space before it. */
  readonly direct: readonly (readonly Token[])[]
  /**
   * The token of a lone space, behind which each answer has a token of its own; null where the vocabulary merges a space
   * with what follows, or cannot tell the answers apart there.
   */
  readonly spaced: { readonly space: Token; readonly behind: readonly Token[] } | null
}

/**
 * In most vocabularies " A" is one token, and after "Approach:" it is the one that a model writes: the bare "A" then has
 * a probability of nothing, whatever the model thinks. Digits are another matter: many vocabularies keep each for itself,
 * and behind "Score:" a model writes a lone space first. So an answer is asked for bare, merged, and behind the space.
 *
 * @throws Error where an answer has no token of its own
 */
export function answerForms<Token extends number>(
  answers: readonly string[],
  codec: Tokenizer<Token>
): AnswerForms<Token> {
  const spacedTokens = answers.map((answer) => codec.following(` ${answer}`))
  const first = answers.map((answer, index) => [
    codec.following(answer)[0],
    spacedTokens[index]![0]
  ])
  const times = new Map<Token, number>()
  for (const forms of first) {
    for (const token of new Set(forms)) {
      if (token !== undefined) times.set(token, (times.get(token) ?? 0) + 1)
    }
  }
  const direct = first.map((forms) => [
    ...new Set(forms.filter((token) => token !== undefined && times.get(token) === 1))
  ])
  if (direct.some((forms) => forms.length === 0)) {
    throw new Error(
      `This model cannot tell the answers ${answers.join(', ')} apart by their first token. Choose another scorer.`
    )
  }
  return { direct: direct as Token[][], spaced: spacedForms(spacedTokens, codec) }
}

/** What the answers begin with behind a space that is a token of its own. */
function spacedForms<Token extends number>(
  tokens: readonly (readonly Token[])[],
  codec: Tokenizer<Token>
): AnswerForms<Token>['spaced'] {
  const [space, ...others] = codec.following(' ')
  if (space === undefined || others.length > 0) return null
  const behind = tokens.map(([first, second]) => (first === space ? second : undefined))
  const own = behind.filter((token) => token !== undefined)
  if (own.length < tokens.length || new Set(own).size < tokens.length) return null
  return { space, behind: own }
}
