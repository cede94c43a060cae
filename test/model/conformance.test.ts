import { bundled, chatOf, loadModel } from '../helpers/live-models.ts'
import { conforms } from '../conformance/conformance.ts'

const chat = chatOf('Sam has 127 stamps and gets 88 more. How many?\nStrategy: left to right')

conforms('a model in llama.cpp', {
  open: ({ contextSize = 2048 } = {}) => loadModel(bundled.target, { contextSize, paths: 2 }),
  chat,
  tolerance: 0,
  cannotSpeculate: null
})
