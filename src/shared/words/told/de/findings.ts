/** What `tandem doctor` and its screen find (src/main/diagnostics). */
export const findings: Readonly<Record<string, string>> = {
  // What was looked at
  'Bundled pair': 'Mitgeliefertes Paar',
  Processor: 'Prozessor',
  Memory: 'Arbeitsspeicher',
  Models: 'Modelle',
  Pair: 'Paar',
  'Data folder': 'Datenordner',
  'Set aside': 'Beiseitegelegt',
  Disk: 'Datenträger',
  Store: 'Datenbank',
  Damage: 'Schaden',
  'At work': 'In Arbeit',
  Page: 'Seite',

  // The program
  '{version} on {system}, {architecture}.': '{version} auf {system}, {architecture}.',
  'Node {node}, Node-API {version}.': 'Node {node}, Node-API {version}.',
  'Node {node} of Electron {electron}, Node-API {version}.':
    'Node {node} von Electron {electron}, Node-API {version}.',
  '{version} (better-sqlite3).': '{version} (better-sqlite3).',
  'better-sqlite3 cannot be loaded: {reason}': 'better-sqlite3 lässt sich nicht laden: {reason}',
  'Install again, in the project folder: npm ci': 'Im Projektordner neu installieren: npm ci',
  '{processor}, {cores} cores, load {load}.': '{processor}, {cores} Kerne, Last {load}.',
  'Other programs want every core: what is timed now is slower than this machine can be.':
    'Andere Programme beanspruchen alle Kerne: Was jetzt gemessen wird, ist langsamer, als dieser Rechner sein kann.',
  'The page is built.': 'Die Seite ist gebaut.',
  'The page is not built: the terminal works, window and browser do not.':
    'Die Seite ist nicht gebaut: Das Terminal geht, Fenster und Browser nicht.',
  'In the project folder: npm run build': 'Im Projektordner: npm run build',
  '{version}: this window.': '{version}: dieses Fenster.',
  'There is no Electron here, so there is no desktop window; the page in a browser is the same.':
    'Electron ist hier nicht installiert, also gibt es kein eigenes Fenster; die Seite im Browser ist dieselbe.',
  'To have the window, in a checkout of the project: npx install-electron':
    'Für das Fenster, in einer Arbeitskopie des Projekts: npx install-electron',
  'Electron is there, and no display to open its window on.':
    'Electron ist da, aber keine Anzeige, auf der sein Fenster aufgehen könnte.',
  'Start it in a desktop session, or use the page in a browser: npm start':
    'In einer Desktop-Sitzung starten, oder die Seite im Browser benutzen: npm start',
  'Its program is {path}.': 'Sein Programm ist {path}.',
  'The page opens in the system’s browser.': 'Die Seite öffnet sich im Browser des Systems.',
  'The page opens with {browser}.': 'Die Seite öffnet sich mit {browser}.',
  'The page does not open by itself: {reason}.':
    'Die Seite öffnet sich nicht von selbst: {reason}.',
  'no browser was found': 'Kein Browser wurde gefunden',
  'there is no display': 'Es gibt keine Anzeige',
  'Open the address that npm start prints in a browser of this machine.':
    'Die Adresse, die npm start ausgibt, in einem Browser dieses Rechners öffnen.',
  'Any port of 127.0.0.1 is free for the page.': 'Ein Port von 127.0.0.1 ist für die Seite frei.',
  '{address} is free for the page.': '{address} ist für die Seite frei.',
  '{address} is in use, perhaps by a Tandem; the next one takes a free port.':
    '{address} ist belegt, vielleicht von einem Tandem; das nächste nimmt einen freien Port.',
  '{address} cannot be used ({code}): the page cannot be served there.':
    '{address} lässt sich nicht verwenden ({code}): Dort kann die Seite nicht ausgeliefert werden.',
  'Choose another one: TANDEM_PORT=4200': 'Einen anderen wählen: TANDEM_PORT=4200',

  // Models and memory
  'The bundled models are missing.': 'Die mitgelieferten Modelle fehlen.',
  'Restore the folder resources/models of the project, or install again.':
    'Den Ordner resources/models des Projekts wiederherstellen, oder neu installieren.',
  'It opened the bundled pair and wrote.': 'Es öffnete das mitgelieferte Paar und schrieb.',
  '{gpu}: models may take {free} of {total}.': '{gpu}: Modelle dürfen {free} von {total} belegen.',
  'None: models run on the processor.': 'Keine: Modelle laufen auf dem Prozessor.',
  'The system has {device}, and llama.cpp cannot use it: models run on the processor.':
    'Das System hat {device}, und llama.cpp kann sie nicht benutzen: Modelle laufen auf dem Prozessor.',
  'a GPU': 'eine GPU',
  'an AMD GPU': 'eine GPU von AMD',
  'an NVIDIA GPU with a driver': 'eine GPU von NVIDIA mit Treiber',
  'Install or update its driver (CUDA or Vulkan), and look again.':
    'Ihren Treiber (CUDA oder Vulkan) installieren oder aktualisieren und noch einmal prüfen.',
  '{free} of {total} are free.': '{free} von {total} sind frei.',
  'Close other programs before you load a pair larger than the bundled one.':
    'Andere Programme schließen, bevor ein größeres Paar als das mitgelieferte geladen wird.',
  'Nobody has looked for others than the bundled pair yet.':
    'Nach anderen als den mitgelieferten Modellen wurde noch nicht gesucht.',
  'To find those of other programs: tandem models scan':
    'Die anderer Programme finden: tandem models scan',
  '{models} known.': '{models} bekannt.',
  '{models} known, {unable} of them cannot write solutions.':
    '{models} bekannt, {unable} davon können keine Lösungen schreiben.',
  'Why, model by model: tandem models list': 'Warum, Modell für Modell: tandem models list',
  'A model of the pair "{name}" is not there any more.':
    'Ein Modell des Paars „{name}“ ist nicht mehr da.',
  'Bring the file back and look for models again, or remove the pair.':
    'Die Datei zurückbringen und noch einmal nach Modellen suchen, oder das Paar entfernen.',

  // The data folder and the store
  '{path} will be made when it is needed.': '{path} wird angelegt, sobald es gebraucht wird.',
  '{path} is a file and no folder.': '{path} ist eine Datei und kein Ordner.',
  'Move it away, or choose another data folder with --data-dir.':
    'Sie wegräumen, oder mit --data-dir einen anderen Datenordner wählen.',
  '{path} can be entered by other users of this machine.':
    '{path} ist anderen Benutzern dieses Rechners zugänglich.',
  "What Tandem writes in it is closed to them all the same. To close the folder: chmod 700 '{path}'":
    "Was Tandem darin schreibt, ist ihnen trotzdem verschlossen. Den Ordner schließen: chmod 700 ''{path}''",
  '{path}, for you alone.': '{path}, nur für diesen Benutzer.',
  'What could not be read in the data folder was set aside: {files}.':
    'Was sich im Datenordner nicht lesen ließ, wurde beiseitegelegt: {files}.',
  'Move these files away once you do not want them any more.':
    'Diese Dateien wegräumen, sobald sie nicht mehr gebraucht werden.',
  '{free} of {total} are free where your data lie.':
    '{free} von {total} sind frei, wo die Daten liegen.',
  'Free some space before a long run or a download.':
    'Vor einem langen Lauf oder einem Download Platz schaffen.',
  'There is none yet: nothing was kept.': 'Es gibt noch keine: Nichts wurde aufgezeichnet.',
  '{size}, of an earlier version: the next command backs it up and updates it.':
    '{size}, von einer früheren Version: Der nächste Befehl sichert und aktualisiert sie.',
  '{size}, {runs}; not read whole.': '{size}, {runs}; nicht ganz gelesen.',
  '{size}, {runs}; every page is sound.': '{size}, {runs}; jede Seite ist in Ordnung.',
  '{runs} run': '{runs} Lauf',
  '{runs} runs': '{runs} Läufe',
  'To read every page of it: tandem store check': 'Jede Seite lesen: tandem store check',
  '{path} is damaged: {complaint}.': '{path} ist beschädigt: {complaint}.',
  'Save what can be read of it with: tandem store recover':
    'Retten, was sich lesen lässt: tandem store recover',
  'A store was found damaged and set aside ({times}).':
    'Eine Datenbank war beschädigt und wurde beiseitegelegt ({times}).',
  'See it with: tandem store check. Say that you know: tandem store acknowledge':
    'Ansehen: tandem store check. Zur Kenntnis nehmen: tandem store acknowledge',
  '{door} runs a benchmark (process {pid} on {host}).':
    'Ein Benchmark läuft: {door} (Prozess {pid} auf {host}).'
}
