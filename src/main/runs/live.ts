import { EventEmitter } from 'node:events'
import type { AttemptEvent, AttemptEventOf } from '../../shared/events.ts'

/** What happened in one attempt since the last batch. */
export interface RecordedBatch {
  readonly run: string
  readonly attempt: number
  /** Number of the first event, to join what was read from the store to what follows live. */
  readonly first: number
  /** Stored events, to be folded in order. */
  readonly events: readonly AttemptEvent[]
  /** The newest text of each step that is being written; folded after the events. */
  readonly progress: readonly AttemptEventOf<'step-progress'>[]
}

interface LiveEvents {
  batch: [RecordedBatch]
  /** Something about this run changed: its status, a settled attempt, a verdict, a tag. */
  changed: [string]
}

/** Where doors listen to the runs of this process. Batches come at most 20 times a second for each attempt. */
export class LiveRuns extends EventEmitter<LiveEvents> {}
