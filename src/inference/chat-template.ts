import type { Chat, Turn } from '../core/ports.ts'
import { THINKING_MARKS } from '../shared/thinking-marks.ts'
import { renderBounded } from './bounded-template.ts'

/**
 * A piece of a prompt. `markup` comes from the model's template, and its special tokens count; `text` comes from
 * people and models, and stays plain text whatever it looks like.
 */
export interface PromptPiece {
  readonly kind: 'markup' | 'text'
  readonly text: string
}

/** Turns conversations into pieces of a prompt, as the model was trained to see them. */
export interface ChatFormat {
  prompt(chat: Chat): readonly PromptPiece[]
  /** What comes between the model's text and its answer to a further turn. */
  question(turn: Turn, system: string | null): readonly PromptPiece[]
  /** The markup with which the template ends the model's turn; empty where it has none, or takes one turn only. */
  readonly endOfTurn: string
}

/** Stands for the system message, the user's, the model's reply and the next question while a template renders. */
const PLACEHOLDERS = {
  system: 'TandemSystemMessage',
  user: 'TandemUserMessage',
  reply: 'TandemModelReply',
  question: 'TandemUserQuestion'
} as const

const PLACEHOLDER = new RegExp(`(${Object.values(PLACEHOLDERS).join('|')})`)

/** What stands in a conversation that only shows what a template makes of one. */
export const SAMPLE: Readonly<Record<keyof typeof PLACEHOLDERS, string>> = {
  system: 'Be brief.',
  user: 'How much is 1 + 1?',
  reply: '1 + 1 = 2',
  question: 'Is this right?'
}

/** A template leaves a message of a conversation out, or shows it more than once. */
export class MessageLost extends Error {
  override name = 'MessageLost'
  /** What it makes of the sample. */
  readonly rendering: readonly PromptPiece[]

  constructor(times: number, rendered: string) {
    super(`The model's chat template shows a message ${times} times instead of once.`)
    this.rendering = filledIn(rendered, SAMPLE)
  }
}

export const CHATML_MARKS = ['<|im_start|>', '<|im_end|>'] as const

export const CHATML_TEMPLATE =
  "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}" +
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}'

/** A format for models without any: messages as paragraphs. */
export const PLAIN_FORMAT: ChatFormat = {
  prompt: (chat) => [
    ...(chat.system === null ? [] : [text(`${chat.system}\n\n`)]),
    text(`${chat.user}\n\n`),
    ...beginning('', chat)
  ],
  question: (turn) => [text(`\n\n${turn.user}\n\n`), ...beginning('', turn)],
  endOfTurn: ''
}

/**
 * The format of a model: what its template says, else the most common one where it has the tokens for it, else none.
 *
 * @param template null, or nothing but space, where the model has none
 */
export function chatFormat({ template, knowsChatMl, special }: ModelMarkup): ChatFormat {
  if (template !== null && template.trim() !== '') return templateFormat(template, special)
  return knowsChatMl ? templateFormat(CHATML_TEMPLATE, special) : PLAIN_FORMAT
}

/** What a model says of its conversations. */
export interface ModelMarkup {
  readonly template: string | null
  /** Whether each of `CHATML_MARKS` is a token. */
  readonly knowsChatMl: boolean
  /** Texts that templates use for the ends of a text, such as the BOS token's. */
  readonly special: { readonly bos: string; readonly eos: string }
}

/**
 * The format that a Jinja chat template describes.
 *
 * @param special texts that templates use for the ends of a text, such as the BOS token's
 * @throws Error where the template is too large, too slow or leaves a message out
 */
export function templateFormat(
  template: string,
  special: { readonly bos: string; readonly eos: string }
): ChatFormat {
  return renderedFormat((messages, thinks) =>
    renderBounded(template, {
      messages,
      add_generation_prompt: true,
      bos_token: special.bos,
      eos_token: special.eos,
      // Names by which templates are told whether the reply begins with thinking.
      enable_thinking: thinks,
      thinking: thinks
    })
  )
}

