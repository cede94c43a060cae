import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { UserError } from '../../user-error.ts'

/** Shows a file in the system's file manager. Throws where there is none. */
export async function revealFile(
  path: string,
  platform: NodeJS.Platform = process.platform
): Promise<void> {
  const [program, ...parameters] = commandFor(path, platform)
  const child = spawn(program, parameters, { stdio: 'ignore', detached: true })
  child.unref()
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', () => {
      reject(
        new UserError('This system has no file manager that can be opened.', `The file is ${path}.`)
      )
    })
  })
  await Promise.race([failed, new Promise((resolve) => child.once('spawn', resolve))])
}

function commandFor(path: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', '-R', path]
  if (platform === 'win32') return ['explorer.exe', `/select,${path}`]
  return ['xdg-open', dirname(path)]
}
