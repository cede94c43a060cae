import { connect } from '../../src/inference/backends/server/connection.ts'
import { meetServer } from '../../src/inference/backends/server/meet-server.ts'
import { parseServerAddress } from '../../src/main/models/server-address.ts'
import { startLlamaServer } from '../../test/helpers/real-servers.ts'
import { NEVER } from '../engine/models.ts'
import type { Bench } from '../remote.ts'
import { median, printTable } from './table.ts'

/** Wanted. */
const MOST_MS = 5
const TEXT =
  'Sam has 127 stamps and gets 88 more. How many has he now? Add the hundreds, then the tens.'

/**
 * What the client adds to a request: the same one by the client and by a bare fetch, in turns. The processor's time of this
 * process tells it also where others are at work, for whom a request waits.
 */
export async function timeClient(bench: Bench): Promise<void> {
  const server = await startLlamaServer(bench.bin, bench.models.target)
  const [own, bare, said]: [number[], number[], number[]] = [[], [], []]
  const [ownWork, bareWork]: [number[], number[]] = [[], []]
  try {
    const source = parseServerAddress(server.url)
    const { dialect } = await meetServer(source, connect(source.url))
    const call = { signal: NEVER, slot: 0 }
    const prompt = (await dialect.tokenize(TEXT, 'text', call)).map(({ id }) => id)
    const write = {
      ...{ prompt, maxTokens: 20, temperature: 0, topP: 1, topK: 0, seed: 1, stop: null },
      shown: new Map<number, string>()
    }
    for (let time = 0; time < (bench.quick ? 40 : 300); time++) {
      let [started, worked] = [performance.now(), workedMs()]
      for await (const _ of dialect.write(write, call));
      own.push(performance.now() - started)
      ownWork.push(workedMs() - worked)
      started = performance.now()
      worked = workedMs()
      const response = await fetch(`${server.url}/completion`, {
        method: 'POST',
        body: JSON.stringify({
          ...{ prompt, n_predict: 20, temperature: 0, top_p: 1, top_k: 0, seed: 1, n_probs: 1 },
          ...{ samplers: ['top_k', 'top_p', 'temperature'], id_slot: 0, stream: true },
          ...{ cache_prompt: true, return_tokens: true, timings_per_token: true }
        })
      })
      const text = await response.text()
      bare.push(performance.now() - started)
      bareWork.push(workedMs() - worked)
      said.push(computingMs(text))
    }
  } finally {
    await server.stop()
  }
  const [ours, theirs] = [median(own), median(bare)]
  printTable(
    'One request of 20 tokens, medians in ms',
    ['', 'the server computes', 'a bare fetch', 'the client', 'the client adds', 'wanted'],
    [
      [
        'from the request to the last part',
        ...[median(said), theirs, ours, ours - theirs].map((ms) => ms.toFixed(1)),
        `at most ${MOST_MS}: ${ours - theirs <= MOST_MS ? 'yes' : 'NO'}`
      ],
      [
        'processor time here',
        '',
        ...[median(bareWork), median(ownWork), median(ownWork) - median(bareWork)].map((ms) =>
          ms.toFixed(1)
        ),
        ''
      ]
    ]
  )
}

/** Milliseconds of processor that this process has had. */
function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What the last part of a stream says of the time that reading and writing took. */
function computingMs(stream: string): number {
  const last = stream
    .trim()
    .split('\n\n')
    .at(-1)!
    .replace(/^data: /, '')
  const { timings } = JSON.parse(last) as {
    timings: { prompt_ms: number; predicted_ms: number }
  }
  return timings.prompt_ms + timings.predicted_ms
}
