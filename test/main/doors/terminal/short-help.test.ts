import { CommanderError, type Command } from 'commander'
import { expect, it, vi } from 'vitest'
import { commandTree } from '../../../../src/main/doors/terminal/command-tree.ts'
import { createProgram } from '../../../../src/main/doors/terminal/program.ts'

function program(): Command {
  return createProgram(() => {
    throw new Error('What is only named opens nothing')
  })
}

async function said(...words: string[]): Promise<string> {
  let text = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part)
    return true
  })
  const ended = await program()
    .parseAsync(words, { from: 'user' })
    .catch((error: unknown) => error)
  write.mockRestore()
  expect(ended).toBeInstanceOf(CommanderError)
  return text
}

const flagsIn = (help: string) =>
  [...help.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, flag]) => flag)

it.each(['solve', 'demo', 'bench', 'calibrate'])(
  'the help of %s names the five options that one needs, and says where the others are',
  async (command) => {
    const help = await said(command, '--help')
    expect(flagsIn(help)).toHaveLength(6)
    expect(help).toMatch(new RegExp(`\\d+ more options: tandem ${command} --help --all`))
    const all = commandTree(program()).commands.find(({ words }) => words[0] === command)!
    const whole = await said(command, '--help', '--all')
    expect(flagsIn(whole).length).toBe(all.options.length)
    expect(whole).not.toContain('more options')
  }
)
