/**
 * Loaded into every process of the program (NODE_OPTIONS --import): answers SIGUSR2 with what its JavaScript holds after
 * a garbage collection, in a file of the folder TANDEM_HEAP_REPORTS.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

const folder = process.env.TANDEM_HEAP_REPORTS

if (isMainThread && folder !== undefined) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  process.on('SIGUSR2', () => {
    // What it had of the system before: a collection gives some of it back.
    const { heapTotal } = process.memoryUsage()
    // What the first one finalises, the second one frees.
    collect()
    collect()
    const { heapUsed, external } = process.memoryUsage()
    const name = basename(process.argv[1] ?? '')
    const file = join(folder, String(process.pid))
    writeFileSync(`${file}.part`, JSON.stringify({ name, heapUsed, heapTotal, external }))
    renameSync(`${file}.part`, file)
  })
}