/** A message, as templates take it. */
export interface ChatMessage {
  readonly role: string
  readonly content: unknown
}

/** A conversation as the model was trained to see it, ready for its reply, which may begin with thinking. */
export type Render = (messages: readonly ChatMessage[], thinks: boolean) => string

/** All that `renderedFormat` has rendered, for renderers that have to be asked beforehand. */
export function conversations(): readonly (readonly ChatMessage[])[] {
  const [asText] = contentsOf([])
  const roles: readonly Roles[] = [
    ['user'],
    ['system', 'user'],
    ['user', 'reply', 'question'],
    ['system', 'user', 'reply', 'question']
  ]
  return roles.map((each) => messagesOf(each, asText!))
}

/** The format that whoever renders a model's template shows. */
export function renderedFormat(renderMessages: Render): ChatFormat {
  /** What came of each, failures too: a template that does not come to an end takes its time every time. */
  const rendered = new Map<string, () => string>()
  function render(roles: Roles, thinking: Turn['thinking']): string {
    const key = `${roles.join()} ${thinking?.state ?? ''}`
    const known = rendered.get(key) ?? outcomeOf(() => renderIn(contentsOf(roles), roles, thinking))
    rendered.set(key, known)
    return known()
  }
  /** Most templates take a message's content as a text; some only as a list of its parts. */
  function renderIn(
    contents: readonly Content[],
    roles: Roles,
    thinking: Turn['thinking']
  ): string {
    const [content, ...others] = contents
    try {
      const result = renderMessages(messagesOf(roles, content!), thinking?.state === 'open')
      for (const role of roles) requireOnce(result, PLACEHOLDERS[role])
      return result
    } catch (error) {
      if (others.length === 0) throw error
      try {
        return renderIn(others, roles, thinking)
      } catch {
        // What is wrong with the usual form says more.
        throw error
      }
    }
  }
  const systems = { taken: takesSystem((roles) => render(roles, null)) }

  return {
    prompt(chat) {
      const folded = chat.system !== null && !systems.taken
      const roles =
        chat.system !== null && systems.taken ? (['system', 'user'] as const) : (['user'] as const)
      const user = folded ? `${chat.system}\n\n${chat.user}` : chat.user
      return fillIn(render(roles, chat.thinking), { system: chat.system ?? '', user }, chat)
    },
    question(turn, system) {
      const roles = ['user', 'reply', 'question'] as const
      const whole = render(
        system !== null && systems.taken ? ['system', ...roles] : roles,
        turn.thinking
      )
      const rest = whole.slice(whole.indexOf(PLACEHOLDERS.reply) + PLACEHOLDERS.reply.length)
      return fillIn(rest, { question: turn.user }, turn)
    },
    get endOfTurn() {
      return endOfTurnIn((roles) => render(roles, null))
    }
  }
}

