import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAttacked, type AttackedProgram } from './attacked-program.ts'

/** `tandem serve`, with the token in hand. */
export interface AttackedApi extends AttackedProgram {
  readonly token: string
}

export async function startApi(): Promise<AttackedApi> {
  const program = await startAttacked('bin/tandem.js', {
    words: (data) => ['--data-dir', data, 'serve', '--port', '0'],
    listens: /^Tandem answers at (\S+)/
  })
  return { ...program, token: readFileSync(join(program.data, 'api-token'), 'utf8').trim() }
}
