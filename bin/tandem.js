#!/usr/bin/env node
// Plain JavaScript that any Node can parse, so that the wrong Node gets advice and not a stack trace.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { whyNotThisNode } from './node-needed.js'

const source = new URL('../src/main/cli.ts', import.meta.url)
const built = new URL('../out/main/cli.js', import.meta.url)
/** A checkout of the project runs its sources; the npm package has the build alone, for Node strips no types there. */
const isCheckout = existsSync(fileURLToPath(source))

const hindrance = whyNotThisNode()
if (hindrance !== null) {
  console.error(hindrance)
  process.exit(2)
}

// While the program is being read; from then on src/main/doors/terminal/interrupt.ts listens. This listener stays: to
// replace it would lose a signal that came in between.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    if (process.listenerCount(signal) > 1) return
    process.stderr.write('Stopped.\n')
    process.exit(130)
  })
}

try {
  await keepWhatIsCompiled()
  await import((isCheckout ? source : built).href)
} catch (error) {
  // Once the program is read, it explains what goes wrong by itself.
  if (process.argv.includes('--debug')) console.error(error)
  console.error(whyNotRead(error))
  process.exitCode = 2
}

/** Not in a place that the person did not choose: a folder that a command names is looked at by the command alone. */
async function keepWhatIsCompiled() {
  if (process.argv.some((word) => word.startsWith('--data-dir'))) return
  const place = isCheckout ? '../src/main/data-directory.ts' : '../out/main/data-directory.js'
  const { dataDirectory } = await import(new URL(place, import.meta.url).href)
  // An older Node has no such thing.
  const { keepCompiled } = await import('./compile-cache.js')
  keepCompiled(dataDirectory())
}

/** What keeps the program from being read, in words that need no other file. */
function whyNotRead({ code, message }) {
  if (code === 'EMFILE' || code === 'ENFILE') {
    return 'Too many files are open to read the program. Close other programs, or allow more: ulimit -n 4096'
  }
  const [why] = String(message).split('\n')
  return (
    `The program cannot be read: ${why}.\nIts folder seems incomplete. ` +
    (isCheckout ? 'In the project folder run: npm ci' : 'Install the npm package again.')
  )
}
