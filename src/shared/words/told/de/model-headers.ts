/** What is wrong with the header of a damaged model file (`src/inference/backends/llama/gguf`). */
export const modelHeaders: Readonly<Record<string, string>> = {
  // Metadata entries
  'It claims {entries} metadata entries, which cannot be.':
    'Sie gibt {entries} Metadateneinträge an, und das kann nicht sein.',
  'The metadata entry {key}': 'Der Metadateneintrag {key}',
  'The name of metadata entry {index}': 'Der Name des Metadateneintrags {index}',
  'The name of metadata entry {index} is not a text.':
    'Der Name des Metadateneintrags {index} ist kein Text.',
  'The metadata entry {key} occurs twice.': 'Den Metadateneintrag {key} gibt es zweimal.',
  'The metadata entry {key} has a forbidden name.':
    'Der Metadateneintrag {key} hat einen verbotenen Namen.',
  'The metadata entry {key} has the unknown type {type}.':
    'Der Metadateneintrag {key} hat den unbekannten Typ {type}.',
  'The metadata entry {key} nests lists.': 'Der Metadateneintrag {key} verschachtelt Listen.',
  'The metadata entry {key} claims {items} items, which cannot be.':
    'Der Metadateneintrag {key} gibt {items} Elemente an, und das kann nicht sein.',
  'The metadata entry {key} is not {expected}.': 'Der Metadateneintrag {key} muss {expected} sein.',
  'a whole number': 'eine ganze Zahl',
  'a list of whole numbers': 'eine Liste ganzer Zahlen',
  'An item of {key}': 'Ein Element von {key}',
  'Item {index} of {key}': 'Element {index} von {key}',
  'Item {index} of {key} is not valid UTF-8.': 'Element {index} von {key} ist kein gültiges UTF-8.',

  // Hyperparameters
  'The header does not give {key}.': 'Der Kopf nennt {key} nicht.',
  'The header does not give the epsilon of its norms.':
    'Der Kopf nennt kein Epsilon ihrer Normalisierungen.',
  'The header does not give the number of heads.':
    'Der Kopf nennt die Zahl der Attention-Köpfe nicht.',
  '{key} is not a finite number.': '{key} ist keine endliche Zahl.',
  '{key} is {value}; it must be between {least} and {most}.':
    '{key} ist {value}; möglich ist {least} bis {most}.',
  '{key} gives {numbers} numbers for {layers} layers.':
    '{key} nennt {numbers} Zahlen für {layers} Schichten.',
  'It uses {used} of {experts} experts.': 'Sie verwendet {used} von {experts} Experten.',
  'None of its layers has a head.': 'Keine ihrer Schichten hat einen Attention-Kopf.',
  'Its {heads} heads do not divide among {shared} key-value heads.':
    'Ihre {heads} Attention-Köpfe lassen sich nicht auf {shared} Key-Value-Köpfe aufteilen.',
  'Its width of {width} does not divide among {heads} heads.':
    'Ihre Breite von {width} lässt sich nicht auf {heads} Attention-Köpfe aufteilen.',
  'It rotates {rotated} of the {width} numbers of a head, which cannot be.':
    'Sie dreht {rotated} der {width} Zahlen eines Attention-Kopfs, und das kann nicht sein.',

  // Tensors
  'It claims {tensors} tensors, which cannot be.':
    'Sie gibt {tensors} Tensoren an, und das kann nicht sein.',
  'The name of tensor {index}': 'Der Name des Tensors {index}',
  'The name of tensor {index} is not a text.': 'Der Name des Tensors {index} ist kein Text.',
  'The tensor {name} occurs twice.': 'Den Tensor {name} gibt es zweimal.',
  'The tensor {name} claims {dimensions} dimensions.':
    'Der Tensor {name} gibt {dimensions} Dimensionen an.',
  'The tensor {name} has the impossible shape {shape}.':
    'Der Tensor {name} hat die unmögliche Form {shape}.',
  'The tensor {name} has the unknown type {type}.':
    'Der Tensor {name} hat den unbekannten Typ {type}.',
  'The data of the tensor {name} begin at {offset} instead of {end}.':
    'Die Daten des Tensors {name} beginnen bei {offset} statt {end}.',
  'The rows of the tensor {name} ({row}) do not divide into blocks of {type}.':
    'Die Zeilen des Tensors {name} ({row}) lassen sich nicht in Blöcke von {type} aufteilen.',

  // Vocabulary
  'The token {token} occurs twice.': 'Das Token {token} gibt es zweimal.',
  'The types of its tokens are not a list of whole numbers.':
    'Die Typen ihrer Token sind keine Liste ganzer Zahlen.',
  'It types {types} of its {tokens} tokens.': 'Sie nennt {types} Typen für ihre {tokens} Token.',
  'A token has the unknown type {type}.': 'Ein Token hat den unbekannten Typ {type}.',
  'The scores of its tokens are not a list of numbers.':
    'Die Wertungen ihrer Token sind keine Liste von Zahlen.',
  'It scores {scores} of its {tokens} tokens.':
    'Sie nennt {scores} Wertungen für ihre {tokens} Token.',
  'A score of its tokens is not a number.': 'Eine Wertung ihrer Token ist keine Zahl.',
  'The merges of its tokenizer are not a list of texts.':
    'Die Verschmelzungen ihres Tokenizers sind keine Liste von Texten.',
  'The merge {merge} does not name two parts.': 'Die Verschmelzung {merge} nennt keine zwei Teile.',
  'Its {role} token is number {id}, and it has {tokens} tokens.':
    'Ihr {role}-Token ist Nummer {id}, und sie hat {tokens} Token.'
}
