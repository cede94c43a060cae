import { withChineseNumbers } from './chinese-numbers.ts'
import { commandAliases } from './command-aliases.ts'
import { withDecimalPoints } from './decimal-commas.ts'
import { withoutEscapeDamage } from './escape-damage.ts'
import { withoutHtml } from './html.ts'
import { withoutLayout } from './layout.ts'
import { withPlainNumerals } from './numerals.ts'
import { withRoundBrackets } from './reversed-brackets.ts'
import { withSchoolForms } from './school-forms.ts'
import { characters, subscripts, superscripts } from './unicode-characters.ts'

const sizedDot = /\\(?:left|right)\s*\./g
const han = String.raw`\p{Script=Han}`
const chineseOr = /或者?/g
const chineseAnd = new RegExp(`(?<!${han})(?:以及|并且|和|与|且|及)(?!${han})`, 'gu')

/**
 * One spelling for everything that is only spelled differently: Unicode as LaTeX, aliases as one command,
 * delimiters, sizes and spaces dropped. Idempotent, linear.
 */
export function normalise(text: string): string {
  const narrow = withNarrowCharacters(withDollars(withoutHtml(withoutEscapeDamage(text))))
  const plain = withRoundBrackets(spelled(withDecimalPoints(narrow)))
  return withTemperatures(withSchoolForms(withPlainNumerals(withoutLayout(plain))))
    .replace(/\s+/g, ' ')
    .trim()
}

function withTemperatures(text: string): string {
  if (!text.includes('\\degree')) return text
  return text.replace(
    /\\degree\s*(?:\\(?:text|mathrm)\s*\{\s*([CF])\s*\}|([CF])(?![a-zA-Z_]))/g,
    (_, upright?: string, plain?: string) =>
      (upright ?? plain) === 'C' ? '\\text{ celsius}' : '\\text{ fahrenheit}'
  )
}

const foreign = /[\u0080-\uffff]/

/** Chinese words and the characters of Chinese keyboards as others write them. */
function withNarrowCharacters(text: string): string {
  if (!foreign.test(text)) return text
  const narrow = text
    .replace(/\p{Co}/gu, '')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^\s*(?:答|答案|解)\s*[:：]\s*|^\s*约(?=\s*[-\d\\$])/, '')
    .replace(/负(?=[\d〇零一二两三四五六七八九十√\\])/g, '-')
    .replace(/半(?=小时|个小时)/, '0.5')
    .replace(chineseOr, '\\text{or}')
    .replace(chineseAnd, '\\text{and}')
  return withChineseNumbers(narrow)
}

const amount = String.raw`\d+(?:[.,]\d+)*(?:\s\d+\/\d+)?`
const scale = String.raw`(?:\s+(?:hundred|thousand|million|billion|trillion)(?![a-zA-Z]))?`
const dollars = new RegExp(
  String.raw`\\?\$\s?(${amount}${scale})(?=$|[.,;)\s](?!\s*[-+*/^=\d\\]))|(${amount}${scale})\s?\\?\$$`
)

const country = /\b(?:US|USD|CAD|AUD|HK|NZ)\s?(?=\\?\$)/

/** `\$5` is five dollars, and no five cents or euros. Other dollar signs may delimit maths. */
function withDollars(text: string): string {
  const at = text.indexOf('$')
  if (at < 0 || text.includes('$', at + 1)) return text
  const isSign = text.charAt(at - 1) === '\\' || /^[^\\]*(?:\$\d|\$$)[^\\]*$/.test(text)
  return isSign ? text.replace(country, '').replace(dollars, '$1$2\\text{ dollars}') : text
}

function spelled(text: string): string {
  const ascii = foreign.test(text) ? withoutUnicode(text) : text
  const plain = ascii.includes('\\') ? withPlainCommands(ascii) : ascii.replace(/[$~]/g, ' ')
  // Most answers have none of these, and looking for one character is faster than for a pattern.
  const whole = plain.includes('{,}') ? plain.replaceAll('{,}', ',') : plain
  const signed = whole.includes('/') ? whole.replace(/\+\s*\/\s*-/g, '\\pm ') : whole
  if (!signed.includes('=')) return signed
  return signed
    .replace(/=</g, '\\le ')
    .replace(/<=/g, '\\le ')
    .replace(/>=/g, '\\ge ')
    .replace(/!=/g, '\\ne ')
}

