import { remainingChoice } from './remaining-choice.ts'

// Every repetition is bounded: these run over whole outputs, at every position.
const letter = String.raw`\*{0,2}[(（]?\s?\*{0,2}([A-Ja-j])\*{0,2}\s?[)）]?\*{0,2}(?![a-zA-Z0-9'’_^]|\s{0,2}[=+^_<>]|-\w)`
const links = String.raw`(?:\s{0,3}(?:is|are|must be|should be|has to be|est|es|é|è|ist|therefore|thus|clearly|definitely|indeed|for sure|certainly|surely|obviously|option|choice|letter|[:：=*])){0,5}\s{0,3}`
const strictLinks = String.raw`[\s*]{0,3}(?:is|must be|should be|has to be|[:：=])[\s*:]{0,4}(?:option\s|choice\s)?`
/** What settles on a letter, wherever it stands; the last one counts. */
const statements: readonly RegExp[] = [
  String.raw`\b(?:answer|r[ée]ponse|respuesta|resposta|risposta|antwort)(?:\s(?:choice|option))?${links}${letter}`,
  String.raw`\b(?:option|choice)${strictLinks}${letter}`,
  String.raw`\b(?:choose|chose|choosing|pick|picked|picking|select|selected|selecting|go(?:ing)? with|settle on|opt for|finali[sz]e|conclude)(?:\s{1,3}(?:with|on|that|it is|the|answer|option|choice|letter)){0,3}\s{1,3}${letter}`,
  String.raw`(?:option\s{1,2}|choice\s{1,2})?${letter}\s{1,3}(?:is|must be|should be|has to be)\s{1,3}(?:the\s{1,3})?(?:only\s{1,3})?(?:correct|right|answer|best)\b`,
  String.raw`\b(?:option|choice)\s{1,2}${letter}\s{1,3}it\s{1,2}is\b`,
  String.raw`(?:option\s{1,2}|choice\s{1,2})?${letter}\s{1,3}(?:remains|survives|is left)\b`,
  String.raw`\b(?:it|this|that|which|answer)(?:'s|’s|\sis|\smust be|\shas to be|\scan only be|\sshould be)\s{1,3}(?:option\s|choice\s)?${letter}`,
  String.raw`\bnot\s{1,2}(?:option\s)?\(?[A-J]\)?,?\s{1,2}but\s{1,2}(?:option\s)?${letter}`,
  String.raw`\b(?:leaving|leaves|left with|only)\s{1,2}(?:us\s)?(?:with\s)?(?:only\s)?(?:option\s|choice\s)?${letter}(?:[.!\s*)]*$|[.!]|\s{1,2}(?:fits|works|remains|is\s(?:left|possible|correct)|can be|satisfies|holds))`,
  String.raw`(?:option\s{1,2}|choice\s{1,2})?${letter}\s{1,3}(?:rather than|instead of|and not|but not)\s{1,3}(?:option\s|choice\s)?[(]?[A-J]\b(?!['’])`,
  String.raw`\b(?:only|right|correct|best|matching|remaining)\s(?:one|option|choice)[^.\n]{0,60}?\sis\s${letter}`,
  String.raw`\b(?:options|choices|answers)\s(?:are|is)[\s:]{1,3}${letter}`,
  String.raw`\bI(?:['’](?:ll|d)|\s(?:will|would))\s(?:say|answer|guess)\s${letter}`,
  // Options judged one by one.
  String.raw`(?:^|\n|[.?!]\s{1,2})[ \t*-]{0,6}(?:option\s)?${letter}(?:[.):]\s?[^.?!\n]{0,60})?[.?!:]\s{0,2}(?:correct|yes)\b`,
  String.raw`(?:选项)?${letter}\s?项?(?:是|为)?正确`,
  String.raw`(?:答案|故选|应选|正确(?:的)?(?:选项)?|(?<!不)选择?)[是为】\]\s:：]{0,4}${letter}`
].map((pattern) => new RegExp(pattern, 'gimd'))
/** What only concludes where nothing is stated. */
const conclusion = new RegExp(
  String.raw`\b(?:so|therefore|thus|hence|get|gives|have|i\.e\.|namely)[\s,:]{1,3}(?:option\s|choice\s)?${letter}[.!*)\s]*$`,
  'gimd'
)
const leading = new RegExp(
  String.raw`^\s*[*#]{0,4}\s{0,2}[(（]?([A-J])[)）]?(?:\*{0,2}\s*$|\*{0,2}[.):,。、，：](?!\w)|\*{1,2}\s|\s*\n|(?=\p{Script=Han}))|^\s*\(([A-J])\)\s`,
  'u'
)
const trailing = /(?:^|[\s(*])\(?([A-J])\)?[\s.*)!]*$/
const aloneOnLine = /^[ \t]*\*{0,2}\(?([A-J])\)?\*{0,2}[.]?[ \t]*$/dgm
const negation =
  /(?:\bnot|n't|n’t|\bneither|\bnor|\bor|\bnever|\bcannot|\bnon|\bpas|\bnicht|\brather than|\binstead of|\brul(?:es?|ed|ing) out|\beliminat\w{1,4}|\bexclud\w{1,4}|\breject\w{1,4}|不是|不)\s*(?:option\s*|choice\s*)?[(*]*$/i
const hypothetical =
  /\b(?:if|had|when|whoever|anyone who)\s+(?:you|one|someone|anyone|students?|they|it were|picked|chose|selected)\b|\bmistak|\btrap\b|\bwrongly|\btempt|\bdistractor/i
const named =
  /\b(?:points?|line|segment|side|angle|vertex|vertices|triangle|set|event|matrix|person|city|town|team|player|between|from|circle|box|class|type)\s+\(?$/i
const conjunctions =
  /^\s+(?:because|since|as|for|so|and|with|by|which|that|is|but|or|due|given|where|when|rather|instead|not|while|if)\b/
/** `故选：ACD` */
const severalInChinese = /(?:答案|故选|应选|选)[是为】\s:：]{0,4}([A-J]{2,8})(?![A-Za-z])/g
/** Who does not know names no letter. */
const unsure = /\b(?:sorry|unable|unsure|not\s+sure|no\s+idea|can(?:no|['’])t|don['’]t\s+know)\b/i
const list =
  /^[\s*]*(,\s*(?:and|or)?|\bor\b|\band\b|&|\/)\s*(?:option\s)?[*(]*([A-J])(?![a-zA-Z0-9'’])/

/** The letter that an output to a problem with options settles on; null where it names none of them. */
export function statedChoice(text: string, letters: ReadonlySet<string>): string | null {
  const several = [...text.matchAll(severalInChinese)].at(-1)?.[1]
  if (several !== undefined && [...several].every((letter) => letters.has(letter))) {
    return [...several].join(', ')
  }
  const stated = explicitChoice(text, letters)
  if (stated !== null) return stated
  const first = leading.exec(text)
  const begun = first?.[1] ?? first?.[2]
  if (begun !== undefined && letters.has(begun) && !startsProse(text, text.indexOf(begun)))
    return begun
  return (
    lastOf([conclusion, aloneOnLine], text, letters) ??
    atTheEnd(text, letters) ??
    remainingChoice(text, letters)
  )
}

/** A letter is stated in words, and commands are none. */
const anyWord = /(?<![\\a-zA-Z])[a-zA-Z]{2}|\p{Script=Han}/u

/** The letter, or letters, that the text last says to be the answer. */
export function explicitChoice(text: string, letters: ReadonlySet<string>): string | null {
  if (!anyWord.test(text)) return null
  return lastOf(statements, text, letters)
}

function lastOf(
  patterns: readonly RegExp[],
  text: string,
  letters: ReadonlySet<string>
): string | null {
  let best: { readonly at: number; readonly letters: string } | null = null
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const found = match[1]
      if (found === undefined) continue
      const place = match.indices?.[1]?.[0] ?? match.index
      if (best && place < best.at) continue
      const chosen = settled(text, match.index, place, letters)
      if (chosen !== null) best = { at: place, letters: chosen }
    }
  }
  return best && best.letters
}

/** The letter in capitals where it is in the place of a letter and is neither denied nor supposed. */
function settled(
  text: string,
  start: number,
  place: number,
  letters: ReadonlySet<string>
): string | null {
  const written = text.charAt(place)
  const found = written.toUpperCase()
  if (!letters.has(found)) return null
  const [before, after] = [
    text.slice(Math.max(0, start - 200), start),
    text.slice(place + 1, place + 40)
  ]
  if (written !== found && !isMarkedLowerCase(text, place, start)) return null
  if (startsProse(text, place) || /^[\s*)]*(?:would|might|could|may)\b/.test(after)) return null
  const sentence = before.slice(
    Math.max(...['.', '!', '?', '\n', '。'].map((end) => before.lastIndexOf(end))) + 1
  )
  if (negation.test(text.slice(Math.max(0, start - 24), start)) || hypothetical.test(sentence))
    return null
  return withOthers(found, after, letters)
}

/** `A and C` are chosen together; of `A or C` neither is. */
function withOthers(first: string, after: string, letters: ReadonlySet<string>): string | null {
  const chosen = [first]
  let rest = after.replace(/^[*)）]+/, '')
  for (let match = list.exec(rest); match; match = list.exec(rest)) {
    const next = match[2] ?? ''
    if (/or/.test(match[1] ?? '')) return null
    if (!letters.has(next) || startsProse(rest, match[0].length - 1)) break
    if (!chosen.includes(next)) chosen.push(next)
    rest = rest.slice(match[0].length).replace(/^[*)）]+/, '')
  }
  return chosen.join(', ')
}

/** A small letter is a variable or an article, unless it is set apart at the end of "the answer is b". */
function isMarkedLowerCase(text: string, place: number, start: number): boolean {
  if (/[(（]/.test(text.charAt(place - 1)) && /[)）]/.test(text.charAt(place + 1))) return true
  const isAnswer = /^(?:answer|option|choice)/i.test(text.slice(start, start + 7))
  return isAnswer && /^[*.\s]*(?:$|\n)/.test(text.slice(place + 1, place + 20))
}

/** The A of "A train leaves" and the I of "I think" are words. */
function startsProse(text: string, at: number): boolean {
  if (text[at] !== 'A' && text[at] !== 'I') return false
  const after = text.slice(at + 1, at + 20)
  return /^\s+[a-z]/.test(after) && !conjunctions.test(after)
}

/** A letter that ends the text, unless it names something else or ends a list. */
function atTheEnd(text: string, letters: ReadonlySet<string>): string | null {
  const end = text.trimEnd().slice(-120)
  const match = trailing.exec(end)
  const found = match?.[1]
  if (!match || found === undefined || !letters.has(found)) return null
  const before = end.slice(0, end.lastIndexOf(found))
  const isListed = /[A-J]\)?(?:,|\s+(?:and|or|nor|&))\s*(?:and\s|or\s)?\(?$/.test(before)
  return negation.test(before) ||
    named.test(before) ||
    isListed ||
    hypothetical.test(before) ||
    unsure.test(before)
    ? null
    : found
}
