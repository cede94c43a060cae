import { describe, expect, it } from 'vitest'
import { redactAll, type Secrets } from '../../../src/main/diagnostics/redact.ts'

const nothing: Secrets = { home: '/', tokens: [], problems: [] }

describe('what leaves the machine', () => {
  it('holds no home folder', () => {
    const text = redactAll('at /home/ann/models/a.gguf', { ...nothing, home: '/home/ann' })
    expect(text).toBe('at ~/models/a.gguf')
    expect(redactAll('a/b', nothing)).toBe('a/b')
  })

  it.each([
    ['the hub said no to hf_abcDEF123456', 'the hub said no to [token]'],
    ['Authorization: Bearer abc.def-123=', 'Authorization: Bearer [token]'],
    [
      'https://x/y.gguf?X-Amz-Signature=a1b2&part=3',
      'https://x/y.gguf?X-Amz-Signature=[token]&part=3'
    ],
    ['http://127.0.0.1:4127/?token=abc123', 'http://127.0.0.1:4127/?token=[token]']
  ])('holds no key: %s', (text, expected) => {
    expect(redactAll(text, nothing)).toBe(expected)
  })

  it('holds no token that is known, whatever it looks like', () => {
    expect(redactAll('sent my own secret', { ...nothing, tokens: ['', 'my own secret'] })).toBe(
      'sent [token]'
    )
  })

  it('holds no problem, at any depth', () => {
    const problems = ['How many apples?', 'How many apples? And pears?', 'x']
    const report = { errors: [{ cause: 'failed on "How many apples? And pears?"' }], count: 3 }
    expect(redactAll(report, { ...nothing, problems })).toEqual({
      errors: [{ cause: 'failed on "[problem]"' }],
      count: 3
    })
  })

  it('holds no line of a problem of several lines, quoted or not', () => {
    const problem = 'Zebulon says "47".\n  \\frac{a}{b} is left.\nOK'
    const texts = [
      'prompt: Zebulon says "47".',
      '\\frac{a}{b} is left.',
      `not JSON: ${JSON.stringify(problem)}`,
      'OK'
    ]
    expect(redactAll(texts, { ...nothing, problems: [problem] })).toEqual([
      'prompt: [problem]',
      '[problem]',
      'not JSON: "[problem]\\n  [problem]\\nOK"',
      'OK'
    ])
  })
})
