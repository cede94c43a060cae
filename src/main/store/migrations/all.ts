import type { Migration } from '../migrate.ts'
import { foundation } from './010-foundation.ts'
import { search } from './020-search.ts'
import { leases } from './030-leases.ts'
import { forecasts } from './040-forecasts.ts'
import { eventVersions } from './050-event-versions.ts'
import { runsInOrder } from './060-runs-in-order.ts'
import { measuredAtOnce } from './070-attempts-at-once.ts'
import { importedRuns } from './080-imported-runs.ts'

/** Append only. */
export const migrations: readonly Migration[] = [
  foundation,
  search,
  leases,
  forecasts,
  eventVersions,
  runsInOrder,
  measuredAtOnce,
  importedRuns
]
