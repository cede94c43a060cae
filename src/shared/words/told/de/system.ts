/** What the system, the disk and the store refuse, and faults of the program. */
export const system: Readonly<Record<string, string>> = {
  // src/main/system-errors.ts
  'The disk that holds {place} is full.': 'Der Datenträger mit {place} ist voll.',
  'The disk that holds the store is full.': 'Der Datenträger mit der Datenbank ist voll.',
  'Everything that was finished is stored. Free some space and do it again, or choose another data folder with --data-dir.':
    'Was fertig war, ist gespeichert. Platz schaffen und noch einmal versuchen, oder mit --data-dir einen anderen Datenordner wählen.',
  '{place} may not be read or written by you.':
    '{place} darf nicht gelesen oder geschrieben werden.',
  'The store may not be read or written by you.':
    'Die Datenbank darf nicht gelesen oder geschrieben werden.',
  'Change the rights of the file or its folder, or choose another data folder with --data-dir.':
    'Die Rechte der Datei oder ihres Ordners ändern, oder mit --data-dir einen anderen Datenordner wählen.',
  '{place} cannot be written: it is read-only.':
    '{place} lässt sich nicht schreiben: Dort darf nur gelesen werden.',
  'The store cannot be written: it is read-only.':
    'In die Datenbank lässt sich nicht schreiben: Sie darf nur gelesen werden.',
  'Make it writable, or choose another data folder with --data-dir.':
    'Schreiben erlauben, oder mit --data-dir einen anderen Datenordner wählen.',
  'The disk reports an error at {place}.': 'Der Datenträger meldet einen Fehler bei {place}.',
  'The disk reports an error at the store.':
    'Der Datenträger meldet einen Fehler bei der Datenbank.',
  'Copy what matters to another disk, and check this one.':
    'Wichtiges auf einen anderen Datenträger kopieren und diesen prüfen.',
  'Too many files are open to open {place}.': 'Zu viele Dateien sind offen, um {place} zu öffnen.',
  'Close other programs, or allow more: ulimit -n 4096':
    'Andere Programme schließen, oder mehr erlauben: ulimit -n 4096',
  'The system starts no more processes and threads.':
    'Das System startet keine weiteren Prozesse und Threads.',
  'Close other programs, or allow more: ulimit -u':
    'Andere Programme schließen, oder mehr erlauben: ulimit -u',
  'There is no file {place}.': 'Es gibt keine Datei {place}.',
  'The disk that holds {place} does not answer.': 'Der Datenträger mit {place} antwortet nicht.',
  'Check its connection.': 'Seine Verbindung prüfen.',
  'Another program keeps {place} busy.': 'Ein anderes Programm hält {place} belegt.',
  'Another program keeps the store busy.': 'Ein anderes Programm hält die Datenbank belegt.',
  'Wait for it or close it, and do it again.':
    'Es abwarten oder schließen, dann noch einmal versuchen.',
  'The memory is full.': 'Der Arbeitsspeicher ist voll.',
  'Close other programs and do it again.': 'Andere Programme schließen und noch einmal versuchen.',
  '{place} is damaged.': '{place} ist beschädigt.',
  'The store is damaged.': 'Die Datenbank ist beschädigt.',
  'Save what can be read of it with: tandem store recover. Go back to a backup with: tandem restore':
    'Retten, was sich lesen lässt: tandem store recover. Zu einer Sicherung zurückkehren: tandem restore',
  '{place} cannot be opened.': '{place} lässt sich nicht öffnen.',
  'The store cannot be opened.': 'Die Datenbank lässt sich nicht öffnen.',
  'Check that its folder is there and that you may write in it, or choose another data folder with --data-dir.':
    'Prüfen, ob der Ordner da ist und darin geschrieben werden darf, oder mit --data-dir einen anderen Datenordner wählen.',
  '{place} cannot be reached: a part of its path is a file and no folder.':
    '{place} ist nicht zu erreichen: Ein Teil des Pfads ist eine Datei und kein Ordner.',
  'Move that file away, or choose another data folder with --data-dir.':
    'Jene Datei wegräumen, oder mit --data-dir einen anderen Datenordner wählen.',
  '{place} is a folder, and a file was expected.':
    '{place} ist ein Ordner, und erwartet wurde eine Datei.',
  '{place} is {kind}, and a file was expected.':
    '{place} ist {kind}, und erwartet wurde eine Datei.',
  'a folder': 'ein Ordner',
  'a named pipe': 'eine benannte Pipe',
  'Name a file.': 'Eine Datei angeben.',
  '{place} exists already.': '{place} gibt es schon.',
  'Move it away, or choose another name.': 'Wegräumen, oder einen anderen Namen wählen.',
  '{place} is a file, and a folder was expected.':
    '{place} ist eine Datei, und erwartet wurde ein Ordner.',
  '{place} is not empty.': '{place} ist nicht leer.',
  'Move away what is in it.': 'Wegräumen, was darin ist.',
  'The path {place} is too long for this system.':
    'Der Pfad {place} ist für dieses System zu lang.',
  'Use shorter names, or choose another data folder with --data-dir.':
    'Kürzere Namen verwenden, oder mit --data-dir einen anderen Datenordner wählen.',
  '{place} is a link that leads back to itself.':
    '{place} ist ein Link, der zu sich selbst zurückführt.',
  'Make it point to a file or a folder.': 'Ihn auf eine Datei oder einen Ordner zeigen lassen.',
  '{place} is on another disk.': '{place} liegt auf einem anderen Datenträger.',
  'Choose a place on the same disk.': 'Einen Ort auf demselben Datenträger wählen.',
  'A call of the system to {place} was cut off.':
    'Ein Aufruf des Systems für {place} wurde abgebrochen.',
  'Do it again.': 'Noch einmal versuchen.',
  'The disk takes no such name: {place}.':
    'Der Datenträger nimmt einen solchen Namen nicht: {place}.',
  'Use other names, or choose another data folder with --data-dir.':
    'Andere Namen verwenden, oder mit --data-dir einen anderen Datenordner wählen.',
  'The system cannot do this with {place}.': 'Das System kann das mit {place} nicht tun.',
  'Name an ordinary file on an ordinary disk.':
    'Eine gewöhnliche Datei auf einem gewöhnlichen Datenträger angeben.',
  'Something is too long for the store: a text may have a thousand million bytes.':
    'Etwas ist zu lang für die Datenbank: Ein Text darf eine Milliarde Bytes haben.',
  'Divide it.': 'Es teilen.',

  // The store
  'This store was written by a newer Tandem: it is open for reading. Update Tandem to go on.':
    'Diese Datenbank schrieb ein neueres Tandem: Sie ist nur zum Lesen geöffnet. Um weiterzumachen, Tandem aktualisieren.',
  'Nothing was changed: this store was written by a newer Tandem and is open for reading.':
    'Nichts wurde geändert: Diese Datenbank schrieb ein neueres Tandem, und sie ist nur zum Lesen geöffnet.',
  'Update Tandem to go on.': 'Um weiterzumachen, Tandem aktualisieren.',
  '{path} was written by a newer version of Tandem (its format is {found}, this version knows {known}) and cannot be read by this one. It was left untouched.':
    '{path} schrieb eine neuere Version von Tandem (Format {found}, diese kennt {known}), und diese kann es nicht lesen. Nichts daran wurde geändert.',
  'Update Tandem, or choose another data directory with --data-dir.':
    'Tandem aktualisieren, oder mit --data-dir einen anderen Datenordner wählen.',
  '{path} is a database of another program. It was left untouched.':
    '{path} ist die Datenbank eines anderen Programms. Nichts daran wurde geändert.',
  'Choose another data directory with --data-dir.':
    'Mit --data-dir einen anderen Datenordner wählen.',
  'The store {path} was moved, deleted or replaced while it was in use.':
    'Die Datenbank {path} wurde verschoben, gelöscht oder ersetzt, während sie in Gebrauch war.',
  'Put it back, or see the backups with: tandem restore':
    'Sie zurücklegen, oder die Sicherungen ansehen: tandem restore',
  'The {kind} in the store were written by a newer Tandem, and stay as they are.':
    'Ein neueres Tandem schrieb, was in der Datenbank steht ({kind}); es bleibt, wie es ist.',
  'Update Tandem to change them.': 'Um etwas daran zu ändern, Tandem aktualisieren.',
  'The store could not be backed up before its format is updated: no thread began it within {seconds} seconds.':
    'Die Datenbank ließ sich nicht sichern, bevor ihr Format aktualisiert wird: Kein Thread begann damit innerhalb von {seconds} Sekunden.',
  'Nothing was changed. Close other programs, or allow more open files (ulimit -n 4096), and try again.':
    'Nichts wurde geändert. Andere Programme schließen, oder mehr offene Dateien erlauben (ulimit -n 4096), und noch einmal versuchen.',
  'There is no room for a backup of the store: it needs {size}.':
    'Für eine Sicherung der Datenbank ist kein Platz: Sie braucht {size}.',
  'Make room on the disk that holds {folder}.': 'Auf dem Datenträger mit {folder} Platz schaffen.',
  'Another process has taken over, because this one was suspended too long.':
    'Ein anderer Prozess hat übernommen, weil dieser zu lange ruhte.',
  'What was finished is stored.': 'Was fertig war, ist gespeichert.',
  '{door} is at work already (process {pid} on {host}, since {time}).':
    'Schon in Arbeit: {door} (Prozess {pid} auf {host}, seit {time}).',
  'One process runs the queue at a time: wait for it, or stop it there.':
    'Die Warteschlange gehört einem Prozess zu einer Zeit: ihn abwarten, oder ihn dort anhalten.',

  // Documents of the data folder
  'The {name} {path} cannot be read.':
    'Ein Dokument des Datenordners, {path}, lässt sich nicht lesen ({name}).',
  'Move the file away, and {anew}.': 'Die Datei wegräumen; danach: {anew}.',
  'The {name} {path} was written by a newer Tandem, and stays as it is.':
    'Ein Dokument des Datenordners, {path}, schrieb ein neueres Tandem; es bleibt, wie es ist ({name}).',
  'Update Tandem. Or move the file away, and {anew}.':
    'Tandem aktualisieren. Oder die Datei wegräumen; danach: {anew}.',
  'The {name} cannot be written. {reason}':
    'Ein Dokument des Datenordners lässt sich nicht schreiben ({name}). {reason}',
  'Let it be written there, or choose another data folder with --data-dir.':
    'Dort Schreiben erlauben, oder mit --data-dir einen anderen Datenordner wählen.',
  'Correct {file}.': '{file} berichtigen.',
  'There are no {kind} called "{name}".': 'Nichts heißt „{name}“ ({kind}).',
  'Known: {names}.': 'Bekannt: {names}.',
  'Known: {names}. A path that ends in .json is read as a file.':
    'Bekannt: {names}. Ein Pfad, der auf .json endet, wird als Datei gelesen.',
  'Windows keeps the name "{id}" for a device.': 'Windows behält den Namen „{id}“ einem Gerät vor.',
  'Save under another short name.': 'Unter einem anderen Kurznamen speichern.',
  'The {kind} "{id}" come with Tandem and stay as they are.':
    '„{id}“ gehört zu Tandem und bleibt, wie es ist ({kind}).',
  'Save yours under another short name.': 'Das eigene unter einem anderen Kurznamen speichern.',
  '{file} was written by a newer Tandem, and stays as it is.':
    '{file} schrieb ein neueres Tandem; es bleibt, wie es ist.',
  'Save under another short name, or update Tandem.':
    'Unter einem anderen Kurznamen speichern, oder Tandem aktualisieren.',
  'There is a file {file} already, which holds something else.':
    'Es gibt schon eine Datei {file}, die etwas anderes enthält.',
  'Save under another short name, or move {file} away.':
    'Unter einem anderen Kurznamen speichern, oder {file} wegräumen.',
  'There are no {kind} of your own called "{id}".': 'Nichts Eigenes heißt „{id}“ ({kind}).',
  '{name} is larger than definitions are: it has {size}, at most {most} are read.':
    '{name} ist zu groß: Es hat {size}, höchstens {most} werden gelesen.',
  'Check {file}.': '{file} prüfen.',
  '{name} cannot be read: {reason}': '{name} lässt sich nicht lesen: {reason}',
  '{name} is not JSON.': '{name} ist kein JSON.',
  '{name} is not JSON: it breaks off {place}.': '{name} ist kein JSON: Es bricht ab ({place}).',
  '{name} is not valid: {details}.': '{name} ist nicht gültig: {details}.',
  '{path} is larger than such files are: it has {size}, at most {most} are read.':
    '{path} ist zu groß für eine solche Datei: Sie hat {size}, höchstens {most} werden gelesen.',
  'Move it away.': 'Sie wegräumen.',

  // The program and its page
  'The page asked for something that does not exist.':
    'Die Seite verlangte etwas, das es nicht gibt.',
  'Reload the page: it may be older than the program.':
    'Die Seite neu laden: Sie ist vielleicht älter als das Programm.',
  'This is a fault of the program. The log in the data folder tells more.':
    'Das ist ein Fehler des Programms. Das Protokoll im Datenordner sagt mehr.',
  'Tandem is being closed.': 'Tandem wird geschlossen.',
  'The process {which} did not start. {reason}': 'Ein Prozess ({which}) startete nicht. {reason}',
  'The file did not arrive as it was sent.': 'Die Datei kam nicht so an, wie sie gesendet wurde.',
  'The file has not arrived yet.': 'Die Datei ist noch nicht angekommen.',
  'This file is gone.': 'Diese Datei ist nicht mehr da.',
  'Choose it again.': 'Sie noch einmal wählen.',
  'This system has no file manager that can be opened.':
    'Dieses System hat keine Dateiverwaltung, die sich öffnen lässt.',
  'The file is {path}.': 'Die Datei ist {path}.',
  'The list of licences is missing from this build.':
    'In diesem Build fehlt die Liste der Lizenzen.',
  'Build it again: npm run build. ({reason})': 'Neu bauen: npm run build. ({reason})',
  'The store could not be backed up. {reason}': 'Die Datenbank ließ sich nicht sichern. {reason}',
  '{what} cannot be read.': '{what} lässt sich nicht lesen.',

  // What prompts and strategies must be
  'must contain {{name}}': "muss '{'{name}'}' enthalten",
  'must end with \\boxed{': "muss mit \\boxed'{' enden",
  'may have at most {most} placeholders': 'darf höchstens {most} Platzhalter haben',
  'lower-case letters, digits and hyphens': 'Kleinbuchstaben, Ziffern und Bindestriche',
  'every strategy needs an id of its own': 'jede Strategie braucht eine eigene Kennung',

  // What happened to a store (src/main/store/incidents.ts)
  'The store was gone, or empty, on {time} UTC, though there had been one. A new, empty one was begun.':
    'Die Datenbank war am {time} UTC verschwunden oder leer, obwohl es eine gegeben hatte. Eine neue, leere wurde begonnen.',
  'The store was found damaged on {time} UTC.': 'Die Datenbank war am {time} UTC beschädigt.',
  'The damaged file was set aside, unchanged: {path}.':
    'Die beschädigte Datei wurde unverändert beiseitegelegt: {path}.',
  'Nothing was saved of it.': 'Nichts davon wurde gerettet.',
  '{there} of its {expected} pages were there; saved of it: {runs} runs with {attempts} attempts, and {sets} problem sets.':
    '{there} ihrer {expected} Seiten waren da; gerettet wurden {runs} Läufe mit {attempts} Versuchen und {sets} Aufgabensammlungen.',
  '{attempts} of the attempts were not whole and count as cut off: resume their runs.':
    '{attempts} der Versuche waren nicht vollständig und gelten als abgeschnitten: ihre Läufe fortsetzen.',
  'The text of {problems} problems is lost.': 'Der Text von {problems} Aufgaben ist verloren.',
  '{folder} holds more than {files} files: what comes after them was not looked at. Name the folder in it where the models lie, instead of it.':
    '{folder} enthält mehr als {files} Dateien: Was danach kommt, wurde nicht angesehen. Stattdessen den Ordner darin angeben, in dem die Modelle liegen.',
  'What was found is not kept. {reason}': 'Was gefunden wurde, ist nicht aufgehoben. {reason}'
}
