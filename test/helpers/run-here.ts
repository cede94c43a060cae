import { createApplication } from '../../src/main/application.ts'
import { createProgram } from '../../src/main/doors/terminal/program.ts'
import { commandEnd } from '../../src/main/doors/terminal/command-end.ts'
import type { Exit } from './run-tandem.ts'

/**
 * Runs a command on a data folder as the terminal's door does, but in this process: a tenth of the work of `runTandem`.
 * What is asked of the process itself, such as signals, and what every command tells of a damaged store, is not here.
 */
export async function runHere(data: string, args: readonly string[]): Promise<Exit> {
  const tell = (notice: string) => process.stderr.write(`${notice}\n`)
  const application = createApplication({ door: 'a test', dataFlag: data, tell })
  const printed = { stdout: '', stderr: '' }
  const restored = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name]
    const write = stream.write.bind(stream)
    stream.write = (text: string | Uint8Array) => {
      printed[name] += String(text)
      return true
    }
    return () => (stream.write = write)
  })
  const before = process.exitCode
  process.exitCode = 0
  try {
    await createProgram(() => application).parseAsync(args, { from: 'user' })
    return { code: Number(process.exitCode), ...printed }
  } catch (error) {
    const { code, said } = commandEnd(error, application.databasePath)
    if (said !== null) tell(said)
    return { code, ...printed }
  } finally {
    await application.close()
    for (const restore of restored) restore()
    process.exitCode = before
  }
}
