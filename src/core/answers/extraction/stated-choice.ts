const letter = '([A-J])'
const ends = String.raw`(?![a-zA-Z'’])`
const marked = String.raw`\(?\*{0,2}\s?${letter}\s?\*{0,2}\)?${ends}`
const answerWords =
  'answer|r[ée]ponse|respuesta|resposta|risposta|antwort|choice|option|choose|chose|select|pick|finalize|conclude|correct'
const links = 'is|est|es|é|è|ist|as|with|on|option|choice|answer'
// Every repetition is bounded: these run over whole outputs, at every position.
const statements = [
  new RegExp(
    String.raw`\b(?:${answerWords})(?:\s{1,3}(?:${links})){0,3}\s{0,3}[:=]?\s{0,3}\*{0,2}\(?\s?${letter}${ends}`,
    'gi'
  ),
  new RegExp(
    String.raw`${marked}\s{1,3}(?:is|must be|should be)\s{1,3}(?:the\s{1,3})?(?:correct|right|answer)`,
    'g'
  ),
  new RegExp(String.raw`\b[Ii]t(?:'s|’s| is)\s{1,3}(?:option\s{1,3})?${marked}`, 'g'),
  new RegExp(String.raw`答案(?:是|为|选)?\s{0,3}[:：]?\s{0,3}${letter}(?![a-zA-Z])`, 'g')
]
const leading = new RegExp(
  String.raw`^\s*\**\(?${letter}\)?(?:\**\s*$|[.):,。、，：\s*](?!\s*[a-z]+ly\b)|(?=\p{Script=Han}))`,
  'u'
)
const standing = new RegExp(String.raw`(?<![a-zA-Z'’\\])\(?${letter}\)?(?![a-zA-Z'’])`, 'g')
const negation = /(?:\bnot|n't|n’t|\bneither|\bnor|\bor|\bnon|\bpas|\bnicht|不是|不)\s*\(?$/i

/** The letter that an output to a problem with options settles on; null where it names none of them. */
export function statedChoice(text: string, letters: ReadonlySet<string>): string | null {
  const stated = explicitChoice(text, letters)
  if (stated !== null) return stated
  const first = leading.exec(text)?.[1]
  if (first && letters.has(first) && !isArticle(text, text.indexOf(first))) return first
  return lastStanding(text, letters)
}

/** The letter that the text last says to be the answer. */
export function explicitChoice(text: string, letters: ReadonlySet<string>): string | null {
  let best: { readonly at: number; readonly letter: string } | null = null
  for (const pattern of statements) {
    for (const match of text.matchAll(pattern)) {
      const found = match[1]?.toUpperCase() ?? ''
      const isDenied = negation.test(text.slice(Math.max(0, match.index - 12), match.index))
      if (letters.has(found) && !isDenied && (!best || match.index > best.at)) {
        best = { at: match.index, letter: found }
      }
    }
  }
  return best && best.letter
}

function lastStanding(text: string, letters: ReadonlySet<string>): string | null {
  let last: string | null = null
  for (const match of text.matchAll(standing)) {
    const found = match[1] ?? ''
    const at = match.index + match[0].indexOf(found)
    const isDenied = negation.test(text.slice(Math.max(0, match.index - 12), match.index))
    if (letters.has(found) && !isDenied && !isArticle(text, at)) last = found
  }
  return last
}

/** The A of "A train leaves" and the I of "I think" are words. */
function isArticle(text: string, at: number): boolean {
  return (text[at] === 'A' || text[at] === 'I') && /^[AI]\s+[a-z]/.test(text.slice(at, at + 4))
}
