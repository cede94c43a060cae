import { Option } from 'commander'

/** An option that takes several of its choices, separated by commas. Its own parser says what is none of them. */
export class ListOption extends Option {
  constructor(flags: string, description: string, choices: readonly string[]) {
    super(flags, description)
    this.argChoices = [...choices]
  }
}