function withoutUnicode(text: string): string {
  return text
    .replace(/[⁰¹²³⁴-⁹⁺⁻⁽⁾ⁿⁱ]+/g, (run) => `^{${translate(run, superscripts)}}`)
    .replace(/[₀-₉₊₋ₙₖᵢₘ]+/g, (run) => `_{${translate(run, subscripts)}}`)
    .replace(/[\u0080-\u{10ffff}]/gu, (character) => characters[character] ?? character)
}

const siunitx =
  /\\(?:SI|qty)\s*\{([^{}]{0,60})\}\s*\{([^{}]{0,60})\}|\\unit\s*\[([^\]]{0,60})\]\s*\{([^{}]{0,60})\}|\\num\s*\{([^{}]{0,60})\}/g

/** Numbers and units of LaTeX's packages `siunitx` and `units`. */
function withPlainQuantities(text: string): string {
  return text.replace(
    siunitx,
    (_, first?: string, unit?: string, second?: string, other?: string, number?: string) => {
      const of = (unit ?? other ?? '')
        .replace(/\\per(?![a-z])/g, ' per ')
        .replace(/\\/g, '')
        .trim()
      return `${first ?? second ?? number ?? ''}${of === '' ? '' : `\\text{ ${of}}`}`
    }
  )
}

/** Most answers have none of these. */
const rareCommand =
  /\\(?:(?:SI|qty|unit|num)(?![a-zA-Z])|(?:over|under)(?:set|brace)|begin\s*\{(?:center|flush|display|math))/

function withoutRareCommands(text: string): string {
  return withPlainQuantities(text)
    .replace(/\\(?:begin|end)\s*\{(?:center|flushleft|displaymath|math)\}/g, ' ')
    .replace(/\\(?:over|under)set\s*\{[^{}]{0,20}\}\s*\{([^{}]{0,20})\}/g, '$1')
    .replace(/\\(?:over|under)brace\s*\{([^{}]{1,200})\}\s*[_^]\s*(?:\{[^{}]{0,60}\}|\w)/g, '$1')
}

function withPlainCommands(given: string): string {
  const text = rareCommand.test(given) ? withoutRareCommands(given) : given
  return text
    .replace(/\\n(?![a-zA-Z])/g, ' ')
    .replace(/,\s*\\!\s*(?=\d{3})/g, ',')
    .replace(/\\\\\s*\[\s*-?[\d.]+\s*(?:pt|em|ex|mm|cm)\s*\]/g, '\\\\ ')
    .replace(/(?<!\\)\\{2,}(?=[a-zA-Z])/g, (run, at: number, whole: string) =>
      isInsideEnvironment(whole, at) ? run : '\\'
    )
    .replace(/\\q?quad/g, ' ')
    .replace(sizedDot, ' ')
    .replace(/\\operatorname\*/g, '\\operatorname')
    .replace(/\\([a-zA-Z]+)/g, (command, name: string) => {
      const alias = Object.hasOwn(commandAliases, name) ? commandAliases[name] : undefined
      return alias === undefined ? command : `${alias} `
    })
    .replace(/(?<!\\)\\[()[\]$]|\$/g, ' ')
    .replace(/(?<!\\)\\[,;:!> ]|~/g, (space) => (space === '\\!' ? '' : ' '))
    .replace(/\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![a-zA-Z]))/g, ' \\degree ')
}

function translate(run: string, table: Readonly<Record<string, string>>): string {
  return [...run].map((character) => table[character] ?? character).join('')
}

/** Inside a matrix, two backslashes end a row; outside, they are one that was escaped twice. */
function isInsideEnvironment(text: string, at: number): boolean {
  return text.includes('\\begin') && text.lastIndexOf('\\begin', at) > text.lastIndexOf('\\end', at)
}
