import { readFile } from 'node:fs/promises'
import { arch, homedir, platform, release } from 'node:os'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { ListedModel } from '../../../shared/model-library.ts'
import { licencesSchema } from '../../../shared/contract/diagnostics.ts'
import type { Handlers } from '../../../shared/rpc.ts'
import { examine } from '../../diagnostics/examine.ts'
import { isKeyVariable } from '../../../shared/key-variable.ts'
import { redactAll } from '../../diagnostics/redact.ts'
import { resourcesDirectory } from '../../resources-directory.ts'
import { countRows, problemTexts, recentAttempts } from '../../store/census.ts'
import { checkIntegrity } from '../../store/maintenance.ts'
import { UserError } from '../../user-error.ts'
import { readInfo, readSettings, readStatus } from './app-handlers.ts'
import type { PageContext } from './page-context.ts'

const RECENT_ATTEMPTS = 50

/** Sources in src/main/doors/rpc and the build in out/main/doors/rpc are equally deep. */
const LICENCES = new URL('../../../../out/licences.json', import.meta.url)

/** What a person can send when something went wrong, and whose work the program is made of. */
export function diagnosticsHandlers(
  context: PageContext
): Pick<Handlers, 'diagnostics.examine' | 'diagnostics.make' | 'app.licences'> {
  return {
    'diagnostics.examine': () =>
      examine({
        data: context.application.data,
        bundled: join(resourcesDirectory(), 'models'),
        models: context.application.modelServices(),
        now: context.services.now()
      }),
    'diagnostics.make': ({ problems }) => {
      const made = new Date()
      const report = makeReport(context, made, problems)
      return {
        name: `tandem-diagnostics-${made.toISOString().slice(0, 10)}.json`,
        type: 'application/json',
        text: `${JSON.stringify(report, null, 2)}\n`
      }
    },
    'app.licences': async () => {
      try {
        return licencesSchema.parse(JSON.parse(await readFile(LICENCES, 'utf8')))
      } catch (error) {
        throw new UserError(
          'The list of licences is missing from this build.',
          `Build it again: npm run build. (${error instanceof Error ? error.message : String(error)})`
        )
      }
    }
  }
}

function makeReport(context: PageContext, made: Date, problems: boolean): unknown {
  const { application, services, downloads, errors } = context
  const { database, databasePath } = services
  const { library, pairs, servers, serverKeys, secrets } = application.modelServices()
  const attempts = recentAttempts(database, RECENT_ATTEMPTS)
  const complaints = checkIntegrity(database)
  const report = {
    made: made.toISOString(),
    program: readInfo(context),
    system: { platform: platform(), release: release(), arch: arch() },
    settings: readSettings(context),
    status: readStatus(context),
    engine: { status: application.engine.status(), log: application.engine.log() },
    errors: {
      program: errors.list(),
      notices: application.notices,
      attempts: attempts
        .filter(({ error }) => error !== null)
        .map(({ startedAt, method, status, error, cause }) => ({
          at: new Date(startedAt).toISOString(),
          method,
          status,
          error,
          cause
        }))
    },
    store: {
      bytes: statSync(databasePath).size,
      sound: complaints.length === 0,
      complaints,
      rows: countRows(database)
    },
    models: {
      known: library.list().map(describeModel),
      servers: servers.list().map(({ report, failure }) => ({ ...report, failure })),
      pairs: pairs.list().length
    },
    downloads: downloads.list().map(({ state, received, total, failure }) => ({
      state,
      received,
      total,
      failure: failure?.message ?? null
    })),
    problems: problems
      ? attempts.map(({ startedAt, method, status, problem, answer }) => ({
          at: new Date(startedAt).toISOString(),
          method,
          status,
          problem,
          answer
        }))
      : 'left out'
  }
  return redactAll(report, {
    home: homedir(),
    tokens: [
      secrets.get() ?? '',
      ...serverKeys.list().map(({ key }) => key),
      ...keysInEnvironment()
    ],
    problems: problems ? [] : problemTexts(database)
  })
}

function describeModel({ name, bytes, target, entry }: ListedModel) {
  return {
    name,
    bytes,
    origin: entry.origin,
    architecture: entry.summary?.architecture ?? null,
    quantisation: entry.summary?.quantisation ?? null,
    tried: entry.tried,
    reason: target.able ? null : target.reason
  }
}

function keysInEnvironment(): string[] {
  return Object.entries(process.env).flatMap(([name, key]) =>
    isKeyVariable(name) && key !== undefined ? [key.trim()] : []
  )
}
