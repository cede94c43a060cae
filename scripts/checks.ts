import { node, type Part } from './parts.ts'

// What is checked without running the program, as `npm test` and `npm run isgood` call it.

/** The compiler in Go: half the processor time of the one that lint needs. */
const TSC = 'node_modules/@typescript/native/bin/tsc'
export const ESLINT = 'node_modules/eslint/bin/eslint.js'
const OXLINT = 'node_modules/oxlint/bin/oxlint'
export const PRETTIER = 'node_modules/prettier/bin/prettier.cjs'
export const VITEST = 'node_modules/vitest/vitest.mjs'

/** The types of a layer: what `core` may not know is not there for it. */
export function types(layer: 'core' | 'node' | 'e2e'): Part {
  return { name: `types: ${layer}`, command: node(TSC, '-p', `tsconfig.${layer}.json`) }
}

export const WINDOW_TYPES: Part = {
  name: 'types: window',
  command: node(
    'node_modules/svelte-check/bin/svelte-check',
    ...['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings', '--output', 'human']
  )
}

export const LOCK: Part = {
  name: 'lock file',
  command: node('scripts/complete-lock.mjs', '--check')
}

export const UNUSED: Part = {
  name: 'unused code',
  command: node('node_modules/knip/bin/knip.js', '--no-progress')
}

export function lint(files: readonly string[]): Part {
  return { name: 'lint', command: node(ESLINT, '--max-warnings', '0', ...files) }
}

/** What asks for types, in all that is no component: eslint's compiler takes ten times as long. */
export function lintTypes(files: readonly string[]): Part {
  return { name: 'lint by types', command: node(OXLINT, '--deny-warnings', ...files) }
}

/** All tests that need no model; `parameters` for Vitest. */
export function unitTests(...parameters: string[]): Part {
  return {
    name: 'unit tests',
    command: node(VITEST, 'run', '--project', '!model', ...parameters)
  }
}

export function format(files: readonly string[]): Part {
  return {
    name: 'format',
    command: node(PRETTIER, '--check', '--ignore-unknown', '--log-level', 'warn', ...files)
  }
}
