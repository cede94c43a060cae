import { EventEmitter } from 'node:events'
import type { OnPathStop } from '../engine/engine.ts'

/** Carries what a person asks of single paths to the attempts that are under way. */
export class PathStops extends EventEmitter<{ stop: [attempt: number, path: number] }> {
  /** What one attempt listens to. */
  of(attempt: number): OnPathStop {
    return (listener) => {
      function receive(asked: number, path: number): void {
        if (asked === attempt) listener(path)
      }
      this.on('stop', receive)
      return () => this.off('stop', receive)
    }
  }
}
