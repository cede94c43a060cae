/** Whether a pair pays, in words (src/core/calibration), and what keeps it from being measured. */
export const pays: Readonly<Record<string, string>> = {
  'No: it loses answers. {seen}. {remedy}': 'Nein: Es verliert Antworten. {seen}. {remedy}',
  'It gains answers and takes longer: {seen}. A faster draft, a GPU or fewer paths would help.':
    'Es gewinnt Antworten und braucht länger: {seen}. Ein schnelleres Entwurfsmodell, eine GPU oder weniger Pfade würden helfen.',
  'No, not on this machine: it takes longer for as many answers. {seen}. {remedy}':
    'Nein, nicht auf diesem Rechner: Es braucht länger für ebenso viele Antworten. {seen}. {remedy}',
  'No, not on this machine: it takes longer, and that it gains answers is not shown. {seen}. {remedy}':
    'Nein, nicht auf diesem Rechner: Es braucht länger, und dass es Antworten gewinnt, ist nicht gezeigt. {seen}. {remedy}',
  'Yes, on this machine: more right answers in less time. {seen}.':
    'Ja, auf diesem Rechner: mehr richtige Antworten in weniger Zeit. {seen}.',
  'It gains answers; whether it saves time is not sure. {seen}.':
    'Es gewinnt Antworten; ob es Zeit spart, ist nicht sicher. {seen}.',
  'Yes, on this machine: as many right answers in less time. {seen}.':
    'Ja, auf diesem Rechner: ebenso viele richtige Antworten in weniger Zeit. {seen}.',
  'It loses no answers; whether it saves time is not sure. {seen}.':
    'Es verliert keine Antworten; ob es Zeit spart, ist nicht sicher. {seen}.',
  'It saves time; whether it loses answers is not known yet: {seen}.':
    'Es spart Zeit; ob es Antworten verliert, ist noch nicht bekannt: {seen}.',
  'Not known yet: {seen}.': 'Noch nicht bekannt: {seen}.',
  '{problems} problems are too few to say ({needed} would do without a loss).':
    '{problems} Aufgaben sind zu wenige für ein Urteil ({needed} würden genügen, wenn keine verloren geht).',
  '{problems} problems are too few to say ({needed} would do, if it goes on like this).':
    '{problems} Aufgaben sind zu wenige für ein Urteil ({needed} würden genügen, wenn es so weitergeht).',
  '{right} of {problems} right instead of {baseline}, in {time} of its time ({range}), writing {tokens} of its tokens':
    '{right} von {problems} richtig statt {baseline}, in {time} der Zeit ({range}), mit {tokens} der geschriebenen Token',
  '{low} % to {high} %': '{low} % bis {high} %',
  'not known': 'Intervall nicht bekannt',
  'The target kept {accepted} of {judged} drafted steps: a draft that is right more often would help.':
    'Das Zielmodell behielt {accepted} von {judged} entworfenen Schritten: Ein Entwurfsmodell, das öfter richtig liegt, würde helfen.',
  'Another draft would have to be faster or right more often; a GPU or fewer paths help too.':
    'Ein anderes Entwurfsmodell müsste schneller sein oder öfter richtig liegen; auch eine GPU oder weniger Pfade helfen.',
  'with 95 % confidence at most {points} points below the target alone on problems like these ({seen}; exact binomial bounds)':
    'mit 95 % Konfidenz höchstens {points} Punkte unter dem Zielmodell allein, an solchen Aufgaben ({seen}; exakte Binomialgrenzen)',
  'with 95 % confidence at least {points} points above the target alone on problems like these ({seen}; exact binomial bounds)':
    'mit 95 % Konfidenz mindestens {points} Punkte über dem Zielmodell allein, an solchen Aufgaben ({seen}; exakte Binomialgrenzen)',
  'no promise: with 95 % confidence only "at most {points} points below the target alone" ({seen}; exact binomial bounds).':
    'kein Versprechen: mit 95 % Konfidenz nur „höchstens {points} Punkte unter dem Zielmodell allein“ ({seen}; exakte Binomialgrenzen).',
  'For {points} point it takes {needed} problems without a loss, or fewer with gains.':
    'Für {points} Punkt braucht es {needed} Aufgaben ohne Verlust, oder weniger mit Gewinnen.',
  'As it goes, no number of problems will bear it out.':
    'Geht es so weiter, wird es keine Zahl von Aufgaben bestätigen.',
  'As it goes it takes about {needed} problems.':
    'Geht es so weiter, braucht es etwa {needed} Aufgaben.',
  '{losses} lost and {gains} gained of {problems}':
    '{losses} verloren und {gains} gewonnen von {problems}',
  'A pair is being measured already.': 'Ein Paar wird schon vermessen.',
  'Stop that first.': 'Zuerst jenes anhalten.',
  'Nothing was measured for this pair.': 'Für dieses Paar wurde nichts vermessen.',
  'Measure it first.': 'Es zuerst vermessen.',
  'The models are at work ({work}), and timing them beside that would say nothing.':
    'Die Modelle arbeiten ({work}), und ihre Zeit daneben zu messen, würde nichts sagen.',
  'a problem': 'eine Aufgabe',
  'a benchmark': 'ein Benchmark',
  'Stop it, or wait for its end.': 'Anhalten, oder das Ende abwarten.',
  '{set} has {problems} problems with answers, and calibrating takes {least}.':
    '{set} hat {problems} Aufgaben mit Antworten, und zum Vermessen braucht es {least}.',
  'Choose another set.': 'Eine andere Sammlung wählen.',
  'Only {problems} problems were measured.': 'Nur {problems} Aufgaben wurden vermessen.',
  'Let it run until there are {least}.': 'Laufen lassen, bis es {least} sind.',
  '{model} is on a server, and what is measured of a pair holds for files: another model may be there tomorrow.':
    '{model} ist auf einem Server, und was an einem Paar vermessen wird, gilt für Dateien: Morgen kann dort ein anderes Modell sein.',
  'Name the scorer and its threshold yourself: --scorer, --threshold.':
    'Bewerter und Schwelle selbst angeben: --scorer, --threshold.',
  'The calibration cannot be kept. {reason}': 'Die Vermessung lässt sich nicht aufheben. {reason}',

  // What a target can tell (target-check.ts)
  '{model} tells right steps from wrong ones only roughly (by {scorer} in {told} of {pairs} known pairs): drafts will be kept and rejected by mistake.':
    '{model} unterscheidet richtige Schritte nur grob von falschen (mit {scorer} in {told} von {pairs} bekannten Paaren): Entwürfe werden irrtümlich bleiben oder verworfen.',
  '{model} cannot tell right steps from wrong ones (the best scorer, {scorer}, in {told} of {pairs} known pairs: no better than chance): use the method parallel, or another target.':
    '{model} kann richtige Schritte nicht von falschen unterscheiden (der beste Bewerter, {scorer}, in {told} von {pairs} bekannten Paaren: nicht besser als der Zufall): das Verfahren parallel verwenden, oder ein anderes Zielmodell.'
}
