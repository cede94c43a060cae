import type { Command } from 'commander'

/** Adds `--no-record`. */
export function addRecordOption(command: Command): Command {
  return command.option('--no-record', 'leave no trace of it in the history, for scripts')
}

/** Says on standard error why nothing is recorded. */
export function noticeUnrecorded(notice: string): void {
  process.stderr.write(`${notice}\n`)
}
