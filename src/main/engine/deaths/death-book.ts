import type { NextStart, StartSettings } from '../../../shared/next-start.ts'
import { filePathOf } from '../../../shared/model-source.ts'
import type { PairSetup } from '../../../shared/run-record.ts'
import type { DeathCause } from './cause-of-death.ts'
import { afterDeath, afterSuccess, nextStart } from './death-record.ts'
import { stampOf } from '../../models/file-stamp.ts'
import type { ModelRecords } from '../../models/records.ts'

/** The deaths of the inference process, on the disk, for every door and every later start. */
export interface DeathBook {
  /** Writes a death down; returns what to offer the next start. */
  died(pair: PairSetup, cause: DeathCause, settings: StartSettings): NextStart
  /** A run ended well: what happened before counts no more. */
  endedWell(pair: PairSetup): void
  /** What to offer for a start with these settings. */
  next(pair: PairSetup, wanted: StartSettings): NextStart
}

export function createDeathBook(records: ModelRecords): DeathBook {
  return {
    died(pair, cause, settings) {
      records.changeDeaths((record) => afterDeath(record, keysOf(pair), cause, settings))
      return nextStart(records.deaths(), keysOf(pair), settings)
    },
    endedWell(pair) {
      const keys = keysOf(pair)
      const known = records.deaths()
      if (keys.some((key) => Object.hasOwn(known, key))) {
        records.changeDeaths((record) => afterSuccess(record, keys))
      }
    },
    next: (pair, wanted) => nextStart(records.deaths(), keysOf(pair), wanted)
  }
}

/** Another file under the same name is another model. What runs elsewhere ends no process here. */
function keysOf({ target, draft }: PairSetup): string[] {
  return [...new Set([target, draft].map(filePathOf))].flatMap((path) => {
    if (path === null) return []
    const stamp = stampOf(path)
    return [stamp === null ? path : `${path}|${stamp.bytes}|${stamp.modified}`]
  })
}
