import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { solveDocumentSchema } from '../../src/shared/solve-document.ts'
import { placeSpeed } from '../helpers/fastest-settings.ts'
import { runHere } from '../helpers/run-here.ts'
import { serveTandem, type ServedTandem } from '../helpers/served-tandem.ts'

const messages = [
  {
    role: 'user',
    content: 'Tom has 47 apples and buys 3 boxes with 12 apples each. How many has he now?'
  }
]

let data: string
let served: ServedTandem

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'tandem-serve-'))
  placeSpeed(data)
  served = await serveTandem(data)
})
afterAll(async () => {
  await served.stop()
  await rm(data, { recursive: true, force: true })
})

function ask(body: object) {
  return fetch(`${served.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.token}` },
    body: JSON.stringify({ messages, temperature: 0, ...body })
  })
}

interface Completion {
  readonly choices: readonly {
    readonly message: { readonly content: string }
    readonly tandem: Record<string, unknown>
  }[]
  readonly usage: Readonly<Record<string, number>>
}

describe('tandem serve', () => {
  it('answers with the bundled pair, and keeps the run', async () => {
    const answer = (await (await ask({ model: 'ssr/bundled' })).json()) as Completion
    const [{ message, tandem }] = answer.choices as [Completion['choices'][number]]
    const { run, ...document } = tandem
    const { paths, answer: voted } = solveDocumentSchema.parse(document)
    expect(paths).toHaveLength(3)
    expect(message.content).toContain(`\\boxed{${voted}}`)
    expect(answer.usage.total_draft_tokens_count).toBeGreaterThan(0)
    const { stdout } = await runHere(data, ['runs', '--tag', 'api', '--json'])
    const { runs } = JSON.parse(stdout) as { runs: { id: string; status: string }[] }
    expect(runs).toMatchObject([{ id: run, status: 'finished' }])
  })

  it('streams a step when it stands, before the attempt is over', async () => {
    const response = await ask({ model: 'specreason/bundled', stream: true })
    let text = ''
    let pieces = 0
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      pieces += 1
      text += part
    }
    expect(pieces).toBeGreaterThan(2)
    expect(text).toMatch(/"content":"[^"]+"[\s\S]*"finish_reason":"stop"[\s\S]*\[DONE\]/)
  })

  it('ends on Ctrl-C, as a success', async () => {
    expect(await served.stop()).toMatchObject({ code: 0, stderr: '' })
  })
})
