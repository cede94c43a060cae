/** Why something cannot be done with a run, and what to do. */
export const runs: Readonly<Record<string, string>> = {
  'There is no run {run}.': 'Es gibt keinen Lauf {run}.',
  'There is no run "{name}".': 'Es gibt keinen Lauf „{name}“.',
  'Several runs begin with "{name}".': 'Mehrere Läufe beginnen mit „{name}“.',
  'Write more of the id.': 'Mehr von der Kennung schreiben.',
  'See them with: tandem runs': 'Sie auflisten: tandem runs',
  'There are no runs yet.': 'Es gibt noch keine Läufe.',
  'Begin one with: tandem bench SET': 'Einen beginnen: unter Benchmark, oder tandem bench SET',
  'There are no benchmarks yet.': 'Es gibt noch keine Benchmarks.',
  'The run {run} is deleted.': 'Der Lauf {run} ist gelöscht.',
  'Bring it back with: tandem undelete {run}': 'Ihn zurückholen: tandem undelete {run}',
  'This run is being worked on already.': 'An diesem Lauf wird schon gearbeitet.',
  'This run waits for its turn already.': 'Dieser Lauf wartet schon, bis er an der Reihe ist.',
  'This run does not wait for its turn.':
    'Dieser Lauf wartet nicht darauf, an die Reihe zu kommen.',
  'This run is not being worked on here.': 'An diesem Lauf wird hier nicht gearbeitet.',
  'If it runs in a terminal, stop it there with Ctrl-C.':
    'Läuft er in einem Terminal, ihn dort mit Strg-C anhalten.',
  'The run ended before it began.': 'Der Lauf endete, bevor er begann.',
  'This run is not recorded yet, and nothing can go on from it.':
    'Dieser Lauf ist noch nicht aufgezeichnet, und nichts kann von ihm ausgehen.',
  'An earlier process could not record it.': 'Ein früherer Prozess konnte ihn nicht aufzeichnen.',
  'The run {run} could not be recorded.': 'Der Lauf {run} ließ sich nicht aufzeichnen.',
  'Save it with Export.': 'Ihn mit „Exportieren“ speichern.',
  'Another process went on with the run {run} while it was not recorded here.':
    'Ein anderer Prozess machte mit dem Lauf {run} weiter, während er hier nicht aufgezeichnet wurde.',
  'Save what this one did of it with Export.': 'Was dieser davon tat, mit „Exportieren“ speichern.',
  '{file} holds no run.': '{file} enthält keinen Lauf.',
  'The run {run} has no attempt {attempt} in this store.':
    'Der Lauf {run} hat in dieser Datenbank keinen Versuch {attempt}.',
  "An imported run's attempts have other numbers: open it from the history.":
    'Versuche eines importierten Laufs haben andere Nummern: Öffne ihn aus dem Verlauf.',
  'The run {run} is named twice.': 'Der Lauf {run} ist zweimal genannt.',
  'Its methods are held against each other in: tandem report {run}':
    'Seine Verfahren vergleicht: tandem report {run}',
  'The paths of a benchmark are not stopped by hand: its figures would no longer say what the method does.':
    'Die Pfade eines Benchmarks werden nicht von Hand angehalten: Seine Zahlen würden nicht mehr sagen, was das Verfahren tut.',
  'Stop the whole run; it can be resumed.': 'Den ganzen Lauf anhalten; er lässt sich fortsetzen.',
  'The run {run} was written by another version of Tandem, or is damaged: {reason}.':
    'Den Lauf {run} schrieb eine andere Version von Tandem, oder er ist beschädigt: {reason}.',
  'Keep what there is with: tandem export {run} --format raw. Remove it with: tandem delete {id}':
    'Aufheben, was da ist: tandem export {run} --format raw. Ihn entfernen: tandem delete {id}',
  'The attempt {attempt} was made by another version of Tandem: {place}: {reason}.':
    'Der Versuch {attempt} stammt von einer anderen Version von Tandem: {place}: {reason}.',
  'The run {run} was set up by another version of Tandem: {place}: {reason}.':
    'Den Lauf {run} richtete eine andere Version von Tandem ein: {place}: {reason}.',
  'Go on with it there, or begin a new run.':
    'Dort damit weitermachen, oder einen neuen Lauf beginnen.',
  'Put that model back, or begin a new run.':
    'Jenes Modell zurückbringen, oder einen neuen Lauf beginnen.',
  'Problems of the run {run} were lost when the store was damaged: it cannot go on.':
    'Aufgaben des Laufs {run} gingen verloren, als die Datenbank beschädigt wurde: Er kann nicht weitergehen.',
  'What was done of it stays. Begin another one with: tandem bench SET':
    'Was davon getan wurde, bleibt. Einen neuen beginnen: tandem bench SET',

  // Judging, forking, comparing, settings
  'Only an attempt that has ended can be judged.':
    'Nur ein Versuch, der zu Ende ist, kann beurteilt werden.',
  'Wait for its end.': 'Sein Ende abwarten.',
  'The run {run} has no finished attempt at "{problem}" by {method}, repeat {repeat}.':
    'Der Lauf {run} hat keinen beendeten Versuch an „{problem}“ mit {method}, Durchgang {repeat}.',
  'See its attempts with: tandem show {run}': 'Seine Versuche ansehen: tandem show {run}',
  'There is no attempt {attempt}.': 'Es gibt keinen Versuch {attempt}.',
  "See a run's: tandem show RUN": 'Die eines Laufs ansehen: tandem show RUN',
  'The attempt {attempt} is still being worked on.': 'An Versuch {attempt} wird noch gearbeitet.',
  'The attempt {attempt} has no path {path}.': 'Der Versuch {attempt} hat keinen Pfad {path}.',
  'It has one path.': 'Er hat einen Pfad.',
  'It has {paths} paths.': 'Er hat {paths} Pfade.',
  'Path {path} of the attempt {attempt} has no step {step}.':
    'Pfad {path} des Versuchs {attempt} hat keinen Schritt {step}.',
  'The target writes every step of this path.':
    'Das Zielmodell schreibt jeden Schritt dieses Pfads.',
  'No step of this path is scored: a threshold changes nothing.':
    'Kein Schritt dieses Pfads wird bewertet: Eine Schwelle ändert nichts.',
  'Take another seed, or write the step yourself.':
    'Nimm einen anderen Startwert, oder schreib den Schritt selbst.',
  'It has one step.': 'Er hat einen Schritt.',
  'It has {steps} steps.': 'Er hat {steps} Schritte.',
  'This attempt never began: there is nothing to share.':
    'Dieser Versuch hat nie begonnen: Es gibt nichts zu teilen.',
  'Another seed is needed.': 'Es braucht einen anderen Startwert.',
  'This attempt had {seed}.': 'Dieser Versuch hatte {seed}.',
  'Another threshold is needed.': 'Es braucht eine andere Schwelle.',
  'This attempt had {threshold}; {scorer} goes from 0 to {highest}.':
    'Dieser Versuch hatte {threshold}; {scorer} reicht von 0 bis {highest}.',
  'The step has no text.': 'Der Schritt hat keinen Text.',
  'Write it, or let the target write it.':
    'Ihn schreiben, oder ihn das Zielmodell schreiben lassen.',
  'Two to {most} runs can be compared, not {runs}.':
    'Zwei bis {most} Läufe lassen sich vergleichen, nicht {runs}.',
  'See all runs together with: tandem leaderboard':
    'Alle Läufe zusammen ansehen: in der Rangliste, oder tandem leaderboard',
  'The runs have no method in common: {a} and {b}.':
    'Die Läufe haben kein Verfahren gemeinsam: {a} und {b}.',
  'Compare runs that share a method, or that have one method each.':
    'Läufe vergleichen, die ein Verfahren teilen oder je genau eines haben.',
  'Give a threshold between 0 and {highest}.': 'Eine Schwelle zwischen 0 und {highest} angeben.',

  // Exported runs
  '{file} is larger than an exported run may be: it has {size}, at most {most} are read.':
    '{file} ist größer, als ein exportierter Lauf sein darf: Sie hat {size}, höchstens {most} werden gelesen.',
  'Export a run with: tandem export RUN --format json':
    'Einen Lauf exportieren: tandem export RUN --format json',
  'A run cannot be called {name}.': 'Ein Lauf kann nicht {name} heißen.',
  'Export it again where it was made.': 'Ihn dort, wo er gemacht wurde, noch einmal exportieren.',
  'The run {run} is in the store already.': 'Der Lauf {run} ist schon in der Datenbank.',
  'The run {run} is in the store already, deleted.':
    'Der Lauf {run} ist schon in der Datenbank, gelöscht.',
  'The run {run} in this file contradicts itself: {what}.':
    'Der Lauf {run} in dieser Datei widerspricht sich: {what}.',
  'This is no {what} that Tandem exported: {details}.':
    'Das ist kein {what, select, run {Lauf} other {Versuch}}, den Tandem exportiert hat: {details}.',
  '{path} was changed while it was read: import it when it is complete.':
    '{path} wurde geändert, während sie gelesen wurde: importieren, sobald sie vollständig ist.',
  'the attempt has more than {events} events, more than one may have.':
    'Der Versuch hat mehr als {events} Ereignisse, mehr als einer haben darf.',
  'The file has more than {attempts} attempts, more than a run may have.':
    'Die Datei hat mehr als {attempts} Versuche, mehr als ein Lauf haben darf.',
  'The run {run} has no attempt {attempt} that has ended.':
    'Der Lauf {run} hat keinen beendeten Versuch {attempt}.',
  'The run {run} has many attempts: name the one to share with --attempt.':
    'Der Lauf {run} hat viele Versuche: den, der geteilt werden soll, mit --attempt nennen.',
  'No attempt of the run {run} has ended.': 'Kein Versuch des Laufs {run} ist zu Ende.',
  'Share it when it has.': 'Danach lässt er sich teilen.',
  '{file} cannot be restored: {reason}': '{file} lässt sich nicht wiederherstellen: {reason}',
  'See them with: tandem show {run}. The whole run: tandem export {id} --format html':
    'Sie ansehen: tandem show {run}. Den ganzen Lauf: tandem export {id} --format html',
  'There is no backup "{name}".': 'Es gibt keine Sicherung „{name}“.',
  'See them with: tandem restore': 'Sie auflisten: tandem restore',
  'The store {path} is open in another Tandem.':
    'Die Datenbank {path} ist in einem anderen Tandem offen.',
  'Close its window, its page and its runs first.':
    'Zuerst sein Fenster, seine Seite und seine Läufe schließen.'
}
