import { isMissing, fieldText } from './field-values.ts'
import { readListText } from './python-literal.ts'
import { isFields, type Fields } from './source-record.ts'

/** The problem out of what a model was to be asked. */
export interface Prompt {
  readonly text: string
  /** It was a conversation, or wrapped for a model: what else stood there is left out. */
  readonly unwrapped: boolean
  /** What the model is to answer, where the conversation has it. */
  readonly reply: string | null
  /** Questions that follow, which are left out. */
  readonly followUps: number
  /** It holds a picture. */
  readonly image: boolean
}

/** The chat templates in which published files wrap their problems: what comes before the user's text, and after. */
const TEMPLATES: readonly RegExp[] = [
  /<\|im_start\|>user\n(?<user>[^]*?)<\|im_end\|>/,
  /<\|start_header_id\|>user<\|end_header_id\|>\n*(?<user>[^]*?)<\|eot_id\|>/,
  /<\|user\|>\n?(?<user>[^]*?)(?:<\|end\|>|<\|assistant\|>|<\/s>)/i,
  /<｜User｜>(?<user>[^]*?)<｜Assistant｜>/,
  /<start_of_turn>user\n(?<user>[^]*?)<end_of_turn>/,
  /\[INST\](?<user>[^]*?)\[\/INST\]/
]

/** The instruction that such prompts add to the problem, as a paragraph or line of its own at an end of it. */
const INSTRUCTION =
  /^(?:please |let's |solve |return |remember |think |put )[^\n]*(?:step by step|\\boxed\{|answer:|final answer)[^\n]*$/i

/**
 * The problem itself: out of chat messages, of a chat template, of the turns of a conversation, or just the text. Null
 * where there is no text.
 */
export function readPrompt(value: unknown): Prompt | null {
  const text = fieldText(value)
  if (typeof value === 'string' || value instanceof Uint8Array) {
    return text === null ? null : fromText(text)
  }
  if (Array.isArray(value)) return fromList(value)
  if (isFields(value) && roleOf(value) !== null) return fromList([value])
  if (isFields(value) && Array.isArray(value.messages)) return fromList(value.messages)
  return null
}

function fromText(text: string): Prompt {
  for (const template of TEMPLATES) {
    const user = template.exec(text)?.groups?.user
    if (user !== undefined) return plain(withoutInstruction(user), { unwrapped: true })
  }
  // A conversation as pandas writes it into a cell.
  const list = /^\[\s*\{/.test(text) ? readListText(text) : undefined
  const conversation = Array.isArray(list) ? fromList(list) : null
  return conversation ?? plain(text.trim())
}

function plain(text: string, more: Partial<Prompt> = {}): Prompt {
  return { text, unwrapped: false, reply: null, followUps: 0, image: false, ...more }
}

function fromList(list: readonly unknown[]): Prompt | null {
  if (list.length > 0 && list.every((turn) => typeof turn === 'string')) {
    const [first, ...rest] = list
    return plain(first!.trim(), { followUps: rest.length })
  }
  const messages = list.filter(isFields)
  const parts = messages.length === list.length && messages.every((one) => roleOf(one) === null)
  if (parts) {
    const content = contentOf(list)
    return content === null ? null : plain(content.text.trim(), { image: content.image })
  }
  const at = messages.findLastIndex((one) => roleOf(one) === 'user' && saidIn(one))
  const content = at < 0 ? null : saidIn(messages[at]!)
  if (content === null) return null
  const reply = messages.slice(at + 1).find((one) => roleOf(one) === 'assistant')
  return plain(withoutInstruction(content.text), {
    unwrapped: true,
    reply: reply === undefined ? null : (saidIn(reply)?.text ?? null),
    image: content.image
  })
}

/** Is it a list of messages, and so one problem rather than several? */
export function isConversation(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((message) => isFields(message) && roleOf(message) !== null)
  )
}

/** What a message says, under the names that the common shapes have for it. */
function saidIn({ content, value, parts }: Fields): ReturnType<typeof contentOf> {
  return contentOf(content ?? value ?? parts)
}

/** Who says it, under the names that the two common shapes have for it. */
function roleOf(message: Fields): 'user' | 'assistant' | 'other' | null {
  const role = message.role ?? message.from
  if (typeof role !== 'string') return null
  if (/^(?:user|human)$/i.test(role)) return 'user'
  return /^(?:assistant|gpt|model|bot)$/i.test(role) ? 'assistant' : 'other'
}

/** The text of a message, which may come in parts. */
function contentOf(content: unknown): { readonly text: string; readonly image: boolean } | null {
  if (typeof content === 'string')
    return content.trim() === '' ? null : { text: content, image: false }
  if (!Array.isArray(content)) return null
  const parts = content.filter(isFields)
  const texts = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
  const image = parts.some(({ type }) => typeof type === 'string' && /image/i.test(type))
  return texts.length === 0 ? null : { text: texts.join('\n'), image }
}

function withoutInstruction(user: string): string {
  const lines = user.trim().split('\n')
  if (lines.length > 1 && INSTRUCTION.test(lines.at(-1)!.trim())) lines.pop()
  if (lines.length > 1 && INSTRUCTION.test(lines[0]!.trim())) lines.shift()
  return lines.join('\n').trim()
}

/**
 * What stands beside the question and belongs to it, as text: a passage, a list of sentences, a table by rows or by
 * columns. Null where it is none of these.
 */
export function readPassage(value: unknown): string | null {
  const text = fieldText(value)?.trim()
  if (text !== undefined) return text === '' ? null : text
  if (Array.isArray(value) && value.length > 0) {
    const lines = value.map((row: unknown) =>
      Array.isArray(row) ? row.map((cell) => fieldText(cell) ?? '').join(' | ') : fieldText(row)
    )
    return lines.every((line) => line !== null) ? lines.join('\n') : null
  }
  if (isFields(value)) return tableOf(value)
  return null
}

function tableOf(columns: Fields): string | null {
  const entries = Object.entries(columns)
  if (entries.length === 0 || !entries.every(([, cells]) => Array.isArray(cells))) return null
  const cells = entries.map(([, column]) => column as readonly unknown[])
  const rows = Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, row) =>
    cells
      .map((column) => (isMissing(column[row]) ? '' : (fieldText(column[row]) ?? '')))
      .join(' | ')
  )
  return [entries.map(([name]) => name).join(' | '), ...rows].join('\n')
}
