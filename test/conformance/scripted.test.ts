import { ScriptedModel } from '../helpers/scripted-model.ts'
import { conforms } from './conformance.ts'

conforms('the scripted model', {
  open: ({ contextSize = 10_000 } = {}) =>
    Promise.resolve(
      new ScriptedModel(
        {
          write: ({ text }) =>
            `${text.length} and 88 more make ${text.length + 88}.\n\nThat is all.`,
          choices: ({ continuations }) =>
            continuations.map((continuation) => (Number(continuation) + 1) / 100)
        },
        { contextSize }
      )
    ),
  chat: { system: null, user: 'Sam has 127 stamps.', opening: '', thinking: null },
  tolerance: 0,
  cannotSpeculate: null
})
