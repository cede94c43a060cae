import { basename, relative } from 'node:path'

/** What a person types to start this program again, in the way in which it was started. */
export function ownCommand(
  argv: readonly string[] = process.argv,
  env: NodeJS.ProcessEnv = process.env,
  folder: string = process.cwd()
): string {
  // npx says so; without it the command of a project's folder is not found.
  if (env.npm_command === 'exec') return 'npx tandem'
  const script = argv[1] ?? ''
  if (!/\.[cm]?[jt]s$/.test(script)) return basename(script) || 'tandem'
  return `node ${relative(folder, script)}`
}
