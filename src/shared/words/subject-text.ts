import type { Language } from '../contract/settings.ts'
import { subjects } from './told/de/subjects.ts'

const SUBJECTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {},
  de: subjects
}

/** The subject of a problem that comes with Tandem, in the language of whoever reads it. */
export function subjectText(subject: string, language: Language): string {
  return SUBJECTS[language][subject] ?? subject
}
