import { examineServer } from '../../src/inference/backends/server/examine-server.ts'

/** `ask-servers.ts URL ...`: what each says of itself, a line of JSON each: with this process's own environment. */
for (const url of process.argv.slice(2)) {
  const source = { kind: 'server', url, model: null, parameters: null } as const
  console.log(JSON.stringify(await examineServer(source, null)))
}
