/**
 * Opens every hostile file, and every sound one, through the application's own path: the gate, then a trial in a
 * throw-away process. Prints what became of each; fails where the application died, a file took ten seconds longer
 * than a sound one takes on this machine, a file that must be refused was not, or a sound one was.
 *
 *   npx node bench/hostile.ts [--mutations N] [--seed N]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createInspector, type Inspection } from '../src/main/models/inspector.ts'
import { CONTROLS } from '../test/helpers/hostile-gguf/controls.ts'
import { hostileCorpus, soundFile } from '../test/helpers/hostile-gguf/corpus.ts'

const LIMIT_MS = 10_000

const { values } = parseArgs({
  options: { mutations: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } }
})
const folder = mkdtempSync(join(tmpdir(), 'tandem-hostile-'))
const inspector = createInspector()
const corpus = hostileCorpus({ mutations: Number(values.mutations), seed: Number(values.seed) })
const count = { files: 0, atTheGate: 0, atTheTrial: 0, harmless: 0, deaths: 0 }
const wrong: string[] = []

interface Examined extends Inspection {
  readonly by: 'gate' | 'trial' | 'nobody'
  readonly ms: number
}

async function examine(path: string): Promise<Examined> {
  const from = performance.now()
  const read = await inspector.read(path)
  if (read.refusal !== null) return { ...read, by: 'gate', ms: performance.now() - from }
  const opened = await inspector.open(path)
  return {
    ...opened,
    by: opened.refusal === null ? 'nobody' : 'trial',
    ms: performance.now() - from
  }
}

function print(name: string, { by, ms, refusal, summary }: Examined): void {
  const outcome = by === 'nobody' ? 'opens' : `refused by the ${by}`
  const cause = refusal?.sentence ?? summary?.cannotWrite ?? ''
  console.log(
    `${name.padEnd(34)} ${`${ms.toFixed(0)} ms`.padStart(9)}  ${outcome.padEnd(20)} ${cause}`
  )
}

try {
  const sound = join(folder, 'sound.gguf')
  writeFileSync(sound, soundFile())
  // Starting a process and the engine takes under a second on an idle machine, and many on a busy one.
  const usual = (await examine(sound)).ms
  console.log(`A sound model takes ${usual.toFixed(0)} ms.\n\n${corpus.length} hostile files\n`)
  for (const file of corpus) {
    const path = join(folder, 'hostile.gguf')
    writeFileSync(path, file.bytes())
    const examined = await examine(path)
    count.files++
    if (examined.by === 'gate') count.atTheGate++
    if (examined.by === 'trial') count.atTheTrial++
    if (examined.by === 'nobody') count.harmless++
    if (examined.refusal?.code === 'crashed') count.deaths++
    if (file.expect === 'refuse' && examined.by === 'nobody')
      wrong.push(`${file.name} was not refused`)
    if (examined.ms > LIMIT_MS + usual) wrong.push(`${file.name} took ${examined.ms} ms`)
    print(file.name, examined)
  }
  console.log(`\n${CONTROLS.length} sound models\n`)
  for (const control of CONTROLS) {
    const examined = await examine(control.write(folder))
    if (examined.by !== 'nobody') wrong.push(`${control.name} was refused`)
    print(control.name, examined)
  }
} finally {
  inspector.close()
  rmSync(folder, { recursive: true })
}

console.log(
  `\n${count.files} hostile files: ${count.atTheGate} refused by the gate, ${count.atTheTrial} by the trial ` +
    `(of which ${count.deaths} crashed the throw-away process), ${count.harmless} open and are harmless or never loaded.\n` +
    `Deaths of the application: 0. Files that hung for over ${LIMIT_MS / 1000} s: ${wrong.filter((line) => line.includes('took')).length}.`
)
for (const line of wrong) console.log(`WRONG: ${line}`)
process.exitCode = wrong.length === 0 ? 0 : 1
