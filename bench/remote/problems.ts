import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledWords } from '../../test/helpers/bundled-words.ts'
import { solvePrompt } from '../../src/core/prompts.ts'
import type { Chat } from '../../src/core/ports.ts'

const SET = join(import.meta.dirname, '../../resources/problem-sets/school.jsonl')

/** The first problems of the bundled set `school`. */
export function problems(count: number): readonly string[] {
  return linesOf(count).map(({ text }) => text)
}

/** What the set calls them. */
export function problemIds(count: number): readonly string[] {
  return linesOf(count).map(({ id }) => id)
}

function linesOf(count: number): { readonly id: string; readonly text: string }[] {
  const lines = readFileSync(SET, 'utf8').trim().split('\n').slice(0, count)
  return lines.map((line) => JSON.parse(line) as { id: string; text: string })
}

/** What the bundled pair is asked of a problem, along one strategy after the other. */
export function promptOf(problem: string, index: number): Chat {
  const { prompts, pool } = bundledWords
  const { strategies } = pool
  return solvePrompt(prompts, problem, strategies[index % strategies.length]!)
}
