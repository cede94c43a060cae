import { Argument, Option } from 'commander'
import type { NamedThing } from '../../../actions/known-names.ts'

/** An option whose value is a name that only the data folder knows: a shell asks for it while the line is typed. */
export class KnownNameOption extends Option {
  readonly of: NamedThing

  constructor(flags: string, description: string, of: NamedThing) {
    super(flags, description)
    this.of = of
  }
}

/** An argument that is such a name. */
export class KnownNameArgument extends Argument {
  readonly of: NamedThing

  constructor(name: string, description: string, of: NamedThing) {
    super(name, description)
    this.of = of
  }
}
