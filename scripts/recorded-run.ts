import { basename, isAbsolute } from 'node:path'
import { text } from 'node:stream/consumers'
import { RECORDED } from '../src/shared/recorded-run.ts'

// Makes of an exported run the recording that comes with Tandem: under its own id, and without a path of this machine.
//
//   npx tandem export RUN | npx node scripts/recorded-run.ts > resources/recorded-run.json

const exported = await text(process.stdin)
const run = JSON.parse(exported) as { eval: { run_id: string } }
const plain = JSON.stringify(run, (_, value: unknown) =>
  typeof value === 'string' && isAbsolute(value) ? basename(value) : value
)
process.stdout.write(`${plain.replaceAll(run.eval.run_id, RECORDED.run)}\n`)
