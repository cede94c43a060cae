import { describe, expect, it } from 'vitest'
import { findChromium, type Host, obtainChromium } from '../../scripts/chromium.ts'

interface Machine {
  readonly environment?: Host['environment']
  readonly platform?: NodeJS.Platform
  readonly root?: boolean
  readonly distribution?: string | null
  /** Programs, and whether they start. */
  readonly programs?: Record<string, boolean>
  /** What a command, by its first words, puts on the machine; one that is not listed fails. */
  readonly commands?: Record<string, Record<string, boolean>>
}

const DOWNLOADED = '/cache/ms-playwright/chromium/chrome'

function machine(given: Machine): { host: Host; ran: string[] } {
  const programs = new Map(Object.entries(given.programs ?? {}))
  const ran: string[] = []
  const host: Host = {
    environment: { PATH: '/usr/local/bin:/usr/bin', ...given.environment },
    platform: given.platform ?? 'linux',
    isRoot: given.root ?? false,
    distribution: given.distribution === undefined ? 'debian' : given.distribution,
    downloaded: DOWNLOADED,
    exists: (path) => programs.has(path),
    starts: (path) => programs.get(path) ?? false,
    run(command) {
      const line = command.join(' ')
      ran.push(line)
      const effect = Object.entries(given.commands ?? {}).find(([start]) =>
        `${line} `.startsWith(`${start} `)
      )
      for (const [path, starts] of Object.entries(effect?.[1] ?? {})) programs.set(path, starts)
      return effect !== undefined
    },
    say: () => undefined
  }
  return { host, ran }
}

describe('findChromium', () => {
  it('takes the first browser on the PATH', () => {
    const { host } = machine({
      programs: { '/usr/bin/google-chrome': true, '/usr/bin/chromium': true }
    })
    expect(findChromium(host)).toBe('/usr/bin/chromium')
  })

  it('prefers the shell, which has no window to draw', () => {
    const { host } = machine({
      programs: { '/usr/bin/chromium': true, '/usr/bin/chromium-headless-shell': true }
    })
    expect(findChromium(host)).toBe('/usr/bin/chromium-headless-shell')
  })

  it('passes over one that does not start', () => {
    const { host } = machine({
      programs: { '/usr/local/bin/chromium': false, '/usr/bin/chromium-browser': true }
    })
    expect(findChromium(host)).toBe('/usr/bin/chromium-browser')
  })

  it('takes what Playwright downloaded earlier', () => {
    expect(findChromium(machine({ programs: { [DOWNLOADED]: true } }).host)).toBe(DOWNLOADED)
  })

  it('prefers the one that a person names', () => {
    const { host } = machine({
      environment: { PLAYWRIGHT_CHROMIUM: '/opt/mine' },
      programs: { '/opt/mine': true, '/usr/bin/chromium': true }
    })
    expect(findChromium(host)).toBe('/opt/mine')
  })

  it('does not pass over a named one that does not start', () => {
    const { host } = machine({
      environment: { PLAYWRIGHT_CHROMIUM: '/opt/gone' },
      programs: { '/usr/bin/chromium': true }
    })
    expect(() => findChromium(host)).toThrow('/opt/gone')
  })
})

describe('obtainChromium', () => {
  const install = { '/usr/bin/chromium': true }
  const shell = { '/usr/bin/chromium-headless-shell': true }

  it('fetches nothing where there is one', () => {
    const { host, ran } = machine({ programs: install })
    expect(obtainChromium(host)).toBe('/usr/bin/chromium')
    expect(ran).toEqual([])
  })

  it("uses Playwright's download where it starts", () => {
    const { host, ran } = machine({
      root: true,
      commands: { 'npx playwright': { [DOWNLOADED]: true } }
    })
    expect(obtainChromium(host)).toBe(DOWNLOADED)
    expect(ran).toEqual(['npx playwright install chromium'])
  })

  it.each([
    ['fails', {}],
    ['lacks libraries', { 'npx playwright': { [DOWNLOADED]: false } }]
  ])("installs Debian's package as root where the download %s", (_, download) => {
    const { host, ran } = machine({
      root: true,
      commands: { ...download, 'apt-get update': {}, 'apt-get install': shell }
    })
    expect(obtainChromium(host)).toBe('/usr/bin/chromium-headless-shell')
    expect(ran.slice(1)).toEqual([
      'apt-get update',
      'apt-get install -y --no-install-recommends chromium-headless-shell'
    ])
  })

  const installing = 'apt-get install -y --no-install-recommends'
  it.each([
    ['no shell', {}],
    [
      'one that does not start',
      { [`${installing} chromium-headless-shell`]: { '/usr/bin/chromium-headless-shell': false } }
    ]
  ])("installs Debian's whole browser where there is %s", (_, had) => {
    const { host, ran } = machine({
      root: true,
      commands: {
        'apt-get update': {},
        ...had,
        [`${installing} chromium`]: install
      }
    })
    expect(obtainChromium(host)).toBe('/usr/bin/chromium')
    expect(ran.slice(2)).toEqual([
      `${installing} chromium-headless-shell`,
      `${installing} chromium`
    ])
  })

  it.each([
    ['not root', { root: false }, 'sudo apt-get update && sudo apt-get install'],
    ['not Debian', { root: true, distribution: 'fedora' }, 'npx playwright install --with-deps'],
    [
      'a Mac',
      { platform: 'darwin', distribution: null } as const,
      'npx playwright install chromium'
    ]
  ])('installs nothing where it is %s, and says what to type', (_, given, command) => {
    const { host, ran } = machine({
      ...given,
      commands: { 'apt-get update': {}, 'apt-get install': install }
    })
    expect(() => obtainChromium(host)).toThrow(command)
    expect(ran).toEqual(['npx playwright install chromium'])
  })

  it('says what to type where the package cannot be installed', () => {
    const { host, ran } = machine({ root: true, commands: { 'apt-get update': {} } })
    expect(() => obtainChromium(host)).toThrow('PLAYWRIGHT_CHROMIUM=')
    expect(ran).toHaveLength(4)
  })
})
