/** What tells models of one name apart, and what names in headers lose when a file is made from another. */
const KINDS = /instruct|chat|\bit\b|base|think|reason|distill|coder|math|\br1\b/g
/** What names of files end with: the quantisation, behind a dot or a hyphen. */
const QUANTISATION = /[-._](?:UD-)?(?:I?Q\d\w*|F16|F32|BF16|MXFP4|TQ\d\w*)(?:-\d{5}-of-\d{5})?$/i

/**
 * The name of a model: its header's, unless the file's own name says more of what kind of model it is. Headers are written
 * from the folder that a model was trained in, and files are named by people.
 */
export function modelName(general: string | null, fileName: string): string {
  const given =
    general
      ?.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
      .trim()
      .slice(0, 200) ?? ''
  const file = fileName.replace(/\.gguf$/i, '')
  if (given === '') return file
  const shortened = file.replace(QUANTISATION, '')
  const missing = kindsIn(shortened).filter((kind) => !kindsIn(given).includes(kind))
  return missing.length > 0 && sharesAWord(given, shortened) ? shortened : given
}

function kindsIn(name: string): readonly string[] {
  return name.toLowerCase().replaceAll(/[-_.]/g, ' ').match(KINDS) ?? []
}

/** A file that was named for something else entirely says nothing about the model. */
function sharesAWord(a: string, b: string): boolean {
  return wordsIn(a).some((word) => wordsIn(b).includes(word))
}

function wordsIn(name: string): readonly string[] {
  return name.toLowerCase().match(/[a-z]{3,}\d*|\d+(?:\.\d+)?[bm]\b/g) ?? []
}
