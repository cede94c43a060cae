import type { en } from './en.ts'

/*
 * The words that are used for a thing, everywhere the same:
 *
 *   target           Zielmodell (großes Modell)    accept            annehmen
 *   draft model      Entwurfsmodell                reject            verwerfen
 *   draft            Entwurf                       rewrite           neu schreiben
 *   pair             Modellpaar, Paar              score, threshold  Wertung, Schwelle
 *   path             Pfad                          acceptance rate   Annahmequote
 *   step             Schritt                       vote              Abstimmung
 *   attempt          Versuch                       seed              Startwert
 *   run              Lauf                          method            Verfahren
 *   problem          Aufgabe                       baseline          Vergleichsbasis
 *   problem set      Aufgabensammlung, Sammlung    compute           Rechenaufwand
 *   answer           Antwort                       what if           Was wäre, wenn
 *   verdict          Urteil                        fork              Abzweig, abzweigen
 *   right, wrong     richtig, falsch               review            Durchsicht
 *   ungradable       nicht bewertbar               history           Verlauf
 *   grade            bewerten                      leaderboard       Rangliste
 *   calibrate        vermessen                     device            Gerät
 *
 * People are not addressed where that can be helped: "Datei wählen", not "Wählen Sie eine Datei".
 */
export const de = {
  // In many places
  'common.close': 'Schließen',

  // Around the screens: rail, status bar, palette, banners
  'shell.damage.known': 'Verstanden',
  'shell.nowhere.heading': 'Kein solcher Ort',
  'shell.nowhere.title': 'Unter dieser Adresse ist nichts',
  'shell.palette.title': 'Befehle',
  'shell.palette.placeholder': 'Was soll geschehen?',
  'shell.palette.field': 'Befehl',
  'shell.palette.nothing': 'Nichts gefunden.',
  'shell.rail': 'Bildschirme',
  'shell.status.disconnected': 'Verbindung verloren, neuer Versuch …',
  'shell.status.noModel': 'Kein Modell geladen',
  'shell.status.waiting':
    '{benchmarks, plural, one {# Benchmark wartet} other {# Benchmarks warten}}',
  'shell.status.memory.title': 'Speicher, der jetzt frei ist',
  'shell.status.memory': '{free} von {total} frei',
  'shell.status.downloads': '{downloads, plural, one {# Download} other {# Downloads}}',
  'shell.status.offline.title':
    'Keine Anfrage verlässt diesen Rechner, es sei denn, ein Download wird angeklickt',
  'shell.status.offline': 'offline',
  'shell.status.pair': '<name>{draft}</name> entwirft für <name>{target}</name> · {device}',
  'shell.command.go': 'Gehe zu: {screen}',
  'shell.command.solve': 'Die Aufgabe lösen',
  'shell.command.stop': 'Lösen abbrechen',
  'shell.command.typeset': 'Formeln setzen',
  'shell.command.raw': 'Texte zeigen, wie sie geschrieben wurden',
  'shell.command.light': 'Helles Erscheinungsbild',
  'shell.command.dark': 'Dunkles Erscheinungsbild',
  'shell.command.system': 'Erscheinungsbild des Systems',
  'shell.command.help': 'Hilfe zur Tastatur',
  'shell.start.tokens': '{tokens} Token je Pfad',
  'shell.start.paths': '{paths, plural, one {# Pfad} other {# Pfade}}',
  'shell.start.cpu': 'nur der CPU',
  'shell.start.with': 'Mit {means} starten',
  'shell.start.anyway': 'Trotzdem laden',
  'shell.newer': '{reason} Bis dahin kann hier nichts gelöst, geändert oder gelöscht werden.',
  'shell.damage.backups':
    'Jeden Tag wird eine Sicherung angelegt. Um zu einer zurückzukehren, Tandem schließen und in einem Terminal eingeben: <code>tandem restore</code>',
  'shell.nowhere.text':
    '<code>{address}</code> ist keine Adresse von Tandem. Weiter zu <solve>Lösen</solve> oder in den <history>Verlauf</history>.',
  'screen.solve': 'Lösen',
  'screen.benchmark': 'Benchmark',
  'screen.compare': 'Vergleich',
  'screen.history': 'Verlauf',
  'screen.models': 'Modelle',
  'screen.problem-sets': 'Aufgaben',
  'screen.settings': 'Einstellungen',
  'shell.keyboard.title': 'Tastatur',
  'shell.keyboard.letters':
    'Einzelne Buchstaben wirken, solange nichts getippt wird, und lassen sich in den Einstellungen abschalten.',
  'shell.keyboard.anywhere': 'Überall',
  'shell.keyboard.commands': 'Befehle',
  'shell.keyboard.search': 'Im Verlauf suchen',
  'shell.keyboard.help': 'Diese Hilfe',
  'shell.keyboard.solving': 'Lösen',
  'shell.keyboard.solve': 'Lösen',
  'shell.keyboard.stop': 'Abbrechen',
  'shell.keyboard.reading': 'Einen Versuch lesen',
  'shell.keyboard.pathBefore': 'Voriger Pfad',
  'shell.keyboard.pathAfter': 'Nächster Pfad',
  'shell.keyboard.stepNext': 'Nächster Schritt',
  'shell.keyboard.stepBefore': 'Voriger Schritt',
  'shell.keyboard.rewritten': 'Nächster Schritt, den das Zielmodell neu schrieb',
  'shell.keyboard.rejected': 'Den verworfenen Entwurf zeigen',
  'shell.keyboard.reviewing': 'Einen Benchmark durchsehen',
  'shell.keyboard.right': 'Richtig',
  'shell.keyboard.wrong': 'Falsch',
  'shell.keyboard.ungradable': 'Nicht bewertbar',
  'shell.keyboard.note': 'Notiz',
  'shell.keyboard.undo': 'Rückgängig',
  'shell.keyboard.attemptNext': 'Nächster Versuch',
  'shell.keyboard.attemptBefore': 'Voriger Versuch',
  'shell.keyboard.space': 'Leertaste',
  'shell.keyboard.undecided': 'Nächster unentschiedener',
  'shell.keyboard.comparing': 'Zwei Läufe vergleichen',
  'shell.keyboard.oneRight': 'Nächste Aufgabe, bei der nur ein Lauf richtig ist',
  'connection.lost': 'Die Verbindung zu Tandem ging verloren.',
  'connection.lost.hint':
    'Prüfen, ob es in seinem Terminal noch läuft. Die Seite verbindet sich von selbst wieder.',
  'ui.ignored': 'Diese Adresse verlangt etwas, das hier nichts bedeutet; es wurde übergangen:',
  'ui.tryAgain': 'Noch einmal',
  'ui.ignored.remove': 'Herausnehmen',
  'ui.dismiss': 'Ausblenden',
  'ui.loading': 'Lädt',

  // Settings
  'settings.language': 'Sprache',
  'settings.language.partly': 'Einige Bildschirme sind noch auf Englisch.',
  'settings.asSystem': 'Wie das System',
  'settings.theme': 'Erscheinungsbild',
  'settings.theme.light': 'Hell',
  'settings.theme.dark': 'Dunkel'
} satisfies Partial<Record<keyof typeof en, string>>
