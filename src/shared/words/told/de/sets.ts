/** What an import says of a file, and why a set cannot be changed (src/main/problem-sets). */
export const sets: Readonly<Record<string, string>> = {
  'There is no problem set "{id}".': 'Es gibt keine Aufgabensammlung „{id}“.',
  'Choose another one.': 'Eine andere wählen.',
  '{alarm} Nothing was stored.': '{alarm} Nichts wurde gespeichert.',
  'Name the field of the answer or their kind, or import it all the same.':
    'Das Feld der Antwort oder die Art der Antworten angeben, oder trotzdem importieren.',
  'A set keeps at least one problem.': 'Eine Sammlung behält mindestens eine Aufgabe.',
  'Delete the whole set instead.': 'Stattdessen die ganze Sammlung löschen.',
  'There is already a set "{id}".': 'Es gibt schon eine Sammlung „{id}“.',
  'Choose another name, or delete it first.':
    'Einen anderen Namen wählen, oder sie zuerst löschen.',
  '"{id}" came with Tandem and stays as it is.': '„{id}“ gehört zu Tandem und bleibt, wie es ist.',
  'Choose another name.': 'Einen anderen Namen wählen.',
  'This set can no longer be brought back.': 'Diese Sammlung lässt sich nicht mehr zurückholen.',
  '{what} is no text that can be read.': '{what} ist kein lesbarer Text.',
  'Save it as UTF-8.': 'Sie als UTF-8 speichern.',

  // The file as a whole
  'The file has no problems: expected at least one.':
    'Die Datei hat keine Aufgaben: Mindestens eine wurde erwartet.',
  'The file is empty: expected at least one problem.':
    'Die Datei ist leer: Mindestens eine Aufgabe wurde erwartet.',
  'The file is {what}.': 'Die Datei ist {what}.',
  'The file is not text: expected {formats}.': 'Die Datei ist kein Text: Erwartet wurde {formats}.',
  'The file is a tar archive: unpack it, and import one of its files.':
    'Die Datei ist ein tar-Archiv: Es entpacken und eine seiner Dateien importieren.',
  'The file is UTF-32 text: save it as UTF-8.':
    'Die Datei ist UTF-32-Text: Sie als UTF-8 speichern.',
  'The file is not {encoding} text (near line {line}): save it as UTF-8, and unpack it first if it is compressed.':
    'Die Datei ist kein Text in {encoding} (nahe Zeile {line}): Sie als UTF-8 speichern, und zuerst entpacken, wenn sie gepackt ist.',
  'The file unpacks to more than {size} MB: split it, and import the parts.':
    'Die Datei hat entpackt mehr als {size} MB: Sie teilen und die Teile importieren.',
  'The file is packed with {packing}, which is not unpacked here: unpack it, or pack it with gzip or zstd.':
    'Die Datei ist mit {packing} gepackt, was hier nicht entpackt wird: Sie entpacken, oder mit gzip oder zstd packen.',
  'This Node cannot unpack Zstandard: use Node 24, or unpack the file first.':
    'Dieses Node kann Zstandard nicht entpacken: Node 24 verwenden, oder die Datei zuerst entpacken.',
  'The file is packed with {packing} and damaged ({reason}): get it again, or unpack it first.':
    'Die Datei ist mit {packing} gepackt und beschädigt ({reason}): Sie neu beschaffen, oder zuerst entpacken.',
  'The packed file holds more than {size} MB: unpack it first.':
    'Die gepackte Datei enthält mehr als {size} MB: Sie zuerst entpacken.',
  'The zip archive is damaged ({reason}): get it again.':
    'Das zip-Archiv ist beschädigt ({reason}): Es neu beschaffen.',
  'The zip archive holds no file.': 'Das zip-Archiv enthält keine Datei.',
  'The zip archive is locked with a password: unpack it first.':
    'Das zip-Archiv ist mit einem Passwort verschlossen: Es zuerst entpacken.',
  'The zip archive cannot be read ({reason}): unpack it first.':
    'Das zip-Archiv lässt sich nicht lesen ({reason}): Es zuerst entpacken.',
  'The file takes far more time to read than one of its size may: make a smaller file of what you need.':
    'Die Datei braucht zum Lesen viel mehr Zeit, als eine ihrer Größe darf: Aus dem, was gebraucht wird, eine kleinere machen.',
  'The file takes more than {size} GB of memory to read: make a smaller file of what you need.':
    'Die Datei braucht zum Lesen mehr als {size} GB Speicher: Aus dem, was gebraucht wird, eine kleinere machen.',
  'The file ended the process that read it ({how}); nothing was imported.':
    'Die Datei beendete den Prozess, der sie las ({how}); nichts wurde importiert.',
  'The file could not be read for {seconds} seconds: is its disk or network there?':
    'Die Datei ließ sich {seconds} Sekunden lang nicht lesen: Ist ihr Datenträger oder Netz da?',
  'Reading the file was stopped; nothing was stored.':
    'Das Lesen der Datei wurde angehalten; nichts wurde gespeichert.',
  'The file has more than the {problems} problems, or the {characters} million characters, that a set can have: make a smaller file of those that you need.':
    'Die Datei hat mehr als die {problems} Aufgaben oder die {characters} Millionen Zeichen, die eine Sammlung haben kann: Aus denen, die gebraucht werden, eine kleinere machen.',

  // Its fields
  "No field looks like a problem's text: the file has {names}; name it with --map problem=FIELD.":
    'Kein Feld sieht nach dem Text einer Aufgabe aus: Die Datei hat {names}; das Feld der Aufgabe angeben.',
  'The file has no field {name}: it has {names}.':
    'Die Datei hat kein Feld {name}: Sie hat {names}.',
  'The file is not valid JSON ({reason}).': 'Die Datei ist kein gültiges JSON ({reason}).',
  'Expected a JSON object, found {kind}.': 'Erwartet wurde ein JSON-Objekt, gefunden: {kind}.',
  'The file is a single JSON object of more than {size} MB: use JSON Lines, one problem a line.':
    'Die Datei ist ein einziges JSON-Objekt von mehr als {size} MB: JSON Lines verwenden, eine Aufgabe je Zeile.',
  'Expected a problem under {key}, found {kind}.':
    'Unter {key} wurde eine Aufgabe erwartet, gefunden: {kind}.',
  'The file has {columns} columns, more than the {most} that are read.':
    'Die Datei hat {columns} Spalten, mehr als die {most}, die gelesen werden.',
  'The file has {columns} columns, more than the {most} that are read: make a smaller file of those that you need.':
    'Die Datei hat {columns} Spalten, mehr als die {most}, die gelesen werden: Aus denen, die gebraucht werden, eine kleinere machen.',
  'Row {key} is in only one of the columns {one} ({rows} rows) and {other} ({others} rows): expected the same rows in every column.':
    'Zeile {key} ist nur in einer der Spalten {one} ({rows} Zeilen) und {other} ({others} Zeilen): Erwartet wurden in jeder Spalte dieselben Zeilen.',
  'Brackets are nested more than {levels} deep: expected a problem with its fields.':
    'Klammern sind tiefer als {levels} Ebenen verschachtelt: Erwartet wurde eine Aufgabe mit ihren Feldern.',
  'Line {line} is longer than {length} characters: expected one problem a line.':
    'Zeile {line} ist länger als {length} Zeichen: Erwartet wurde eine Aufgabe je Zeile.',
  'A page of the file unpacks to more than {size} MB: write it with smaller pages.':
    'Eine Seite der Datei hat entpackt mehr als {size} MB: Sie mit kleineren Seiten schreiben.',
  'Expected {expected} rows, found {found}: the file is damaged.':
    'Erwartet wurden {expected} Zeilen, gefunden {found}: Die Datei ist beschädigt.',
  'The Parquet file cannot be read after row {row} ({reason}).':
    'Die Parquet-Datei lässt sich nach Zeile {row} nicht lesen ({reason}).',
  'The file declares {rows} rows, and a set can have {most} problems: make a smaller file of those that you need.':
    'Die Datei gibt {rows} Zeilen an, und eine Sammlung kann {most} Aufgaben haben: Aus denen, die gebraucht werden, eine kleinere machen.',
  'A row group of the file unpacks to more than {size} MB: write it with smaller row groups, or without the columns that are not needed.':
    'Eine Zeilengruppe der Datei hat entpackt mehr als {size} MB: Sie mit kleineren Gruppen schreiben, oder ohne die Spalten, die nicht gebraucht werden.',
  'Columns are nested more than {levels} deep.':
    'Spalten sind tiefer als {levels} Ebenen verschachtelt.',

  // A line, a row
  'At {place}: {what}': 'Bei {place}: {what}',
  'line {line}': 'Zeile {line}',
  'row {row}': 'Zeile {row}',
  'problem {id}': 'Aufgabe {id}',
  'a list': 'eine Liste',
  'an object': 'ein Objekt',
  'a text': 'ein Text',
  'a number': 'eine Zahl',
  'true or false': 'wahr oder falsch',
  'expected one problem as a JSON object, but it is not valid JSON ({reason}).':
    'Erwartet wurde eine Aufgabe als JSON-Objekt, aber es ist kein gültiges JSON ({reason}).',
  'expected one problem as a JSON object, found {kind}.':
    'Erwartet wurde eine Aufgabe als JSON-Objekt, gefunden: {kind}.',
  'expected {what} before the comma.': 'Vor dem Komma fehlt etwas ({what}).',
  'expected nothing after the last bracket.': 'Nach der letzten Klammer wurde nichts erwartet.',
  'expected {what} or "]", found "}".': 'Erwartet wurde „]“ oder mehr ({what}), gefunden „}“.',
  'expected {what} of at most {length} characters.':
    'Etwas ist länger als {length} Zeichen ({what}).',
  'expected {what}, but the file ends within it.': 'Die Datei endet mitten in etwas ({what}).',
  'expected "}", but the file ends.': '„}“ wurde erwartet, aber die Datei endet.',
  'more than {size} MB of the file are in no list.':
    'Mehr als {size} MB der Datei sind in keiner Liste.',
  'a complete problem': 'eine ganze Aufgabe',
  'an attempt': 'ein Versuch',
  'a complete attempt': 'ein ganzer Versuch',
  'expected "]" at the end of the list, but the file ends.':
    'Am Ende der Liste wurde „]“ erwartet, aber die Datei endet.',
  'expected {expected} values as there are columns, found {found}.':
    'Erwartet wurden {expected} Werte wie Spalten, gefunden {found}.',
  'the column {name} appears twice; rename one.':
    'Die Spalte {name} kommt zweimal vor: eine umbenennen.',
  'expected {expected} fields as in the header, found {found}; put fields with commas or line breaks into double quotes.':
    'Erwartet wurden {expected} Felder wie in der Kopfzeile, gefunden {found}; Felder mit Kommas oder Zeilenumbrüchen in doppelte Anführungszeichen setzen.',
  'a field is longer than {length} characters; is a quote left open?':
    'Ein Feld ist länger als {length} Zeichen: Ist ein Anführungszeichen offen geblieben?',
  'more than {columns} columns; expected a table of problems, one a line.':
    'Mehr als {columns} Spalten: Erwartet wurde eine Tabelle von Aufgaben, eine je Zeile.',
  'more than {fields} fields; expected one problem with its fields.':
    'Mehr als {fields} Felder: Erwartet wurde eine Aufgabe mit ihren Feldern.',
  'expected a separator after the closing quote; write quotes within a field twice.':
    'Nach dem schließenden Anführungszeichen wurde ein Trennzeichen erwartet; Anführungszeichen in einem Feld verdoppeln.',
  'a quoted field is never closed.': 'Ein Feld in Anführungszeichen wird nie geschlossen.',
  "expected the problem's text in {field}, found nothing.":
    'In {field} wurde der Text der Aufgabe erwartet, und dort ist nichts.',
  "expected the problem's text in {field}, found {kind}.":
    'In {field} wurde der Text der Aufgabe erwartet, gefunden: {kind}.',
  "the problem's text in {field} is empty.": 'Der Text der Aufgabe in {field} ist leer.',
  'expected the answer in {field} as a text or a number, found {kind}.':
    'In {field} wurde die Antwort als Text oder Zahl erwartet, gefunden: {kind}.',
  'the id {id} is already that of {place}; make the ids differ, or leave them out with --map id= to number the problems.':
    'Die Kennung {id} hat schon {place}: Kennungen müssen verschieden sein; ohne ein Feld dafür werden die Aufgaben nummeriert.',
  'problem id "{id}" is used twice': 'die Kennung „{id}“ haben zwei Aufgaben',
  'the answer {answer} is the number of an option, and nothing in the file says whether options are counted from 0 or from 1: write the letters of the right options (A, B, C) instead.':
    'Die Antwort {answer} ist die Nummer einer Möglichkeit, und nichts in der Datei sagt, ob von 0 oder von 1 gezählt wird: stattdessen die Buchstaben der richtigen schreiben (A, B, C).',

  // What an import changed or missed
  '{what}: {times} (first at {place}: {example}).':
    '{what}: {times} (zuerst bei {place}: {example}).',
  '{what}: {times} (first at {place}).': '{what}: {times} (zuerst bei {place}).',
  'The text is not UTF-8 and was read as Latin-1 (Windows-1252): look at its accented letters':
    'Der Text ist kein UTF-8 und wurde als Latin-1 (Windows-1252) gelesen: Umlaute und Akzente prüfen',
  'Other lists in the file, which were left out': 'Andere Listen in der Datei, ausgelassen',
  'Answers written as floats or with leading zeros, now whole numbers':
    'Antworten als Gleitkommazahl oder mit führenden Nullen, jetzt ganze Zahlen',
  'Answers with commands whose backslash was decoded as an escape, restored':
    'Antworten mit Befehlen, deren Backslash als Escape gelesen worden war, wiederhergestellt',
  'Answers taken from the end of the solution': 'Antworten vom Ende der Lösung übernommen',
  'Problems without an answer, which can be solved but not graded':
    'Aufgaben ohne Antwort, die sich lösen, aber nicht bewerten lassen',
  'Answers that cannot be compared as what they are said to be':
    'Antworten, die sich nicht als das vergleichen lassen, was sie sein sollen',
  'Problems taken out of a chat template': 'Aufgaben aus einer Chatvorlage herausgelöst',
  'Problems with questions that follow the first, which were left out':
    'Aufgaben mit weiteren Fragen nach der ersten, die ausgelassen sind',
  'Problems joined with the passage or table beside them':
    'Aufgaben, mit dem Text oder der Tabelle daneben verbunden',
  'Problems joined with the unit of their answer':
    'Aufgaben, mit der Einheit ihrer Antwort verbunden',
  'Problems with an image, which is left out; without it they may not be solvable':
    'Aufgaben mit einem Bild, das ausgelassen ist; ohne es sind sie vielleicht nicht lösbar',
  'Passages that could not be read as text, left out':
    'Textstellen, die sich nicht als Text lesen ließen, ausgelassen',
  'Answers that were the number of an option, now its letter':
    'Antworten, die die Nummer einer Möglichkeit waren, jetzt ihr Buchstabe',
  'Answers that are none of the options': 'Antworten, die keine der Möglichkeiten sind',
  'Lists of answers, all of which are asked for together':
    'Listen von Antworten, die alle zusammen verlangt sind',
  'Lists of answers, any of which is right': 'Listen von Antworten, von denen jede richtig ist',
  'Checks that only the tool can run that they were written for, left out':
    'Prüfungen, die nur das Programm ausführen kann, für das sie geschrieben sind, ausgelassen',
  'Options that could not be read, left out':
    'Möglichkeiten, die sich nicht lesen ließen, ausgelassen',
  'Tolerances that could not be read as one number, left out':
    'Toleranzen, die sich nicht als eine Zahl lesen ließen, ausgelassen',
  'Problems that repeat the text of an earlier one':
    'Aufgaben, die den Text einer früheren wiederholen',
  'Problems that are in the file more than once, kept once':
    'Aufgaben, die mehrmals in der Datei stehen, einmal behalten',
  'Numbers that are no ids, since they repeat; the problems are numbered instead':
    'Nummern, die keine Kennungen sind, da sie sich wiederholen; die Aufgaben werden stattdessen nummeriert',
  'Only {gradable} of {problems} problems can be graded: {causes}.':
    'Nur {gradable} von {problems} Aufgaben lassen sich bewerten: {causes}.',
  '{missing} have no answer': '{missing} haben keine Antwort',
  '{unusable} have one that cannot be compared':
    '{unusable} haben eine, die sich nicht vergleichen lässt',
  '{missing} have no answer, {unusable} have one that cannot be compared':
    '{missing} haben keine Antwort, {unusable} haben eine, die sich nicht vergleichen lässt',
  'Look whether the right field was taken as the answer, and whether its kind is right.':
    'Prüfen, ob das richtige Feld als Antwort genommen wurde und ob seine Art stimmt.',
  '{what} is not JSON ({reason}).': '{what} ist kein JSON ({reason}).',
  'More than {size} GB were piped in.': 'Mehr als {size} GB kamen über die Pipe.'
}
