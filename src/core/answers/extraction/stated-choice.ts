import { remainingChoice } from './remaining-choice.ts'

// Every repetition is bounded: these run over whole outputs, at every position.
const letter = String.raw`\*{0,2}[(（]?\s?\*{0,2}([A-Ja-j])\*{0,2}\s?[)）]?\*{0,2}(?![a-zA-Z0-9'’_^]|\s{0,2}[=+^_<>]|-\w|\(\w{1,3},)`
const adverbs =
  'therefore|thus|clearly|definitely|indeed|for sure|certainly|surely|obviously|option|choice|letter|la|el|opción|opção|opzione|letra|lettre|\\*'
const verbs = 'is|are|must be|should be|has to be|est|es|é|è|ist|[:：=]'
const links = String.raw`(?:\s{0,3}(?:${verbs}|${adverbs})){0,5}\s{0,3}`
const stating = String.raw`(?:\s{0,3}(?:${adverbs})){0,3}\s{0,3}(?:${verbs})${links}`
/** Without a verb or a colon, "answer B" states B only where nothing more is said of it. */
const bareEnd = String.raw`(?=[.!*)\s]{0,6}(?:$|\n)|[.!]|\s{1,3}(?:because|since|as|is\s(?:the\s)?(?:correct|right)|ist\s(?:die\s)?richtig|est\s(?:la\s)?(?:bonne|correcte)|es\s(?:la\s)?correcta)\b)`
const strictLinks = String.raw`[\s*]{0,3}(?:is|must be|should be|has to be|[:：=])[\s*:]{0,4}(?:option\s|choice\s)?`
const answerWord = String.raw`\b(?:answer|r[ée]ponse|respuesta|resposta|risposta|antwort)(?:\s(?:choice|option|finale?|correcta?|correcte|corretta|richtig|exacte|juste))?`
/** What settles on a letter, wherever it stands; the last one counts. */
const statements: readonly RegExp[] = [
  String.raw`${answerWord}${links}${letter}${bareEnd}`,
  String.raw`${answerWord}${stating}${letter}`,
  String.raw`(?:ответ|정답|답|答え|正解|odpowiedź|antwoord|cevap)(?:은|는|は|jest|to|is|[\s:：—=*-]){1,5}${letter}`,
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
  String.raw`\b(?:all|every(?:thing)?|any)\b[^.\n]{0,20}\s(?:except|but|other than)\s(?:for\s)?(?:option\s|choice\s)?${letter}\s{1,2}(?:is|are|fails?|can be|has|have)`,
  String.raw`\brichtig\sist\s${letter}`,
  // Options judged one by one.
  String.raw`(?:^|\n|\s)\(?${letter}[.):]?\s{0,2}[-–:]?\s{0,2}[✅✓✔]`,
  String.raw`(?:^|\n|\s)(?=\()${letter}[.:]?\s{1,2}(?:true|correct)\b`,
  String.raw`\b(?:option|choice)\s{1,2}${letter}\s{1,2}is\s{1,2}true\b`,
  String.raw`(?:^|\n|[.?!]\s{1,2})[ \t*-]{0,6}(?:option\s)?${letter}(?:[.):]\s?[^.?!\n]{0,60})?[.?!:]\s{0,2}(?:correct|yes)\b`,
  String.raw`(?:选项)?${letter}\s?项?(?:(?:是|为)?正确|符合|对(?![应称于]))`,
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
const onlyLetter = /^\s*["'`]?([A-Ja-j])["'`]?\s*$/
const trailing = /(?:^|[\s(*])\(?([A-J])\)?[\s.*)!]*$/
const aloneOnLine = /^[ \t]*\*{0,2}\(?([A-J])\)?\*{0,2}[.]?[ \t]*$/dgm
const negation =
  /(?:\bnot|n't|n’t|\bneither|\bnor|\bor|\bnever|\bcannot|\bnon|\bpas|\bno(?=\s+(?:la|el)\s)|\bnicht|\bfalsch ist|\brather than|\binstead of|\brul(?:es?|ed|ing) out|\beliminat\w{0,4}|\bexclud\w{0,4}|\breject\w{0,4}|不是|不)\s*(?:option\s*|choice\s*|l[ae]\s*|el\s*)?[(*]*$/i
/** What is said of the letter refuses it: "answer A is wrong", "A：错误". */
const refusal =
  /^[)）*]{0,3}(?:\s{0,2}[:：]|\s{1,2}(?:is|are|was|ist|est|es|è|é)|项)?\s{0,2}(?:also\s|clearly\s|not\s(?!only))?(?:wrong|incorrect|false\b|impossible|[❌✗✘]|too\s(?:small|large|big|low|high)|not\b(?!\s+[(*]?[A-J]\b)|falsch|faux|fausse|fals[oa]|sbagliat[oa]|errad[oa]|incorrect[ao]|неверен|неверно|неправильн|错误|不正确|不对|は間違い|は誤り|는 틀|은 틀)/i
const exception = /\b(?:except|but|other than)\b/i
/** `D as origin`: a letter that is chosen for something else than an answer. */
const asRole =
  /^\s+as\s+(?:the\s|our\s|an?\s)?(?:origin|base|basis|cent(?:er|re)|vertex|apex|midpoint|pivot|reference|unit|variable|radius|diameter|root|point|start)/
const hypothetical =
  /\b(?:if|had|when|whoever|anyone who)\s+(?:you|one|someone|anyone|students?|they|it were|picked|chose|selected)\b|\bmistak|\btrap\b|\b(?:suppose|assume|imagine)\s+(?:that\s+)?(?:the\s+|it\s+)?$|\bwrongly|\btempt|\bdistractor/i
const declined =
  /(?:\bnot|\bnever|n't|n’t)\s+(?:choose|pick|select|be|go\s+with|say|take|want)\s+\(?$/i
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
  const sole = onlyLetter.exec(text)?.[1]?.toUpperCase()
  if (sole !== undefined && letters.has(sole)) return sole
  const stated = explicitChoice(text, letters)
  if (stated !== null) return stated
  const first = leading.exec(text)
  const begun = first?.[1] ?? first?.[2]
  if (begun !== undefined && letters.has(begun) && isLeading(text, text.indexOf(begun)))
    return begun
  return (
    lastOf([conclusion, aloneOnLine], text, letters) ??
    atTheEnd(text, letters) ??
    remainingChoice(text, letters)
  )
}

/** Is the letter that begins the text an answer: no word, none of several and not refused? */
function isLeading(text: string, at: number): boolean {
  const after = text.slice(at + 1, at + 40)
  const others = after.replace(/^[*)）]+/, '')
  return (
    !startsProse(text, at) &&
    !refusal.test(after) &&
    !list.test(others) &&
    !/^[.:]?\s+\(?[A-J][.):]/.test(others)
  )
}

/** One of these is in every statement: to look for it once is faster than for each statement. */
const settling =
  /answer|richtig|r[ée]ponse|respuesta|resposta|risposta|antwo|option|choice|choos|chose|pick|select|go(?:ing)? with|settle|opt for|finali|conclude|correct|right|best|remain|surviv|left|leav|only|it is|(?:it|this|that|which)(?:['’]s| is| must| has| can| should)|not|rather|instead|I['’ ](?:ll|d|w)|yes|true|all|every|any|[✅✓✔]|ответ|답|答|正|选|odpowiedź|cevap/i
/** A letter is stated in words, and commands are none. */
const anyWord =
  /(?<![\\a-zA-Z])[a-zA-Z]{2}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Cyrillic}|[✅✓✔]/u

/** The letter, or letters, that the text last says to be the answer. */
export function explicitChoice(text: string, letters: ReadonlySet<string>): string | null {
  if (!anyWord.test(text) || !settling.test(text)) return null
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
  const isExcepted = exception.test(text.slice(start, place))
  if (refusal.test(after) && !isExcepted) return null
  if (
    (startsProse(text, place) && !isExcepted) ||
    asRole.test(after) ||
    /^[\s*)]*(?:would|might|could|may)\b/.test(after)
  )
    return null
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
  const isListed =
    /\b[A-J]\.\s+[A-J]\.\s+\(?$|[A-J]\)?(?:,|\s+(?:and|or|nor|&))\s*(?:and\s|or\s)?\(?$/.test(
      before
    )
  return negation.test(before) ||
    declined.test(before) ||
    named.test(before) ||
    isListed ||
    hypothetical.test(before) ||
    unsure.test(before)
    ? null
    : found
}
