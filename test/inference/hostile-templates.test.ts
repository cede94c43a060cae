import { expect, test } from 'vitest'
import { chatFormat } from '../../src/inference/chat-template.ts'
import { tryTemplate } from '../../src/inference/template-trial.ts'
import { HOSTILE_TEMPLATES } from '../helpers/hostile-templates.ts'

const MARKUP = { template: null, knowsChatMl: true, special: { bos: '<s>', eos: '</s>' } }
const CHAT = { system: null, user: '1 + 1?', opening: '', thinking: null }
/** What a person reads and a terminal prints. */
const SENTENCE = /^[^\p{Cc}\p{Cf}\p{Cs}]{5,400}$/u

test.each(Object.entries(HOSTILE_TEMPLATES))(
  'a template that %s is refused in a sentence, before a run and in one',
  (_, template) => {
    const trial = tryTemplate(MARKUP, { template, thinking: null })
    expect(trial.refusal).toMatch(SENTENCE)
    let said: unknown = null
    try {
      chatFormat({ ...MARKUP, template }).prompt(CHAT)
    } catch (error) {
      said = error
    }
    // What goes wrong only in longer conversations was found in the trial.
    if (said !== null) expect((said as Error).message).toMatch(SENTENCE)
  }
)
