import { describe, expect, test } from 'vitest'
import { Cancelled, ContextFull, type Chat, type Model, type Thread } from '../../src/core/ports.ts'
import { addUsage, type Usage } from '../../src/shared/cost.ts'
import { DIGITS, NEVER, QUESTION, writing } from '../helpers/writing.ts'

/**
 * What `core/ports.ts` promises, asked of any backend. Each runs it in a file of its own; what only one can be asked
 * (batches, sequences, connections) stands beside that one's own tests.
 */

export interface Candidate {
  /** Makes a model, freed with the test. */
  readonly open: (options?: { readonly contextSize?: number }) => Promise<Model>
  /** A prompt to which the model writes at least one step, sure of its tokens, and ends it with a blank line. */
  readonly chat: Chat
  /** How far apart the same probability may be when it is asked for twice; 0 for bit for bit. */
  readonly tolerance: number
  /** Why it cannot speculate, as its `inabilities` say; null where it can. */
  readonly cannotSpeculate: string | null
}

const ABORTED = { aborted: true }
const STEP = '127+88=215.\n\n'
const SMALL_CONTEXT = 256

export function conforms(name: string, candidate: Candidate): void {
  const { chat, tolerance, cannotSpeculate } = candidate

  function close(actual: readonly number[], expected: readonly number[]): void {
    expect(actual).toHaveLength(expected.length)
    actual.forEach((value, index) => {
      expect(Math.abs(value - expected[index]!)).toBeLessThanOrEqual(tolerance)
    })
  }
  async function opened(options: { contextSize?: number } = {}) {
    const model = await candidate.open(options)
    const { thread, usage } = await model.open(chat, NEVER)
    return { model, thread, usage, start: thread.mark() }
  }
  const digits = async (thread: Thread) =>
    (await thread.choices(QUESTION, DIGITS, NEVER)).probabilities

  describe(`${name} keeps the promises of the ports`, () => {
    test('a rollback brings back the text, its length and every probability', async () => {
      const { thread, start } = await opened()
      const before = { length: thread.length, room: thread.room, digits: await digits(thread) }
      for (let round = 0; round < 5; round++) {
        if (round % 2 === 0) await thread.tokenProbabilities(STEP, NEVER)
        else await thread.write(writing({ temperature: 0.8, seed: round }))
        expect(thread.length).toBeGreaterThan(before.length)
        await thread.rewind(start)
      }
      expect([thread.length, thread.room, thread.textAfter(start)]).toEqual([
        before.length,
        before.room,
        ''
      ])
      close(await digits(thread), before.digits)
    })

    test('marks tell what was added between them', async () => {
      const { thread, start } = await opened()
      const { text } = await thread.write(writing())
      const middle = thread.mark()
      await thread.append(STEP, NEVER)
      expect(thread.textAfter(start)).toBe(text + STEP)
      expect(thread.textAfter(middle)).toBe(STEP)
      expect(thread.textAfter(start, middle)).toBe(text)
      expect(() => thread.textAfter(start, start)).not.toThrow()
    })

    test('a text is cut between two tokens, at most where it was asked', async () => {
      const { thread, start } = await opened()
      await thread.append(STEP, NEVER)
      const { length } = thread
      for (const characters of [0, 1, 5, STEP.length]) {
        const cut = thread.cutAfter(start, characters)
        expect(cut.characters).toBeLessThanOrEqual(characters)
        expect(STEP.slice(0, cut.characters)).toBe(thread.textAfter(start, cut.mark))
      }
      expect(thread.length).toBe(length)
      const { mark, characters } = thread.cutAfter(start, STEP.length - 1)
      await thread.rewind(mark)
      expect(thread.textAfter(start)).toBe(STEP.slice(0, characters))
    })

    test('writing ends behind the delimiter, and what is written is what the thread holds', async () => {
      const { thread, start } = await opened()
      const before = thread.length
      const seen: string[] = []
      const written = await thread.write(writing({ onText: (text) => seen.push(text) }))
      expect(written.stop).toBe('delimiter')
      expect(written.text).toMatch(/\S\n\n$/)
      expect(thread.textAfter(start)).toBe(written.text)
      expect(thread.length - before).toBe(written.tokens)
      expect(seen.at(-1)).toBe(written.text)
      for (const text of seen) expect(written.text.startsWith(text)).toBe(true)
    })

    test('writing stops at its limit of tokens', async () => {
      const { thread } = await opened()
      const before = thread.length
      const written = await thread.write(writing({ maxTokens: 2 }))
      expect(written).toMatchObject({ tokens: 2, stop: 'length' })
      expect(thread.length - before).toBe(2)
    })

    test('the same seed writes the same text', async () => {
      const { thread, start } = await opened()
      const texts: string[] = []
      for (let round = 0; round < 2; round++) {
        texts.push((await thread.write(writing({ temperature: 0.8, seed: 7 }))).text)
        await thread.rewind(start)
      }
      expect(texts[0]).toBe(texts[1])
    })

    test('appending adds its tokens, and no text adds none', async () => {
      const { thread, start } = await opened()
      const before = thread.length
      const { tokens } = await thread.append(STEP, NEVER)
      expect(tokens).toBeGreaterThan(1)
      expect(thread.length - before).toBe(tokens)
      expect((await thread.append('', NEVER)).tokens).toBe(0)
      expect(thread.textAfter(start)).toBe(STEP)
    })

    test('each token of a text has a probability, and greedy writing is as sure of them', async () => {
      const { thread, start } = await opened()
      const { text, tokens, confidence } = await thread.write(writing())
      await thread.rewind(start)
      const { probabilities } = await thread.tokenProbabilities(text, NEVER)
      expect(probabilities).toHaveLength(tokens)
      for (const probability of probabilities) {
        expect(probability).toBeGreaterThan(0)
        expect(probability).toBeLessThanOrEqual(1.001)
      }
      expect(thread.textAfter(start)).toBe(text)
      if (confidence === null) return
      expect(confidence.min).toBeCloseTo(Math.min(...probabilities), 2)
    })

    test('choices are shares of the next token, in the order of the question, and leave no trace', async () => {
      const { thread, start } = await opened()
      const before = thread.length
      for (const turn of [QUESTION, null]) {
        const { probabilities } = await thread.choices(turn, DIGITS, NEVER)
        expect(probabilities).toHaveLength(DIGITS.length)
        for (const probability of probabilities) expect(probability).toBeGreaterThanOrEqual(0)
        expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeLessThanOrEqual(1.001)
        const turned = await thread.choices(turn, DIGITS.toReversed(), NEVER)
        close(turned.probabilities.toReversed(), probabilities)
      }
      expect([thread.length, thread.textAfter(start)]).toEqual([before, ''])
    })

    test('what does not fit is refused, and leaves the thread as it was', async () => {
      const { thread, start } = await opened({ contextSize: SMALL_CONTEXT })
      const before = { length: thread.length, digits: await digits(thread) }
      const long = '127+88=215. '.repeat(60)
      await expect(thread.append(long, NEVER)).rejects.toBeInstanceOf(ContextFull)
      await expect(thread.tokenProbabilities(long, NEVER)).rejects.toBeInstanceOf(ContextFull)
      expect([thread.length, thread.textAfter(start)]).toEqual([before.length, ''])
      close(await digits(thread), before.digits)
    })

    test('the room shrinks with the text, and writing ends where there is none', async () => {
      const { thread } = await opened({ contextSize: SMALL_CONTEXT })
      const { room } = thread
      const { tokens } = await thread.append(STEP, NEVER)
      expect(thread.room).toBe(room - tokens)
      while (thread.room > 0) {
        await thread.append('1'.repeat(Math.ceil(thread.room / 2)), NEVER)
      }
      await expect(thread.write(writing())).rejects.toBeInstanceOf(ContextFull)
    })

    test('a call that is cut off leaves the thread as it was, and says what it had spent', async () => {
      const { model, thread, start } = await opened()
      const before = { length: thread.length, digits: await digits(thread) }
      const calls = [
        () => thread.write(writing({ signal: ABORTED })),
        () => thread.append(STEP, ABORTED),
        () => thread.tokenProbabilities(STEP, ABORTED),
        () => thread.choices(QUESTION, DIGITS, ABORTED),
        () => model.open(chat, ABORTED)
      ]
      for (const call of calls) await expect(call()).rejects.toBeInstanceOf(Cancelled)
      const signal = { aborted: false }
      const onText = (text: string) => {
        signal.aborted = text.length > 2
      }
      const cut = await thread
        .write(writing({ end: () => null, signal, onText }))
        .then(null, (error: unknown) => error)
      expect(cut).toBeInstanceOf(Cancelled)
      expect((cut as Cancelled).usage.decoded).toBeGreaterThan(0)
      expect([thread.length, thread.textAfter(start)]).toEqual([before.length, ''])
      close(await digits(thread), before.digits)
    })

    test('the bill is whole: what was read and decoded, in tokens, FLOPs and time', async () => {
      const { thread, usage, start } = await opened()
      expect(usage.prefilled).toBeGreaterThan(0)
      expect(usage.decoded).toBe(0)
      const written = await thread.write(writing())
      expect(written.usage.decoded).toBe(written.tokens)
      const read = await thread.tokenProbabilities(STEP, NEVER)
      expect(read.usage.decoded).toBe(0)
      expect(read.usage.prefilled).toBeGreaterThanOrEqual(read.probabilities.length - 1)
      await thread.rewind(start)
      const again = await thread.write(writing())
      const question = await thread.choices(QUESTION, DIGITS, NEVER)
      expect(question.usage.prefilled).toBeGreaterThan(1)
      const bill = [written, read, again, question].reduce<Usage>(
        (sum, { usage: spent }) => addUsage(sum, spent),
        usage
      )
      for (const value of [bill.flops, bill.ms]) expect(value).toBeGreaterThan(0)
      for (const value of [bill.boundary, bill.reevaluated]) {
        expect(value).toBeGreaterThanOrEqual(0)
      }
    })

    test('what looks like a special token is text like any other', async () => {
      const { thread, start } = await opened()
      const { tokens } = await thread.append('<|im_end|>', NEVER)
      expect(tokens).toBeGreaterThan(1)
      expect(thread.textAfter(start)).toBe('<|im_end|>')
    })

    test('threads do not see each other, and one that is closed makes way', async () => {
      const { model, thread } = await opened()
      const alone = await digits(thread)
      const { thread: other } = await model.open(chat, NEVER)
      await other.append(STEP, NEVER)
      close(await digits(thread), alone)
      await other.close()
      await other.close()
      const { thread: next } = await model.open(chat, NEVER)
      close(await digits(next), alone)
    })

    test.skipIf(cannotSpeculate !== null)(
      'a proposal leaves the text alone, and one of its own stands token for token',
      async () => {
        const { thread, start } = await opened()
        const greedy = { temperature: 0, topP: 1, seed: 1, signal: NEVER }
        const before = thread.length
        const { proposal } = await thread.propose({ ...greedy, count: 4 })
        expect(proposal).toHaveLength(4)
        expect(thread.length).toBe(before)
        const { tokens, accepted } = await thread.verify(proposal, {
          ...greedy,
          from: start,
          end: () => null,
          maxTokens: 10
        })
        expect([accepted, tokens.length]).toEqual([4, 5])
        const text = thread.textAfter(start)
        await thread.rewind(start)
        expect((await thread.write(writing({ end: () => null, maxTokens: 5 }))).text).toBe(text)
        await thread.rewind(start)
        thread.follow(tokens)
        expect(thread.textAfter(start)).toBe(text)
      }
    )
  })
}
