import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

/** The built program on a data folder, as a browser meets it. */
export function startBuilt(data: string): ChildProcess {
  return fork(join(import.meta.dirname, '../../out/main/web.js'), [], {
    env: { ...process.env, TANDEM_DATA: data, TANDEM_PORT: '0' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc']
  })
}

/** The address that lets a browser in. */
export function readyAt(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    program.once('exit', (code) =>
      reject(new Error(`The program ended with ${code}. Build it first: npx electron-vite build`))
    )
    program.stdout!.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const url = /READY (\S+)\s/.exec(output)?.[1]
      if (url) resolve(url)
    })
  })
}
