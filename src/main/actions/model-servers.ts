import { sourceText, type ServerSource } from '../../shared/model-source.ts'
import type { NamedServer, ServerExamination, ServerReport } from '../../shared/named-server.ts'
import type { Engine } from '../engine/engine.ts'
import type { ModelServices } from '../models/model-services.ts'
import { parseServerAddress } from '../models/server-address.ts'
import { UserError } from '../user-error.ts'

/** What a person says of a model on a server. */
export interface ServerWish {
  /** `http(s)://host[:port][/v1][#model]` */
  readonly address: string
  /** Number of weights; null where the server says it. */
  readonly parameters: number | null
  /** The key that it wants; left out for the one that is kept for its address, null for none. */
  readonly key?: string | null | undefined
}

/** What it is called, and which one it replaces. */
export interface NamedWish extends ServerWish {
  /** Left out for the model and where it is. */
  readonly name?: string | undefined
  /** Of the one that is changed; left out for a new one. */
  readonly id?: string | undefined
}

export interface ServersContext {
  readonly engine: Pick<Engine, 'examineServer'>
  readonly now: () => number
  readonly modelServices: () => Pick<ModelServices, 'servers' | 'serverKeys' | 'pairs'>
}

/**
 * Asks a server what it is and can do; keeps nothing.
 *
 * @throws UserError where the address is none
 */
export function examineServer(
  { engine }: Pick<ServersContext, 'engine'>,
  { address, parameters, key }: ServerWish
): Promise<ServerExamination> {
  return engine.examineServer(parseServerAddress(address, parameters), key ?? undefined)
}

/**
 * Adds a model on a server, or changes one: it is met first, so that only what can be used is kept. Its key is kept where
 * keys are, and nowhere else.
 *
 * @throws UserError with why it cannot be used, or what is to be said of it
 */
export async function keepServer(context: ServersContext, wish: NamedWish): Promise<NamedServer> {
  const asked = parseServerAddress(wish.address, wish.parameters)
  const report = met(await examineServer(context, wish), asked)
  // By its name, whatever other models the server may have one day.
  const source = { ...asked, model: asked.model ?? report.model }
  const { servers, serverKeys } = context.modelServices()
  const before = servers.find(wish.id ?? sourceText(source))
  const kept = servers.put({
    ...(before && { id: before.id }),
    name: wish.name?.trim() || before?.name || usualName(source),
    source,
    report,
    testedAt: context.now(),
    failure: null
  })
  if (wish.key !== undefined) serverKeys.keep(source.url, wish.key)
  if (before !== null && before.source.url !== source.url) forgetUnused(context, before.source)
  return kept
}

/** Meets a server again. What it was when it was met last stays known where it cannot be met now. */
export async function testServer(context: ServersContext, what: string): Promise<NamedServer> {
  const { servers } = context.modelServices()
  const server = requireServer(context, what)
  const examination = await context.engine.examineServer(server.source)
  const tested = { ...server, testedAt: context.now() }
  if (examination.outcome === 'met') {
    return servers.put({ ...tested, report: examination.report, failure: null })
  }
  return servers.put({ ...tested, failure: refusalText(examination, server.source) })
}

/** Forgets a model on a server, and its key where no other model has it. Returns what was forgotten. */
export function removeServer(context: ServersContext, what: string): NamedServer {
  const server = requireServer(context, what)
  context.modelServices().servers.remove(server.id)
  forgetUnused(context, server.source)
  return server
}

/** The names of the saved pairs that a server is part of. */
export function pairsWith(
  { modelServices }: Pick<ServersContext, 'modelServices'>,
  id: string
): string[] {
  return modelServices()
    .pairs.list()
    .filter(({ target, draft }) => target === id || draft === id)
    .map(({ name }) => name)
}

function requireServer({ modelServices }: ServersContext, what: string): NamedServer {
  const { servers } = modelServices()
  const server = servers.find(what)
  if (server !== null) return server
  const known = servers.list().map(({ name }) => `"${name}"`)
  throw new UserError(
    `No server "${what}" was added.`,
    known.length === 0 ? null : `Known: ${known.join(', ')}.`
  )
}

function forgetUnused({ modelServices }: ServersContext, { url }: ServerSource): void {
  const { servers, serverKeys } = modelServices()
  if (servers.list().every(({ source }) => source.url !== url)) serverKeys.keep(url, null)
}

/** @throws UserError where it was not met */
function met(examination: ServerExamination, source: ServerSource): ServerReport {
  if (examination.outcome === 'met') return examination.report
  throw new UserError(refusalText(examination, source))
}

function refusalText(
  examination: Exclude<ServerExamination, { outcome: 'met' }>,
  { url }: ServerSource
): string {
  switch (examination.outcome) {
    case 'refused':
      return examination.reason
    case 'how-large':
      return `The server ${url} does not say how many weights "${examination.model}" has, and the bill needs them: say it (--parameters 7B).`
    case 'which-model': {
      const names = examination.models.map((name) => `"${name}"`).join(', ')
      return `The server ${url} has several models: ${names}. Name one behind its address: ${url}/v1#NAME.`
    }
  }
}

/** "qwen3-32b on gpu:8000" */
function usualName({ url, model }: ServerSource): string {
  return `${model} on ${new URL(url).host}`.slice(0, 200)
}
