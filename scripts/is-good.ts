import {
  ESLINT,
  format,
  lint,
  lintTypes,
  PRETTIER,
  types,
  UNUSED,
  unitTests,
  WINDOW_TYPES
} from './checks.ts'
import { changedFiles, mergeBase } from './changed-files.ts'
import { conclude, inTurn, node, sideBySide, type Part } from './parts.ts'

// npm run isgood: types, lint, format, unused code, and the unit tests of what changed since main, in under a minute.
// npm run begood: mends what can be mended by itself first. What has to pass in the end is npm test.

const begun = performance.now()
const base = mergeBase()
const changed = changedFiles(base)
const linted = changed.filter((file) => /\.(ts|svelte|js|mjs)$/.test(file))
const typed = changed.filter((file) => file.endsWith('.ts'))

if (changed.length === 0) console.log(`Nothing differs from ${base}.`)
else {
  const mended = process.argv.includes('--fix') ? await inTurn(mending()) : []
  const ran = await sideBySide(parts())
  conclude([...mended, ...ran], (performance.now() - begun) / 1000)
}

function mending(): Part[] {
  const fix: Part[] = [
    {
      name: 'mend the format',
      command: node(PRETTIER, '--write', '--ignore-unknown', '--log-level', 'warn', ...changed)
    }
  ]
  if (linted.length > 0) {
    fix.unshift({
      name: 'mend what lint can',
      command: node(ESLINT, '--fix', '--quiet', ...linted)
    })
  }
  return fix
}

/** The longest first, so that none of them is left alone at the end. */
function parts(): Part[] {
  const isOfWindow = changed.some((file) => /^src\/(renderer|shared|preload)\//.test(file))
  return [
    unitTests('--changed', base, '--passWithNoTests', '--reporter=dot'),
    ...(linted.length > 0 ? [lint(linted)] : []),
    ...(typed.length > 0 ? [lintTypes(typed)] : []),
    types('node'),
    ...(isOfWindow ? [WINDOW_TYPES] : []),
    ...[types('e2e'), types('core'), UNUSED, format(changed)]
  ]
}
