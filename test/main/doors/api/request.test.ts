import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../../src/main/doors/api/errors.ts'
import { readChatRequest, readCompletionRequest } from '../../../../src/main/doors/api/request.ts'

const MODEL = 'ssr/bundled'
const messages = [{ role: 'user', content: 'What is 3 + 5?' }]

function refusal(read: () => unknown) {
  try {
    read()
  } catch (error) {
    if (error instanceof ApiError) return { status: error.status, ...error.body.error }
    throw error
  }
  throw new Error('It was not refused')
}

describe('a chat request', () => {
  it('leaves to the method what it does not say', () => {
    expect(readChatRequest({ model: MODEL, messages })).toEqual({
      model: MODEL,
      problems: ['What is 3 + 5?'],
      n: 1,
      stop: [],
      stream: false,
      includeUsage: false,
      wishes: {}
    })
  })

  it('says everything that a method can honour', () => {
    const asked = readChatRequest({
      model: MODEL,
      messages,
      n: 3,
      stop: '###',
      stream: true,
      stream_options: { include_usage: true },
      seed: 7,
      temperature: 0,
      top_p: 0.9,
      top_k: 20,
      max_tokens: 100,
      max_completion_tokens: 200,
      reasoning_effort: 'high',
      tandem: { paths: 5, exact: true, time_limit: 2.5 }
    })
    expect(asked).toMatchObject({ n: 3, stop: ['###'], stream: true, includeUsage: true })
    expect(asked.wishes).toEqual({
      seed: 7,
      temperature: 0,
      topP: 0.9,
      topK: 20,
      maxTokens: 200,
      effort: 'thorough',
      paths: 5,
      exact: true,
      timeLimit: 2.5
    })
  })

  it('is one problem, whoever said which part of it', () => {
    const { problems } = readChatRequest({
      model: MODEL,
      messages: [
        { role: 'system', content: 'Answer with a number.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is' },
            { type: 'text', text: '3 + 5?' }
          ]
        }
      ]
    })
    expect(problems).toEqual(['Answer with a number.\n\nWhat is\n3 + 5?'])
  })

  it.each([
    ['null', { tools: null, stop: null, seed: null, logprobs: null }],
    [
      'what would be without it',
      { tools: [], tool_choice: 'none', presence_penalty: 0, logprobs: false }
    ],
    [
      'what is for the books',
      { user: 'u-1', metadata: { a: 'b' }, store: true, service_tier: 'auto' }
    ],
    ['text', { response_format: { type: 'text' }, modalities: ['text'] }]
  ])('may say %s', (_what, fields) => {
    expect(readChatRequest({ model: MODEL, messages, ...fields })).toEqual(
      readChatRequest({ model: MODEL, messages })
    )
  })

  it.each([
    ['tools', [{ type: 'function', function: { name: 'f' } }], /calls no tools/],
    ['tool_choice', 'required', /calls no tools/],
    ['logprobs', true, /no log probabilities/],
    ['top_logprobs', 5, /no log probabilities/],
    ['response_format', { type: 'json_object' }, /in text/],
    ['logit_bias', { 50256: -100 }, /without penalties or biases/],
    ['frequency_penalty', 0.5, /without penalties or biases/],
    ['prediction', { type: 'content', content: 'x' }, /predicts by itself/],
    ['reasoning_effort', 'minimal', /"low", "medium" or "high"/],
    ['n', 0, />=1/],
    ['n', 65, /<=64/],
    ['seed', -1, />=0/],
    ['temperature', 'hot', /expected number/],
    ['top_p', 0, />0/],
    ['max_tokens', 1.5, /expected int/],
    ['stop', ['a', ''], /at least one character/],
    ['stop', Array.from({ length: 17 }, () => 'x'), /<=16/]
  ])('is refused with %s: %j', (param, value, sentence) => {
    const refused = refusal(() => readChatRequest({ model: MODEL, messages, [param]: value }))
    expect(refused).toMatchObject({ status: 400, type: 'invalid_request_error' })
    expect(refused.param?.split('.')[0]).toBe(param)
    expect(refused.message).toMatch(sentence)
  })

  it.each([
    ['a field that nobody knows', { frobnicate: 1 }, 'frobnicate', 'unknown_parameter'],
    ['one in the extension', { tandem: { path: 3 } }, 'tandem.path', 'unknown_parameter']
  ])('is refused with %s', (_what, fields, param, code) => {
    expect(refusal(() => readChatRequest({ model: MODEL, messages, ...fields }))).toMatchObject({
      status: 400,
      param,
      code
    })
  })

  it('is refused without its model or its messages, by name', () => {
    expect(refusal(() => readChatRequest({ messages }))).toMatchObject({
      param: 'model',
      code: 'missing_required_parameter'
    })
    expect(refusal(() => readChatRequest({ model: MODEL }))).toMatchObject({
      param: 'messages',
      code: 'missing_required_parameter'
    })
  })

  it.each([
    ['nothing', [], 'messages'],
    ['no problem', [{ role: 'user', content: '  ' }], /no problem/],
    [
      'what a model said before',
      [...messages, { role: 'assistant', content: '8' }, ...messages],
      /no earlier answers/
    ],
    [
      'a picture',
      [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }],
      /text/
    ],
    ['no user', [{ role: 'system', content: 'Be brief.' }], /must be the user's/]
  ])('is refused where its messages have %s', (_what, sent, sentence) => {
    expect(refusal(() => readChatRequest({ model: MODEL, messages: sent })).message).toMatch(
      sentence
    )
  })

  it.each([null, [], 'text', 3])('is refused where it is %j', (body) => {
    expect(refusal(() => readChatRequest(body)).message).toContain('JSON object')
  })
})

describe('a completion request', () => {
  it('has one problem a prompt', () => {
    expect(readCompletionRequest({ model: MODEL, prompt: ' 3 + 5? ' }).problems).toEqual(['3 + 5?'])
    expect(
      readCompletionRequest({ model: MODEL, prompt: ['3 + 5?', '2 + 2?'], n: 2 })
    ).toMatchObject({
      problems: ['3 + 5?', '2 + 2?'],
      n: 2
    })
  })

  it.each([
    ['prompt', [1, 2, 3], /tokens mean something else/],
    ['prompt', ['3 + 5?', ' '], /no problem/],
    ['echo', true, /does not repeat/],
    ['suffix', 'end', /not into the middle/],
    ['best_of', 4, /vote/],
    ['logprobs', 1, /no log probabilities/],
    ['messages', [], /does not know the field/]
  ])('is refused with %s: %j', (param, value, sentence) => {
    const refused = refusal(() =>
      readCompletionRequest({ model: MODEL, prompt: '3 + 5?', [param]: value })
    )
    expect(refused.param?.split('.')[0]).toBe(param)
    expect(refused.message).toMatch(sentence)
  })

  it('is refused where it asks for more attempts than one request may', () => {
    const prompt = Array.from({ length: 33 }, () => '3 + 5?')
    expect(refusal(() => readCompletionRequest({ model: MODEL, prompt, n: 2 }))).toMatchObject({
      status: 400,
      param: 'n'
    })
  })
})
