/** Why a model, a pair, a download or the engine cannot do something, and what to do. */
export const models: Readonly<Record<string, string>> = {
  // The engine
  'The inference process hung and was ended. The next problem starts a new one.':
    'Der Rechenkern hing und wurde beendet. Die nächste Aufgabe startet einen neuen.',
  'The inference process ran out of memory. Choose fewer paths, fewer tokens or a smaller model.':
    'Dem Rechenkern ging der Speicher aus. Weniger Pfade, weniger Token oder ein kleineres Modell wählen.',
  'The inference process was killed: by the system where memory ran out, or by hand. With less memory to spare choose fewer paths, fewer tokens or a smaller model.':
    'Der Rechenkern wurde von außen beendet: vom System, weil der Speicher ausging, oder von Hand. Ist der Speicher knapp, weniger Pfade, weniger Token oder ein kleineres Modell wählen.',
  'llama.cpp gave up: {assertion} does not hold.': 'llama.cpp gab auf: {assertion} gilt nicht.',
  'llama.cpp uses an instruction that this processor lacks.':
    'llama.cpp benutzt einen Befehl, den dieser Prozessor nicht hat.',
  'The inference process lost a model file that it was reading: it was changed, or its disk removed.':
    'Dem Rechenkern ging eine Modelldatei verloren, die er las: Sie wurde geändert, oder ihr Datenträger entfernt.',
  'llama.cpp crashed ({signal}). The model file may be damaged.':
    'llama.cpp ist abgestürzt ({signal}). Vielleicht ist die Modelldatei beschädigt.',
  'The inference process ended by itself with exit code {code}.':
    'Der Rechenkern endete von selbst mit dem Code {code}.',
  'The inference process was ended by {signal}.': 'Der Rechenkern wurde durch {signal} beendet.',
  'Its last words: {words}': 'Seine letzten Worte: {words}',
  'The inference process gave no answer ("{type}").':
    'Der Rechenkern gab keine Antwort („{type}“).',
  'It was stopped before the models were loaded.':
    'Es wurde angehalten, bevor die Modelle geladen waren.',
  'The inference process ended {times} with these models, at last because {cause}.':
    'Der Rechenkern endete mit diesen Modellen {times, select, once {einmal} twice {zweimal} other {{times}}}, zuletzt {cause}.',
  'They are not loaded again without being asked.':
    'Ohne Nachfrage werden sie nicht wieder geladen.',
  '{times} times': '{times}-mal',
  'the memory was full': 'weil der Speicher voll war',
  'llama.cpp crashed': 'weil llama.cpp abstürzte',
  'the processor lacks an instruction': 'weil dem Prozessor ein Befehl fehlt',
  'the system ended it, probably for want of memory':
    'weil das System ihn beendete, wohl aus Mangel an Speicher',
  'it no longer answered': 'weil er nicht mehr antwortete',
  'Use {what}.': '{what} verwenden.',
  'Use {fewer} or {shorter}.': '{fewer} oder {shorter} verwenden.',
  'context {tokens}': 'Kontext {tokens}',
  'Use {paths} path instead of {wanted}.': '{paths} Pfad statt {wanted} verwenden.',
  'Use {paths} paths instead of {wanted}.': '{paths} Pfade statt {wanted} verwenden.',
  'Use {paths} path instead of {wanted}, and {other}.':
    '{paths} Pfad statt {wanted} und {other} verwenden.',
  'Use {paths} paths instead of {wanted}, and {other}.':
    '{paths} Pfade statt {wanted} und {other} verwenden.',
  'Use a context of {tokens} tokens instead of {wanted}.':
    'Einen Kontext von {tokens} Token statt {wanted} verwenden.',
  'Use the CPU instead of the GPU.': 'Die CPU statt der GPU verwenden.',
  'Use a context of {tokens} tokens instead of {wanted}, and the CPU instead of the GPU.':
    'Einen Kontext von {tokens} Token statt {wanted} und die CPU statt der GPU verwenden.',
  'a context of {tokens} tokens instead of {wanted}, and the CPU instead of the GPU':
    'einen Kontext von {tokens} Token statt {wanted} und die CPU statt der GPU',
  'a context of {tokens} tokens instead of {wanted}':
    'einen Kontext von {tokens} Token statt {wanted}',
  'the CPU instead of the GPU': 'die CPU statt der GPU',
  'Close other programs, or choose a smaller model or a smaller quantisation.':
    'Andere Programme schließen, oder ein kleineres Modell oder eine kleinere Quantisierung wählen.',
  'These models need {need} of {where} for {paths} path of {context} tokens; {have} are free.':
    'Diese Modelle brauchen {need} {where, select, memory {Speicher} other {Speicher der GPU}} für {paths} Pfad mit {context} Token; {have} sind frei.',
  'These models need {need} of {where} for {paths} paths of {context} tokens; {have} are free.':
    'Diese Modelle brauchen {need} {where, select, memory {Speicher} other {Speicher der GPU}} für {paths} Pfade mit {context} Token; {have} sind frei.',
  'There is no model file {path}.': 'Es gibt keine Modelldatei {path}.',
  '{path} cannot be used: {reason}': '{path} lässt sich nicht verwenden: {reason}',
  'it cannot be read.': 'Es lässt sich nicht lesen.',
  'The engine ended the attempt without a result.':
    'Der Rechenkern beendete den Versuch ohne ein Ergebnis.',
  'llama.cpp does not run on this machine: no binary for its processor is installed. Install Tandem again, optional packages included.':
    'llama.cpp läuft auf diesem Rechner nicht: Für seinen Prozessor ist kein Programm installiert. Tandem neu installieren, mit den optionalen Paketen.',
  'No {gpu} device can be used here. Choose --gpu auto or --gpu off.':
    'Hier lässt sich kein Gerät mit {gpu} verwenden. --gpu auto oder --gpu off wählen.',
  'The model computes values that are not numbers: its file is damaged, or its weights are too large for this device.':
    'Das Modell errechnet Werte, die keine Zahlen sind: Seine Datei ist beschädigt, oder seine Gewichte sind zu groß für dieses Gerät.',
  'This model cannot tell the answers {answers} apart by their first token. Choose another scorer.':
    'Dieses Modell kann die Antworten {answers} nicht an ihrem ersten Token unterscheiden. Einen anderen Bewerter wählen.',
  'The prompt profile "{name}" has models think between {open} and {close}, and the {role} {model} knows no such marks. Choose a profile without thinking, such as generic-chat (--prompts generic-chat), or another {role}.':
    'Das Prompt-Profil „{name}“ lässt Modelle zwischen {open} und {close} denken, und {model} kennt diese Marken nicht. Ein Profil ohne Denken wählen, etwa generic-chat (--prompts generic-chat), oder ein anderes {role, select, target {Zielmodell} other {Entwurfsmodell}}.',
  "{method} needs two models with the same tokens, and {draft} has others than {target}. Choose a draft of the target's family, or another method.":
    '{method} braucht zwei Modelle mit denselben Token, und {draft} hat andere als {target}. Ein Entwurfsmodell aus der Familie des Zielmodells wählen, oder ein anderes Verfahren.',
  '{wanted} cannot be had of the {role}: {reason}':
    '{wanted} geht nicht mit dem {role, select, target {Zielmodell} other {Entwurfsmodell}}: {reason}',
  'The method speculative': 'Das Verfahren speculative',
  'The {role} model {model} is not the one that the run began with ({what}).':
    '{model} ist nicht mehr das {role, select, target {Zielmodell} other {Entwurfsmodell}}, mit dem der Lauf begann ({what}).',
  'The model {model} is not the one that the run began with (what the server says of it differs).':
    '{model} ist nicht das Modell, mit dem der Lauf begann (was der Server von ihm sagt, ist anders).',
  'its SHA-256 differs': 'sein SHA-256 ist anders',
  'what the server says of it differs': 'was der Server von ihm sagt, ist anders',

  // The library
  'There is no model "{what}" in the library. "tandem models list" shows all.':
    'Es gibt kein Modell „{what}“ in der Bibliothek. „tandem models list“ zeigt alle.',
  '"{what}" means {models} models. Use an id: {ids}':
    '„{what}“ meint {models} Modelle. Eine Kennung verwenden: {ids}',
  'This model is not in the library any more.': 'Dieses Modell ist nicht mehr in der Bibliothek.',
  'The bundled models are asked as they were trained.':
    'Die mitgelieferten Modelle werden gefragt, wie sie trainiert wurden.',
  'The bundled models cannot be removed.':
    'Die mitgelieferten Modelle lassen sich nicht entfernen.',
  'Restore {path}.': '{path} wiederherstellen.',
  '{path}, which says what the bundled models are, cannot be read.':
    '{path} sagt, was die mitgelieferten Modelle sind, und lässt sich nicht lesen.',
  'It came with Tandem: install that again.': 'Die Datei kam mit Tandem: Es neu installieren.',
  'The file changed while it was read: scan again.':
    'Die Datei änderte sich, während sie gelesen wurde: noch einmal suchen.',
  'There is no folder {path}.': 'Es gibt keinen Ordner {path}.',
  '{path} holds more than {entries} files, too many to look through at every scan.':
    '{path} enthält mehr als {entries} Dateien, zu viele, um sie bei jeder Suche durchzusehen.',
  'Name the folder in it where the models lie.':
    'Den Ordner darin angeben, in dem die Modelle liegen.',
  'Rename the file, or import it by reference.':
    'Die Datei umbenennen, oder sie dort lassen, wo sie ist.',
  'The disk has {free} free and {needed} are needed.':
    'Auf dem Datenträger sind {free} frei, und {needed} werden gebraucht.',
  'Make room, or choose another folder.': 'Platz schaffen, oder einen anderen Ordner wählen.',
  'Import it by reference or as a copy.': 'Sie dort lassen, wo sie ist, oder kopieren.',
  '{name} has no file.': '{name} hat keine Datei.',
  'Scan again.': 'Noch einmal suchen.',
  'The memory cannot be estimated.': 'Der Speicherbedarf lässt sich nicht schätzen.',
  'The chat template cannot be tried.': 'Die Chatvorlage lässt sich nicht ausprobieren.',
  'The chat template cannot be used: {reason}': 'Die Chatvorlage ist nicht zu gebrauchen: {reason}',
  'Of a sample conversation it makes: {text}': 'Aus einem Beispielgespräch macht sie: {text}',
  'Give a Jinja template like those of tokenizer_config.json.':
    'Eine Jinja-Vorlage wie die in tokenizer_config.json angeben.',
  'The chat template is empty.': 'Die Chatvorlage ist leer.',
  'The chat template has {length} characters; at most {most} are read.':
    'Die Chatvorlage hat {length} Zeichen; höchstens {most} werden gelesen.',
  "The model's chat template has {length} characters; at most {most} are read.":
    'Die Chatvorlage des Modells hat {length} Zeichen; höchstens {most} werden gelesen.',
  "The model's chat template writes an endless prompt.":
    'Die Chatvorlage des Modells schreibt einen endlosen Prompt.',
  "The model's chat template goes too far: {reason}.":
    'Die Chatvorlage des Modells geht zu weit: {reason}.',
  'The file {path} is not there any more.': 'Die Datei {path} ist nicht mehr da.',
  'The file has changed since it was inspected: scan again.':
    'Die Datei hat sich geändert, seit sie geprüft wurde: noch einmal suchen.',
  'It has not been inspected yet: scan again.': 'Noch nicht geprüft: noch einmal suchen.',
  'It sees only {tokens} tokens at once; a solution needs {needed}.':
    'Es sieht nur {tokens} Token zugleich; eine Lösung braucht {needed}.',
  'Its content is not what its source says: download it again.':
    'Der Inhalt ist nicht, was die Quelle sagt: noch einmal herunterladen.',

  // Pairs
  'There is no pair "{name}".': 'Es gibt kein Paar „{name}“.',
  'The bundled pair cannot be removed.': 'Das mitgelieferte Paar lässt sich nicht entfernen.',
  'It is the target: its drafts would save nothing.':
    'Es ist das Zielmodell: Seine Entwürfe würden nichts sparen.',
  'It is larger than the target: its drafts would save nothing.':
    'Es ist größer als das Zielmodell: Seine Entwürfe würden nichts sparen.',
  '{name} is on a server: it takes no memory of this machine.':
    '{name} ist auf einem Server: Es braucht keinen Speicher dieses Rechners.',
  '{what} has not been inspected.': '{what} wurde noch nicht geprüft.',
  'A pair names its prompts and strategies by their ids, and "{id}" is a file.':
    'Ein Paar nennt Prompts und Strategien mit ihrer Kennung, und „{id}“ ist eine Datei.',
  'Put it into the folder of its kind in your data folder, and give the id that it has.':
    'Sie in den Ordner ihrer Art im Datenordner legen und ihre Kennung angeben.',

  // What a file can be (src/inference/backends/llama/gguf)
  'It is an embedding model: it cannot write text.':
    'Ein Embedding-Modell: Es kann keinen Text schreiben.',
  'It ranks texts: it cannot write one.': 'Es ordnet Texte: Es kann keinen schreiben.',
  'It is an adapter (LoRA), which only works together with the model that it was made for.':
    'Ein Adapter (LoRA), der nur mit dem Modell zusammen geht, für das er gemacht ist.',
  'It is the image part of another model.': 'Der Bildteil eines anderen Modells.',
  'It holds statistics for quantising a model, and no model.':
    'Statistik zum Quantisieren eines Modells, und kein Modell.',
  'It holds a vocabulary, and no model.': 'Ein Vokabular, und kein Modell.',
  'It reads texts in both directions, and does not write from left to right.':
    'Es liest Texte in beiden Richtungen und schreibt nicht von links nach rechts.',
  'It is not a GGUF file.': 'Das ist keine GGUF-Datei.',
  'It is not a file.': 'Das ist keine Datei.',
  'The file is empty.': 'Die Datei ist leer.',
  'The file is too short for a model.': 'Die Datei ist zu kurz für ein Modell.',
  'The file is incomplete: {size} of {needed} bytes are there.':
    'Die Datei ist unvollständig: {size} von {needed} Bytes sind da.',
  'The file ends in the middle of its header.': 'Die Datei endet mitten in ihrem Kopf.',
  'The file became shorter while it was read.':
    'Die Datei wurde kürzer, während sie gelesen wurde.',
  '{what} claims {length} bytes, more than the file has left.':
    '{what} soll {length} Bytes haben, mehr als die Datei noch hat.',
  '{what} has {length} bytes; at most {limit} are read.':
    '{what} hat {length} Bytes; höchstens {limit} werden gelesen.',
  'Its header is longer than {limit} bytes.': 'Ihr Kopf ist länger als {limit} Bytes.',
  'It was made for a machine of the other byte order.':
    'Sie ist für Rechner mit der anderen Bytereihenfolge.',
  'It is of GGUF version {version}; versions 2 and 3 are read.':
    'Sie hat die GGUF-Version {version}; gelesen werden die Versionen 2 und 3.',
  'It does not name its architecture.': 'Sie nennt ihre Architektur nicht.',
  'Its architecture {name} is not known to this version of Tandem.':
    'Ihre Architektur {name} kennt diese Version von Tandem nicht.',
  'It holds no weights.': 'Sie enthält keine Gewichte.',
  'It lacks its table of tokens.': 'Ihr fehlt die Tabelle der Token.',
  'It has no tokenizer.': 'Sie hat keinen Tokenizer.',
  'Its tokenizer {name} is not known.': 'Ihr Tokenizer {name} ist nicht bekannt.',
  'Its tokenizer has no list of tokens.': 'Ihr Tokenizer hat keine Liste der Token.',
  'Its tokenizer lacks the scores that it needs.':
    'Ihrem Tokenizer fehlen die Wertungen, die er braucht.',
  'Its tokenizer lacks the merges that it needs.':
    'Ihrem Tokenizer fehlen die Verschmelzungen, die er braucht.',
  'Its tokenizer turns a text into nothing.': 'Ihr Tokenizer macht aus einem Text nichts.',
  'Its chat template is not a text.': 'Ihre Chatvorlage ist kein Text.',
  'Its chat template has {length} characters; at most {most} are read.':
    'Ihre Chatvorlage hat {length} Zeichen; höchstens {most} werden gelesen.',
  'Its chat template nests deeper than {levels} levels.':
    'Ihre Chatvorlage ist tiefer als {levels} Ebenen verschachtelt.',
  'Its chat template has an expression that is too long.':
    'Ihre Chatvorlage hat einen Ausdruck, der zu lang ist.',
  'Its chat template has an expression without end.':
    'Ihre Chatvorlage hat einen Ausdruck ohne Ende.',
  'Its chat template does not come to an end.': 'Ihre Chatvorlage kommt nicht zu einem Ende.',
  'Its chat template fails: {reason}': 'Ihre Chatvorlage scheitert: {reason}',
  'Its weights are broken: the first token it is asked for has no finite probabilities.':
    'Ihre Gewichte sind defekt: Schon das erste Token hat keine endlichen Wahrscheinlichkeiten.',
  'There is no part of the model.': 'Vom Modell ist kein Teil da.',
  'Part {part} of {parts}: {reason}': 'Teil {part} von {parts}: {reason}',
  'It is part {part} of {parts} of a split model, and its name does not say so.':
    'Sie ist Teil {part} von {parts} eines geteilten Modells, und ihr Name sagt es nicht.',
  'The file named as part {index} of {parts} is part {part} of {count}.':
    'Die Datei, die Teil {index} von {parts} heißt, ist Teil {part} von {count}.',
  'Two parts of it hold the same tensor.': 'Zwei ihrer Teile enthalten denselben Tensor.',
  'Its parts hold {tensors} of {claimed} tensors.':
    'Ihre Teile enthalten {tensors} von {claimed} Tensoren.',
  'llama.cpp fails {stage}: {reason}': 'llama.cpp scheitert ({stage}): {reason}',
  'loading its weights': 'beim Laden der Gewichte',
  'preparing its context': 'beim Vorbereiten des Kontexts',
  'reading its header': 'beim Lesen des Kopfs',
  'It took far more time than it may while {stage}.': 'Es brauchte viel zu lange {stage}.',
  'It took far more memory than it may while {stage}.':
    'Es brauchte viel zu viel Speicher {stage}.',
  'The system ended it while {stage}, for want of memory.':
    'Das System beendete es {stage}, aus Mangel an Speicher.',
  'This processor lacks an instruction that was needed while {stage}.':
    'Diesem Prozessor fehlt ein Befehl, der nötig war {stage}.',
  'It crashed the process that opened it ({how}) while {stage}.':
    'Der Prozess, der die Datei öffnete, stürzte ab ({how}) {stage}.',
  'llama.cpp gave up while {stage}: {assertion}.': 'llama.cpp gab auf {stage}: {assertion}.',

  // Downloads
  '{path} is there already.': '{path} ist schon da.',
  '{bytes} bytes arrived where {announced} were announced, and were deleted. Download it again.':
    '{bytes} Bytes kamen an, {announced} waren angekündigt; sie wurden gelöscht. Noch einmal herunterladen.',
  'What arrived is not what was announced (its SHA-256 differs), and was deleted. Download it again.':
    'Was ankam, ist nicht, was angekündigt war (sein SHA-256 ist anders), und wurde gelöscht. Noch einmal herunterladen.',
  'This model is on its way already, in another window or terminal.':
    'Dieses Modell ist schon unterwegs, in einem anderen Fenster oder Terminal.',
  'This model is on its way already.': 'Dieses Modell ist schon unterwegs.',
  'This download is gone.': 'Diesen Download gibt es nicht mehr.',
  'Start it again.': 'Ihn neu beginnen.',
  '{repository} has no .gguf files. Look for a repository whose name ends in GGUF.':
    '{repository} hat keine .gguf-Dateien. Ein Repository suchen, dessen Name auf GGUF endet.',
  '{repository} has no {wanted}. It has: {files}.':
    '{repository} hat kein {wanted}. Es hat: {files}.',
  '{host} does not answer: try again later, or name the file (hf:{repository}/FILE.gguf).':
    '{host} antwortet nicht: später noch einmal versuchen, oder die Datei nennen (hf:{repository}/FILE.gguf).',
  'The connection to {host} fails.': 'Die Verbindung zu {host} scheitert.',
  'The connection to {host} fails{cause}.': 'Die Verbindung zu {host} scheitert{cause}.',
  'What has arrived is kept: try again later.': 'Was ankam, bleibt: später noch einmal versuchen.',
  'There is no {repository} at {host}, or it wants a token (HF_TOKEN).':
    'Bei {host} gibt es kein {repository}, oder es verlangt ein Zugriffstoken (HF_TOKEN).',
  '{host} does not say what is in {repository}.': '{host} sagt nicht, was in {repository} ist.',
  '{uri} does not name a .gguf file.': '{uri} nennt keine .gguf-Datei.',
  'Only https addresses are fetched, not {protocol}.':
    'Geladen wird nur von https-Adressen, nicht von {protocol}.',
  '{uri} is neither user/repository:Q4_K_M, hf:user/repository/file.gguf nor a web address.':
    '{uri} ist weder user/repository:Q4_K_M noch hf:user/repository/file.gguf noch eine Webadresse.',
  '{host} sends a web page instead of {file}: it may want you to log in, or the address is that of a page.':
    '{host} sendet eine Webseite statt {file}: Vielleicht verlangt es eine Anmeldung, oder die Adresse ist die einer Seite.',
  '{host} wants a token for {file}. Accept its licence there, and set a token (HF_TOKEN).':
    '{host} verlangt für {file} ein Zugriffstoken. Dort der Lizenz zustimmen und eines eingeben (HF_TOKEN).',
  '{host} does not let this token have {file}. Accept its licence there, or use another token.':
    '{host} gibt {file} für dieses Zugriffstoken nicht heraus. Dort der Lizenz zustimmen, oder ein anderes verwenden.',
  'There is no {file} at {host}.': 'Bei {host} gibt es kein {file}.',
  '{host} has less of {file} than was received. Remove the download, and begin again.':
    '{host} hat weniger von {file}, als schon ankam. Den Download entfernen und neu beginnen.',
  '{host} has had too many requests. Try again later.':
    '{host} hatte zu viele Anfragen. Später noch einmal versuchen.',
  '{host} answers {status} for {file}.': '{host} antwortet auf {file} mit {status}.',
  'The server sent another part than was asked for.':
    'Der Server sandte einen anderen Teil, als verlangt war.',
  'The server sends more than the {bytes} bytes that it announced.':
    'Der Server sendet mehr als die {bytes} Bytes, die er ankündigte.',
  'The disk is full. Make room, and go on.':
    'Der Datenträger ist voll. Platz schaffen und fortsetzen.',
  'Only {received} of {bytes} bytes arrived. Try again later.':
    'Nur {received} von {bytes} Bytes kamen an. Später noch einmal versuchen.',
  '{host} sends almost nothing. What has arrived is kept: try again later.':
    '{host} sendet fast nichts. Was ankam, bleibt: später noch einmal versuchen.',
  '{host} announces {bytes} bytes and sends {total}.':
    '{host} kündigt {bytes} Bytes an und sendet {total}.',
  '{host} redirects without end.': '{host} leitet endlos weiter.',
  'The token of the hub has a space or a sign that no token has.':
    'Das Zugriffstoken hat ein Leerzeichen oder ein Zeichen, das kein Zugriffstoken hat.',
  'Copy it again, and give it anew: HF_TOKEN, or in the window under Models.':
    'Es noch einmal kopieren und neu eingeben: HF_TOKEN, oder hier unter Modelle.',

  // On what a pair runs
  '{device}, {threads} thread': '{device}, {threads} Thread',
  '{device}, {threads} threads': '{device}, {threads} Threads',
  '{device}, {threads} thread, flash attention on':
    '{device}, {threads} Thread, Flash Attention an',
  '{device}, {threads} threads, flash attention on':
    '{device}, {threads} Threads, Flash Attention an',
  '{device}, {threads} thread, flash attention off':
    '{device}, {threads} Thread, Flash Attention aus',
  '{device}, {threads} threads, flash attention off':
    '{device}, {threads} Threads, Flash Attention aus',
  '{one}; draft on {other}': '{one}; Entwurfsmodell auf {other}',
  'CPU (not {name}: it could not be loaded)': 'CPU (nicht {name}: ließ sich nicht laden)',
  '{server} ({slots} slot of {tokens} tokens)': '{server} ({slots} Platz mit {tokens} Token)',
  '{server} ({slots} slots of {tokens} tokens)': '{server} ({slots} Plätze mit {tokens} Token)',
  // Rarer
  "The model's chat template shows a message {times} times instead of once.":
    'Die Chatvorlage des Modells zeigt eine Nachricht {times}-mal statt einmal.',
  'It cannot be opened: {reason}': 'Die Datei lässt sich nicht öffnen: {reason}',
  'Its alignment of {alignment} is not a power of two.':
    'Ihre Ausrichtung von {alignment} ist keine Zweierpotenz.',
  'Its table of tokens is {shape}; its header says {width} x {tokens}.':
    'Ihre Tabelle der Token ist {shape}; ihr Kopf sagt {width} x {tokens}.',
  'Its header says {layers} layers, and it holds {held}.':
    'Ihr Kopf nennt {layers} Schichten, und sie enthält {held}.',
  'The text has {tokens} tokens and {more} more do not fit into the context of {context}.':
    'Der Text hat {tokens} Token, und {more} weitere passen nicht in den Kontext von {context}.'
}
