import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../src/core/answer-kinds/judge-answer.ts'
import { ANSWER_KINDS } from '../../../src/core/answer-kinds/registry.ts'

function equality(
  answerKind: string | undefined,
  gold: string,
  pred: string,
  more: object = {}
): string {
  return judgeAnswer({ kind: 'equiv', gold, pred, answerKind, ...more }).equality
}
function output(answerKind: string, gold: string, pred: string) {
  const { equality, extracted } = judgeAnswer({
    kind: 'extract',
    gold,
    pred,
    answerKind
  })
  return [equality, extracted]
}

describe('answers are compared by their kind:', () => {
  it.each([
    [undefined, '\\frac12', '0.5', 'equal'],
    ['mathematics', '2x', 'x+x', 'equal'],
    ['number', '1200', '1,200', 'equal'],
    ['number', '9.81', '9.9', 'different'],
    ['choice', 'B', '(B)', 'equal'],
    ['choice', 'B', 'C', 'different'],
    ['text', 'Grace Hopper', '"grace  hopper."', 'equal'],
    ['text', 'the river', 'River', 'equal'],
    ['text', 'C++', 'c', 'different'],
    ['text', 'Łódź', 'łódź', 'equal'],
    ['exact-text', 'pH', 'PH', 'different'],
    ['exact-text', 'pH', ' pH\n', 'equal'],
    ['pattern', '^(?:cat|dog)s?$', 'dogs', 'equal'],
    ['pattern', '^(?:cat|dog)s?$', 'dogma', 'different'],
    ['pattern', '(', 'anything', 'undecidable'],
    ['json', '{"a": 1, "b": [2, 3]}', '```json\n{"b":[2,3],"a":1.0}\n```', 'equal'],
    ['json', '{"a": [2, 3]}', '{"a": [3, 2]}', 'different'],
    ['json', '{"a": 1}', 'no idea', 'different'],
    ['yes-no', 'true', 'Yes, because it is even.', 'equal'],
    ['yes-no', 'no', 'Not at all', 'equal'],
    ['yes-no', 'no', 'yes', 'different'],
    ['yes-no', 'maybe', 'yes', 'undecidable'],
    ['a kind of next year', '1', '1', 'undecidable']
  ])('%s: %s and %s are %s', (kind, gold, given, expected) => {
    expect(equality(kind, gold, given)).toBe(expected)
  })

  it('an option by its letter or its text', () => {
    const choices = ['wood', 'iron', 'glass']
    expect(equality('choice', 'iron', 'B', { choices })).toBe('equal')
    expect(equality('choice', 'B', 'iron', { choices })).toBe('equal')
    expect(equality('choice', 'B', 'glass', { choices })).toBe('different')
  })

  it('a number within a share of the gold answer', () => {
    const relativeTolerance = 0.05
    expect(equality('number', '9.81', '9.9', { relativeTolerance })).toBe('equal')
    expect(equality('number', '9.81', '10.5', { relativeTolerance })).toBe('different')
    expect(equality('number', '-2 \\times 10^{3}', '-2050', { relativeTolerance })).toBe('equal')
  })

  it('any of several gold answers', () => {
    const alternatives = ['sofa', 'couch']
    expect(equality('text', 'settee', 'Couch', { alternatives })).toBe('equal')
    expect(equality('text', 'settee', 'chair', { alternatives })).toBe('different')
  })

  it('an expression that would take for ever elsewhere, at once', () => {
    expect(equality('pattern', '^(a+)+$', `${'a'.repeat(15_000)}!`)).toBe('different')
    expect(equality('pattern', 'a'.repeat(2_000), 'a')).toBe('undecidable')
  })

  it('JSON that is nested without end', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000)
    expect(equality('json', deep, ` ${deep}`)).toBe('different')
  })
})

describe('answers are taken out of an output', () => {
  it('from the box, whatever the kind', () => {
    expect(output('text', 'Rome', 'It is \\boxed{Rome}, the city.')).toEqual(['equal', 'Rome'])
    expect(output('json', '{"a":1}', 'So \\boxed{{"a": 1}}')).toEqual(['equal', '{"a": 1}'])
  })

  it('as each kind is found where nothing is marked', () => {
    expect(output('text', 'Rome', 'Let me think.\n\nRome')).toEqual(['equal', 'Rome'])
    expect(output('yes-no', 'no', 'Yes was tempting. So: no.')).toEqual(['equal', 'no'])
    expect(output('json', '[1,2]', 'Here it is: [1, 2]')[0]).toBe('equal')
  })

  it('or not at all', () => {
    expect(output('json', '[1]', 'I cannot say.')).toEqual(['different', null])
  })
})

describe('a gold answer is told to be unusable', () => {
  const unusable = (name: string, gold: string, options?: readonly string[]) =>
    ANSWER_KINDS.find((kind) => kind.name === name)!.unusable(gold, options)

  it.each([
    ['mathematics', 'because the two sides of the triangle must together be longer than the third'],
    ['number', 'many'],
    ['choice', 'the wooden one'],
    ['text', '...'],
    ['pattern', '[a-'],
    ['json', '{a: 1}'],
    ['yes-no', 'sometimes']
  ])('as %s: %s', (kind, gold) => {
    expect(unusable(kind, gold)).not.toBeNull()
  })

  it('and a usable one is not', () => {
    expect(unusable('mathematics', '\\frac{\\sqrt{3}}{2}')).toBeNull()
    expect(unusable('number', '3.5 \\mathrm{m}')).toBeNull()
    expect(unusable('choice', 'iron', ['wood', 'iron'])).toBeNull()
    expect(unusable('choice', 'D', ['wood', 'iron'])).not.toBeNull()
    expect(unusable('exact-text', '...')).toBeNull()
  })
})
