import { onTestFinished } from 'vitest'
import { startAnswering, type Answer } from './answering.ts'

export { events, json, type Answer, type Received } from './answering.ts'

/** An HTTP server that answers as a test says, for what no real server does on request. Closed with the test. */
export async function scriptedServer(answer: Answer) {
  const server = await startAnswering(answer)
  onTestFinished(() => server.stop())
  return server
}
