import type { Metadata } from './metadata.ts'
import { GgufRefused } from './refused.ts'

const MAX_CHARACTERS = 256 * 1024
/** Parsers of templates recurse: nesting beyond this exhausts their stack. Templates in use stay below 20. */
const MAX_NESTING = 100
/** An expression that chains more operators recurses just as deeply without a bracket. */
const MAX_OPERATORS = 2000

/**
 * Bounds every chat template of the file, before anything parses one.
 *
 * @throws GgufRefused
 */
export function checkChatTemplates(metadata: Metadata): void {
  for (const [key, value] of metadata) {
    if (!key.startsWith('tokenizer.chat_template')) continue
    if (value.type === 'string') checkChatTemplate(value.value)
    else if (key === 'tokenizer.chat_template') {
      throw new GgufRefused('chat-template', 'Its chat template is not a text.')
    }
  }
}

function checkChatTemplate(template: string): void {
  if (template.length > MAX_CHARACTERS) {
    throw new GgufRefused(
      'chat-template',
      `Its chat template has ${template.length} characters; at most ${MAX_CHARACTERS} are read.`
    )
  }
  if (nesting(template) > MAX_NESTING) {
    throw new GgufRefused(
      'chat-template',
      `Its chat template nests deeper than ${MAX_NESTING} levels.`
    )
  }
  if (longestRun(template) > MAX_OPERATORS) {
    throw new GgufRefused('chat-template', 'Its chat template has an expression that is too long.')
  }
}

/** How deep brackets and block statements nest. Brackets in literal text count too: close enough for a bound. */
function nesting(template: string): number {
  let depth = 0
  let deepest = 0
  const marks = /[([{]|[)\]}]|(?<=\{%[-+]?\s{0,99})(?:end)?(?:if|for|macro|call|filter)\b/g
  for (const [mark] of template.matchAll(marks)) {
    if (mark.startsWith('end') || ')]}'.includes(mark)) depth = Math.max(0, depth - 1)
    else deepest = Math.max(deepest, ++depth)
  }
  return deepest
}

/** Operators in the longest expression or statement. One pass: a template may open a thousand and close none. */
function longestRun(template: string): number {
  let longest = 0
  let from = template.search(/\{[{%]/)
  while (from >= 0) {
    const close = template[from + 1] === '{' ? '}}' : '%}'
    const end = template.indexOf(close, from)
    if (end < 0) {
      throw new GgufRefused('chat-template', 'Its chat template has an expression without end.')
    }
    const operators = template.slice(from, end).match(/\bnot\b|\bif\b|[-+*/%|~.[(]/g)
    longest = Math.max(longest, operators?.length ?? 0)
    const next = template.slice(end).search(/\{[{%]/)
    from = next < 0 ? -1 : end + next
  }
  return longest
}
