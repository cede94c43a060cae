import { expect, it } from 'vitest'
import { ownCommand } from '../../../../src/main/doors/terminal/own-command.ts'

it.each([
  ['through npx', ['node', '/p/node_modules/.bin/tandem'], { npm_command: 'exec' }, 'npx tandem'],
  ['as an installed command', ['node', '/usr/local/bin/tandem'], {}, 'tandem'],
  ['from its file', ['node', '/p/bin/tandem.js'], {}, 'node bin/tandem.js']
])('names the command as it was started: %s', (_, argv, env, command) => {
  expect(ownCommand(argv, env, '/p')).toBe(command)
})
