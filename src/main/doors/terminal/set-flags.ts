import { SetRefused } from '../../actions/problem-sets.ts'
import { UserError } from '../../user-error.ts'

/** Throws it on, with what to do about a set in the words of this door. */
export function withFlags(error: unknown): never {
  throw error instanceof SetRefused ? new UserError(error.message, hintOf(error)) : error
}

function hintOf({ why, set }: SetRefused): string {
  switch (why) {
    case 'unknown':
      return 'See them with: tandem sets list. Import one with: tandem sets import FILE'
    case 'taken':
      return `Choose another name with --name, or delete it first: tandem sets delete ${set}`
    case 'ungradable':
      return (
        'See what was read with --dry-run; name the field with --map answer=FIELD or the kind with --answers KIND; or ' +
        'store it all the same with --ungraded.'
      )
    default:
      return why satisfies never
  }
}
