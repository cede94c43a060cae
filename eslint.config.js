import './scripts/lint-components.mjs'
import js from '@eslint/js'
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript'
import { importX } from 'eslint-plugin-import-x'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import typescript from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

/** What actions are made of. */
const SERVICES = [
  'calibration',
  'definitions',
  'diagnostics',
  'engine',
  'export',
  'grading',
  'models',
  'problem-sets',
  'reading',
  'runs',
  'store'
]

/** Which layer may not look at which (ARCHITECTURE.md, "Which way imports go"). */
const zones = [
  {
    target: 'src/shared',
    from: ['src/core', 'src/inference', 'src/main', 'src/preload', 'src/renderer']
  },
  { target: 'src/core', from: ['src/inference', 'src/main', 'src/preload', 'src/renderer'] },
  { target: 'src/inference', from: ['src/main', 'src/preload', 'src/renderer'] },
  { target: 'src/preload', from: ['src/core', 'src/inference', 'src/main', 'src/renderer'] },
  { target: 'src/renderer', from: ['src/core', 'src/inference', 'src/main', 'src/preload'] },
  { target: 'src/main', from: ['src/preload', 'src/renderer'] },
  // An action knows no door, and a service neither.
  { target: 'src/main/actions', from: ['src/main/doors'] },
  ...SERVICES.map((name) => ({
    target: `src/main/${name}`,
    from: ['src/main/actions', 'src/main/doors', 'src/main/application.ts']
  })),
  // The session knows no engine.
  { target: 'src/inference/session.ts', from: ['src/inference/backends'] }
]

const RAW_WORDS = 'words of the window are messages: t() with a key of shared/words/en.ts'
/** Words that stand in markup or code, where no language can reach them. */
const rawWords = [
  { selector: 'SvelteText[value=/\\p{L}{2}/u]:not(SvelteStyleElement *)', message: RAW_WORDS },
  {
    selector:
      'SvelteAttribute[key.name=/^(title|label|legend|placeholder|alt|aria-label|hint|unit|note)$/] > SvelteLiteral[value=/^(?!Tandem$|\\/|\\w+:).*\\p{L}{2}/u]',
    message: RAW_WORDS
  },
  // A capital and a second word: what a sentence begins with, and hardly anything else.
  { selector: 'Literal[value=/^[A-Z][a-z]+,? [a-z]/]', message: RAW_WORDS },
  { selector: 'TemplateElement[value.raw=/(^[A-Z][a-z]+| [a-z]+) [a-z]+ /]', message: RAW_WORDS },
  ...[
    '> CallExpression.init[callee.name=t]',
    '> :matches(ArrayExpression, ObjectExpression, ConditionalExpression, TemplateLiteral) CallExpression[callee.name=t]'
  ].map((once) => ({
    selector: `:matches(Program, SvelteScriptElement) > VariableDeclaration > VariableDeclarator ${once}`,
    message: 'said once, it does not follow the language: $derived or a function'
  }))
]

const native = ['electron', 'better-sqlite3', 'node-llama-cpp']
function ban(names, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ group: names, message }] }] }
}

/** Svelte's, for the files of the window: anywhere else they have nothing to say, and look at every line. */
const svelteRules = svelte.configs.recommended.map((part) =>
  part.rules && !part.files ? { ...part, files: ['src/renderer/**'] } : part
)

export default typescript.config(
  { ignores: ['out/**', 'dist/**', 'test-results/**', 'playwright-report/**', 'training/**'] },
  js.configs.recommended,
  ...typescript.configs.recommendedTypeChecked,
  ...svelteRules,
  {
    languageOptions: {
      globals: { ...globals.node },
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'bin/*.js', 'scripts/*.mjs'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname
      }
    },
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ alwaysTryTypes: true })]
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true }
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      'func-style': ['error', 'declaration', { allowArrowFunctions: true }],
      'prefer-const': 'error',
      eqeqeq: 'error'
    }
  },
  {
    files: ['src/shared/**', 'src/core/**'],
    rules: {
      ...ban([...native, 'node:*', 'ws'], 'shared and core are pure: no I/O'),
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'take a seeded Random' },
        { object: 'Date', property: 'now', message: 'take a Clock' }
      ]
    }
  },
  {
    files: ['src/renderer/**', 'src/preload/**'],
    languageOptions: { globals: { ...globals.browser } },
    rules: ban(
      [...native.slice(1), 'node:*', 'ws'],
      'the window reaches the machine only through the contract'
    )
  },
  {
    files: ['src/inference/**'],
    rules: ban(['electron', 'better-sqlite3'], 'inference knows only the weights')
  },
  {
    files: ['src/main/**'],
    rules: ban(['node-llama-cpp'], 'models are loaded in the inference process')
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: typescript.parser, svelteConfig } },
    rules: {
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }]
    }
  },
  {
    files: ['src/renderer/**'],
    ignores: ['src/renderer/words/*.ts'],
    rules: { 'no-restricted-syntax': ['error', ...rawWords] }
  },
  {
    // What asks for types in TypeScript is asked by Oxlint (.oxlintrc.json), whose compiler takes a tenth of the time; it
    // reads no components.
    files: ['**/*.js', '**/*.mjs', '**/*.ts'],
    ignores: ['**/*.svelte.ts'],
    ...typescript.configs.disableTypeChecked
  }
)
