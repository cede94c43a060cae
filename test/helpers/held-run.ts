import { runBenchmark } from '../../src/main/runs/benchmark.ts'
import { createRun } from '../../src/main/runs/create-run.ts'
import type { Database } from '../../src/main/store/sql.ts'
import { findRun } from '../../src/main/store/tables/runs.ts'
import type { UserError } from '../../src/main/user-error.ts'
import { fill } from './full-store.ts'
import { runRequest, runSetup } from './run-setup.ts'

const never = new AbortController().signal

/** What it is asked is repeated in what is written of it, which takes pages of the store. */
const LONG = Array.from({ length: 20_000 }, (_, at) => Math.imul(at, 0x9e3779b1)).join(' ')

/** A solve that began in a store which filled at once, at its end: memory has it whole, and the store is still full. */
export async function heldRun() {
  const services = runSetup()
  const { database } = services
  const problems = [{ id: 'long', text: `What is 3 + 5? Not: ${LONG}`, answer: '8' }]
  const id = await createRun(
    services,
    runRequest({
      kind: 'solve',
      set: null,
      methods: ['ssr'],
      problems
    })
  )
  let held = null as { readonly refusal: UserError; readonly passing: Database } | null
  await runBenchmark(services, id, {
    signal: never,
    unrecorded: (refusal, passing) => {
      held = { refusal, passing }
    },
    watch: {
      begun: () => fill(database),
      event: () => undefined,
      ended: () => undefined
    }
  })
  return { services, database, run: findRun(database, id)!, ...held! }
}
