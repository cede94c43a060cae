import { expect, test } from 'vitest'
import { CHATML_TEMPLATE } from '../../src/inference/chat-template.ts'
import { tryTemplate } from '../../src/inference/template-trial.ts'

const ENDS = { bos: '<s>', eos: '</s>' }
const NOTHING_OWN = { template: null, thinking: null } as const
const base = { template: null, knowsChatMl: false, special: ENDS }

/** As DeepSeek's: what came before the end of thinking is dropped from replies. */
const THINKING = `{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content.split('</think>')[-1] }}{% endfor %}<assistant>`

function shown({ rendering }: ReturnType<typeof tryTemplate>): string {
  return rendering.map(({ text }) => text).join('')
}

test.each([
  ['person', { ...base, template: '{{' }, { template: CHATML_TEMPLATE, thinking: null }],
  ['file', { ...base, template: CHATML_TEMPLATE }, NOTHING_OWN],
  ['chatml', { ...base, knowsChatMl: true }, NOTHING_OWN],
  ['plain', base, NOTHING_OWN]
] as const)('what is in force is told to be from: %s', (from, markup, own) => {
  const trial = tryTemplate(markup, own)
  expect(trial).toMatchObject({ from, refusal: null, thinking: null })
  expect(shown(trial)).toMatch(/Be brief.*1 \+ 1\?.*1 \+ 1 = 2.*Is this right\?/s)
  const texts = trial.rendering.filter(({ kind }) => kind === 'text').map(({ text }) => text)
  expect(texts.join('\n')).toContain('Is this right?')
})

test('a thinking part is shown open, and closed where the model is to answer at once', () => {
  const markup = { ...base, template: THINKING }
  const open = tryTemplate(markup, NOTHING_OWN)
  expect(open.thinking).toEqual({ open: '<think>', close: '</think>' })
  expect(shown(open)).toMatch(/^<s><system>Be brief\.<user>.*<assistant><think>\n1 \+ 1 = 2</s)
  const atOnce = tryTemplate(markup, { template: null, thinking: false })
  expect(shown(atOnce)).toMatch(/<assistant><think>\n\n<\/think>\n\n1 \+ 1 = 2</)
})

test('what a template makes of a conversation is shown although it loses a message', () => {
  const template = '{% for m in messages %}[{{ m.role }}]{% endfor %}{{ messages[0].content }}'
  const trial = tryTemplate(base, { template, thinking: null })
  expect(trial.refusal).toMatch('shows a message 0 times instead of once')
  expect(shown(trial)).toBe('[user][assistant][user]How much is 1 + 1?')
})

test('a template that renders nothing is refused with nothing to show', () => {
  const trial = tryTemplate(base, { template: '{% for %}', thinking: null })
  expect(trial.refusal).not.toBe('')
  expect(trial).toMatchObject({ from: 'person', rendering: [] })
})
