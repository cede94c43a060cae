/** What an attempt notes, decides and ends with; what methods, scorers and stop rules do; what grading says. */
export const attempts: Readonly<Record<string, string>> = {
  'This problem looks unlike what these models know: do not trust the answer.':
    'Diese Aufgabe sieht anders aus als alles, was diese Modelle kennen: Der Antwort ist nicht zu trauen.',
  'The {by} does not say which strategy it prefers: the letters have a probability of {mass} together. Strategies are drawn at random.':
    'Das {by, select, target {Zielmodell} other {Entwurfsmodell}} sagt nicht, welche Strategie es vorzieht: Die Buchstaben haben zusammen eine Wahrscheinlichkeit von {mass}. Die Strategien werden zufällig gezogen.',
  'The {by} answers {letter} whatever it stands for: asked {times} times with the strategies in another order. They are drawn at random.':
    'Das {by, select, target {Zielmodell} other {Entwurfsmodell}} antwortet {letter}, wofür es auch steht: {times}-mal gefragt, mit den Strategien in anderer Reihenfolge. Sie werden zufällig gezogen.',
  'The target does not score steps with a digit: the digits have a probability of {mass} together. Such a step counts as weak, and the target writes it anew. The scorer likelihood asks for no digit.':
    'Das Zielmodell bewertet Schritte nicht mit einer Ziffer: Die Ziffern haben zusammen eine Wahrscheinlichkeit von {mass}. Ein solcher Schritt gilt als schwach, und das Zielmodell schreibt ihn neu. Der Bewerter likelihood fragt nach keiner Ziffer.',
  "The first step is shared with attempt {attempt}: {tokens} tokens that were read here, not written. What writing them cost is on that attempt's bill.":
    'Der erste Schritt ist mit Versuch {attempt} geteilt: {tokens} Token, die hier gelesen und nicht geschrieben wurden. Was ihr Schreiben kostete, steht in der Rechnung jenes Versuchs.',
  "The first {steps} steps are shared with attempt {attempt}: {tokens} tokens that were read here, not written. What writing them cost is on that attempt's bill.":
    'Die ersten {steps} Schritte sind mit Versuch {attempt} geteilt: {tokens} Token, die hier gelesen und nicht geschrieben wurden. Was ihr Schreiben kostete, steht in der Rechnung jenes Versuchs.',
  'Something of this attempt is missing: {reason}.': 'Etwas von diesem Versuch fehlt: {reason}.',
  'Something of this attempt is missing: what was written down is damaged.':
    'Etwas von diesem Versuch fehlt: Was aufgeschrieben wurde, ist beschädigt.',
  'This version of Tandem cannot show what "{type}" means; a newer one can.':
    'Diese Fassung von Tandem kann nicht zeigen, was „{type}“ bedeutet; eine neuere kann es.',
  'The target reads path {path} and goes on from what it keeps.':
    'Das Zielmodell liest Pfad {path} und geht von dem aus weiter, was es behält.',
  'Another path opens: no answer is sure enough{shortfall}.':
    'Ein weiterer Pfad beginnt: Keine Antwort ist sicher genug{shortfall}.',
  'Another path opens: no answer is sure enough.':
    'Ein weiterer Pfad beginnt: Keine Antwort ist sicher genug.',
  'No further path opens: {reason}.': 'Kein weiterer Pfad beginnt: {reason}.',
  'The target is not woken: {reason}.': 'Das Zielmodell wird nicht geweckt: {reason}.',
  'The target is asked: the draft is not sure enough{shortfall}.':
    'Das Zielmodell wird gefragt: Das Entwurfsmodell ist nicht sicher genug{shortfall}.',
  ' (evidence {evidence}, needed {needed})': ' (Evidenz {evidence}, nötig {needed})',
  'The target is asked: the draft is not sure enough.':
    'Das Zielmodell wird gefragt: Das Entwurfsmodell ist nicht sicher genug.',
  'The paths that are open stop: {reason}.': 'Die offenen Pfade enden: {reason}.',
  '{answer} has evidence {evidence}, and {needed} is enough':
    '{answer} hat Evidenz {evidence}, und {needed} genügt',
  '{answer} leads with probability {probability}, and {needed} is enough':
    '{answer} führt mit Wahrscheinlichkeit {probability}, und {needed} genügt',
  'the first path has finished with an answer': 'Der erste Pfad ist mit einer Antwort fertig',
  'two paths agree on {answer}': 'Zwei Pfade stimmen in {answer} überein',
  'the leader cannot be overtaken by the {paths} remaining':
    'Die führende Antwort ist durch die übrigen Pfade ({paths}) nicht mehr einzuholen',
  'The time limit was reached.': 'Die Zeitgrenze wurde erreicht.',
  'The attempt did not end within its limit of {seconds} seconds.':
    'Der Versuch endete nicht innerhalb seiner Zeitgrenze von {seconds} Sekunden.',
  'No path came to an answer.': 'Kein Pfad kam zu einer Antwort.',
  'Every path failed: {causes}': 'Jeder Pfad ist gescheitert: {causes}',
  'Every path failed.': 'Jeder Pfad ist gescheitert.',
  'Stopped by hand: this path does not vote.':
    'Von Hand angehalten: Dieser Pfad stimmt nicht mit ab.',
  'the output states no answer': 'Die Ausgabe nennt keine Antwort',
  'the draft alone, one path': 'das Entwurfsmodell allein, ein Pfad',
  'the target alone, one path: what every other method is compared with':
    'das Zielmodell allein, ein Pfad: womit jedes andere Verfahren verglichen wird',
  'the target alone, one path, its tokens proposed by the draft: the same text, only sooner':
    'das Zielmodell allein, ein Pfad, seine Token schlägt das Entwurfsmodell vor: derselbe Text, nur früher',
  'the target alone, n paths, a vote': 'das Zielmodell allein, n Pfade, eine Abstimmung',
  'the target alone, n paths on selected strategies, a vote':
    'das Zielmodell allein, n Pfade mit gewählten Strategien, eine Abstimmung',
  'one path, the draft writes, the target scores and rewrites':
    'ein Pfad, das Entwurfsmodell schreibt, das Zielmodell bewertet und schreibt neu',
  'n paths on selected strategies, the draft writes, the target scores and rewrites, a vote':
    'n Pfade mit gewählten Strategien, das Entwurfsmodell schreibt, das Zielmodell bewertet und schreibt neu, eine Abstimmung',
  'ssr that stops at the first finished path with an answer':
    'ssr, das beim ersten fertigen Pfad mit einer Antwort endet',
  'ssr that stops when two finished paths agree':
    'ssr, das endet, sobald zwei fertige Pfade übereinstimmen',
  'the best path first, others only while its evidence is weak; the target sleeps where the draft is sure':
    'der beste Pfad zuerst, weitere nur, solange seine Evidenz schwach ist; das Zielmodell schläft, wo das Entwurfsmodell sicher ist',
  'the most likely digit, as published': 'die wahrscheinlichste Ziffer, wie veröffentlicht',
  'the mean of the digit distribution': 'der Mittelwert der Verteilung der Ziffern',
  'the probability of a digit of {digit} or more': 'die Wahrscheinlichkeit einer Ziffer ab {digit}',
  'the least likely token of the step under the target':
    'das unwahrscheinlichste Token des Schritts unter dem Zielmodell',
  'the mean likelihood of the step under the target':
    'die mittlere Wahrscheinlichkeit des Schritts unter dem Zielmodell',
  'when every path has ended': 'wenn jeder Pfad zu Ende ist',
  'at the first finished path with an answer': 'beim ersten fertigen Pfad mit einer Antwort',
  'when two finished paths agree': 'wenn zwei fertige Pfade übereinstimmen',
  'when the leader of the vote cannot be overtaken':
    'wenn die führende Antwort nicht mehr einzuholen ist',
  'The scorer {scorer} is a probability: no step would stand at {threshold}.':
    'Der Bewerter {scorer} ist eine Wahrscheinlichkeit: Bei {threshold} bliebe kein Schritt stehen.',
  'The scorer {scorer} goes from 0 to {highest}: no step would stand at {threshold}.':
    'Der Bewerter {scorer} reicht von 0 bis {highest}: Bei {threshold} bliebe kein Schritt stehen.',
  'That takes a new benchmark: this one goes on as it began.':
    'Dazu braucht es einen neuen Benchmark: Dieser geht weiter, wie er begann.'
}