/** The same again, whether it was a value or an error. */
function outcomeOf<T>(work: () => T): () => T {
  try {
    const value = work()
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}

type Roles = readonly (keyof typeof PLACEHOLDERS)[]
type Content = (role: keyof typeof PLACEHOLDERS) => unknown

function messagesOf(roles: Roles, content: Content): ChatMessage[] {
  return roles.map((role) => ({ role: ROLES[role], content: content(role) }))
}

function contentsOf(roles: Roles): readonly Content[] {
  const asText: Content = (role) => PLACEHOLDERS[role]
  const inParts: Content = (role) => [{ type: 'text', text: PLACEHOLDERS[role] }]
  // Some take the model's own replies as a text, and people's messages in parts.
  const mixed: Content = (role) => (role === 'reply' ? asText(role) : inParts(role))
  return roles.includes('reply') ? [asText, inParts, mixed] : [asText, inParts]
}

/** What stands between the model's reply and what comes next. */
function endOfTurnIn(render: (roles: Roles) => string): string {
  try {
    const whole = render(['user', 'reply', 'question'])
    const from = whole.indexOf(PLACEHOLDERS.reply) + PLACEHOLDERS.reply.length
    return whole.slice(from, whole.indexOf(PLACEHOLDERS.question)).trimStart()
  } catch {
    return ''
  }
}

/**
 * Renders all that a run may ask a format for.
 *
 * @throws Error where one of them fails, with what it is about.
 */
export function rehearse(format: ChatFormat): void {
  const thinking = { open: '<think>', close: '</think>' }
  const turns: Turn[] = [
    { user: '1 + 1?', opening: '', thinking: null },
    { user: '1 + 1?', opening: '', thinking: { ...thinking, state: 'open' } },
    { user: '1 + 1?', opening: '', thinking: { ...thinking, state: 'closed' } }
  ]
  for (const turn of turns) {
    for (const system of ['Be brief.', null]) {
      format.prompt({ ...turn, system })
      format.question(turn, system)
    }
  }
}

const ROLES = { system: 'system', user: 'user', reply: 'assistant', question: 'user' } as const

/** Some templates refuse a system message and some drop it; its text then opens the user's message. */
function takesSystem(render: (roles: readonly ['system', 'user']) => string): boolean {
  try {
    render(['system', 'user'])
    return true
  } catch {
    return false
  }
}

function requireOnce(rendered: string, placeholder: string): void {
  const times = rendered.split(placeholder).length - 1
  if (times !== 1) throw new MessageLost(times, rendered)
}

/** Puts the real messages into a rendered template, and begins the model's turn. */
function fillIn(rendered: string, messages: Messages, turn: Turn): PromptPiece[] {
  const last = rendered.split(PLACEHOLDER).at(-1) ?? ''
  const before = rendered.slice(0, rendered.length - last.length)
  return [...filledIn(before, messages), ...beginning(last, turn)].filter(isThere)
}

type Messages = Readonly<Partial<Record<keyof typeof PLACEHOLDERS, string>>>

/** A rendered template with messages in the places of their placeholders. */
function filledIn(rendered: string, messages: Messages): PromptPiece[] {
  const byPlaceholder = new Map(
    Object.entries(messages).map(([role, message]) => [
      PLACEHOLDERS[role as keyof typeof PLACEHOLDERS] as string,
      message
    ])
  )
  return rendered
    .split(PLACEHOLDER)
    .map((part) => {
      const message = byPlaceholder.get(part)
      return message === undefined ? markup(part) : text(message)
    })
    .filter(isThere)
}

function isThere(piece: PromptPiece): boolean {
  return piece.text !== ''
}

/**
 * The end of the prompt: what the template wrote, the thinking part where the turn has one that the template did
 * not open itself, and the turn's opening.
 */
function beginning(rendered: string, { thinking, opening }: Turn): PromptPiece[] {
  if (thinking === null) return [markup(closed(rendered)), text(opening)]
  const { open, close, state } = thinking
  const written = rendered.trimEnd()
  const opened = written.endsWith(open)
  const isClosed = written.endsWith(close)
  switch (state) {
    case 'open': {
      // A template that answers without thinking where nobody asks for it has closed what is to be open.
      const undone = isClosed ? written.slice(0, -close.length).trimEnd() : rendered
      if (isClosed && undone.endsWith(open)) return [markup(`${undone}\n`), text(opening)]
      return [markup(opened ? rendered : `${undone}${open}\n`), text(opening)]
    }
    case 'closed':
      if (isClosed) return [markup(rendered), text(opening)]
      return [
        markup(opened ? `${written}\n\n${close}\n\n` : `${rendered}${open}\n\n${close}\n\n`),
        text(opening)
      ]
    default:
      throw new Error(`No such state: ${String(state satisfies never)}`)
  }
}

/** Where a template opens a thinking part for a model that is to answer at once, the part is left empty. */
function closed(rendered: string): string {
  const written = rendered.trimEnd()
  const marks = THINKING_MARKS.find(({ open }) => written.endsWith(open))
  return marks === undefined ? rendered : `${written}\n\n${marks.close}\n\n`
}

function markup(content: string): PromptPiece {
  return { kind: 'markup', text: content }
}

function text(content: string): PromptPiece {
  return { kind: 'text', text: content }
}
