const maths = /\$\$([^$]+)\$\$|\$([^$]+)\$|\\\[([\s\S]+?)\\\]|\\\(([\s\S]+?)\\\)/g
/** Words that change what the maths beside them says. */
const meaningful =
  /\b(?:and|or|not|no|never|cannot|neither|degrees?|percent|pct|cm|km|if|for|where|when|than|least|most|all|every|any|even|odd|prime|positive|negative|integers?|hundreds?|thousands?|millions?|billions?|trillions?|dozen|half|twice|thirds?|quarters?|tenths?|hundredths?|am|pm|noon|midnight|profit|loss|gain|drop|north|south|east|west|bc|ad|more|fewer|less|times|minus|plus|squared|cubed|root|equals|increased|decreased|divided|multiplied|point|over|above|below|before|after|except|between|per)\b/i

/** The one piece of maths in a sentence around it, as in "The answer is $5$."; else the text as it is. */
export function soleMaths(text: string): string {
  if (!/\$|\\[[(]/.test(text)) return text
  const segments = [...text.matchAll(maths)]
  const [only] = segments
  if (!only || segments.length > 1) return text
  const around = text.replace(only[0], ' ')
  const isSentence = /[a-zA-Z]{3,}/.test(around) && /^[\sA-Za-z:'.,]*$/.test(around)
  return isSentence && !meaningful.test(around) ? only[0] : text
}
