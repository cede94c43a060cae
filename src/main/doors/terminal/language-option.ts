import { Option } from 'commander'
import { LANGUAGES } from '../../../shared/words/languages.ts'

/** In which language a page is written; the terminal itself speaks English. */
export function languageOption(of: string): Option {
  return new Option('--language <language>', of).choices(Object.keys(LANGUAGES)).default('en')
}
