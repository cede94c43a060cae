/** Why a server cannot be used, and what to do. */
export const servers: Readonly<Record<string, string>> = {
  'No server "{name}" was added.': 'Kein Server „{name}“ wurde hinzugefügt.',
  'Another server is called "{name}" already.': 'Ein anderer Server heißt schon „{name}“.',
  'Give this one a name of its own.': 'Diesem einen eigenen Namen geben.',
  '"{text}" is no address of a server.': '„{text}“ ist keine Adresse eines Servers.',
  'A key or a password in an address would be kept with every run.':
    'Ein Schlüssel oder Passwort in einer Adresse würde mit jedem Lauf aufgehoben.',
  'Leave it out, and put the key into the environment variable TANDEM_API_KEY.':
    'Es weglassen, und den Schlüssel in das Feld daneben oder in die Umgebungsvariable TANDEM_API_KEY schreiben.',
  'The address of a server has no part behind a "?".':
    'Die Adresse eines Servers hat keinen Teil hinter einem „?“.',
  'A key that stands there goes into the environment variable TANDEM_API_KEY.':
    'Ein Schlüssel, der dort steht, gehört in das Feld daneben oder in die Umgebungsvariable TANDEM_API_KEY.',
  'Write it as http://HOST:PORT/v1#MODEL; /v1 and #MODEL may be left out.':
    'Sie schreiben als http://RECHNER:PORT/v1#MODELL; /v1 und #MODELL können fehlen.',
  'The address of a server has at most {most} characters, and this one {length}.':
    'Die Adresse eines Servers hat höchstens {most} Zeichen, und diese hat {length}.',
  'The address has a space or an invisible sign in it.':
    'In der Adresse steht ein Leerzeichen oder ein unsichtbares Zeichen.',
  'No server answers at port 0.': 'Auf Port 0 antwortet kein Server.',
  'Ports go from 1 to 65535.': 'Ports gehen von 1 bis 65535.',
  'An address with a zone, as "%eth0", is not understood: write it without, or use a name.':
    'Eine Adresse mit einer Zone, wie „%eth0“, wird nicht verstanden: ohne sie schreiben, oder einen Namen verwenden.',
  'The name of the model behind "#" cannot be read: a "%" in it is written as "%25".':
    'Der Name des Modells hinter „#“ lässt sich nicht lesen: Ein „%“ darin wird als „%25“ geschrieben.',
  'The keys of servers that are kept cannot be read.':
    'Die aufgehobenen Schlüssel der Server lassen sich nicht lesen.',
  'Move the file "server-keys" of the data folder away, and give the keys again.':
    'Die Datei „server-keys“ des Datenordners wegräumen und die Schlüssel neu eingeben.',
  'No model at {address} was added.': 'Kein Modell auf {address} wurde hinzugefügt.',
  'Add it first, which also tests it: tandem models add {address}':
    'Es zuerst hinzufügen, was es auch testet: tandem models add {address}',
  'The run {run} came from a file, and its models are on {server}. Only servers that you name are contacted.':
    'Der Lauf {run} kam aus einer Datei, und seine Modelle sind auf {server}. Angefragt wird nur, was genannt wurde.',
  'If you trust that one, name it: tandem models add {server}':
    'Wer diesem Server vertraut, nennt ihn: tandem models add {server}',

  '{asked} cannot be reached{cause}.': '{asked} ist nicht zu erreichen{cause}.',
  '{asked} cannot be reached.': '{asked} ist nicht zu erreichen.',
  '{asked} has been silent for too long. Is it busy with other work, or has it stopped?':
    '{asked} schweigt zu lange. Ist er mit anderem beschäftigt, oder steht er?',
  '{asked} wants a key. Give it to the server under Models, or put it into the environment variable {keyVariable} before you start Tandem.':
    '{asked} verlangt einen Schlüssel. Ihn unter Modelle beim Server eingeben, oder vor dem Start in die Umgebungsvariable {keyVariable} schreiben.',
  '{asked} wants a key{said}. Give it to the server under Models, or put it into the environment variable {keyVariable} before you start Tandem.':
    '{asked} verlangt einen Schlüssel{said}. Ihn unter Modelle beim Server eingeben, oder vor dem Start in die Umgebungsvariable {keyVariable} schreiben.',
  '{asked} answered with status {status}.': '{asked} antwortete mit dem Status {status}.',
  'The server {url} does not say {what}. Is it a recent {software}?':
    'Der Server {url} sagt nicht alles, was er sagen muss ({what}). Ist er ein neuerer {software}?',
  'The server {url} ended its answer before the text was at its end.':
    'Der Server {url} beendete seine Antwort, bevor der Text zu Ende war.',
  '{asked} broke off its answer.': '{asked} brach seine Antwort ab.',
  '{asked} broke off its answer{said}.': '{asked} brach seine Antwort ab{said}.',
  'The server {url} lists {models} models. At most {most} are read: is it a model server, and its address right?':
    'Der Server {url} nennt {models} Modelle. Höchstens {most} werden gelesen: Ist er ein Modellserver, und stimmt die Adresse?',
  'The server {url} lists no models at /v1/models. Is it a model server, and its address right?':
    'Der Server {url} nennt unter /v1/models keine Modelle. Ist er ein Modellserver, und stimmt die Adresse?',
  'The server {url} calls its model what nobody can type: a name has 1 to 1000 characters, all of them visible. Start it with another one (llama-server: --alias; vLLM: --served-model-name).':
    'Der Server {url} gibt seinem Modell einen Namen, den niemand tippen kann: Ein Name hat 1 bis 1000 sichtbare Zeichen. Ihn mit einem anderen starten (llama-server: --alias; vLLM: --served-model-name).',
  'The server {url} has several models: {names}. Name one behind its address: {example}.':
    'Der Server {url} hat mehrere Modelle: {names}. Eines hinter der Adresse nennen: {example}.',
  'The server {url} has no model "{model}". It has {names}.':
    'Der Server {url} hat kein Modell „{model}“. Er hat {names}.',
  'The server {url} says {what}: {value}. That cannot be; a whole number from {least} to {most} can. Is it a model server, and its address right?':
    'Der Server {url} nennt einen Wert, der nicht sein kann ({what}: {value}); möglich ist eine ganze Zahl von {least} bis {most}. Ist er ein Modellserver, und stimmt die Adresse?',
  'vLLM does not say how many weights {model} has, and the bill needs them. Say it: --target-parameters 32B, or --draft-parameters.':
    'vLLM sagt nicht, wie viele Gewichte {model} hat, und die Rechnung braucht sie. Sie angeben: --target-parameters 32B, oder --draft-parameters.',
  '{model} does not say how long a text may be.':
    '{model} sagt nicht, wie lang ein Text sein darf.',
  '{model} does not say how large its model is. Is it a recent llama-server?':
    '{model} sagt nicht, wie groß das Modell ist. Ist er ein neuerer llama-server?',
  'The server {url} does not say how long a text may be (/props). Start llama-server with --props.':
    'Der Server {url} sagt nicht, wie lang ein Text sein darf (/props). llama-server mit --props starten.',
  'The server {url} does not say what it remembers of a prompt, so that nobody could say what a solution costs. Start vLLM with --enable-prompt-tokens-details.':
    'Der Server {url} sagt nicht, was er von einem Prompt noch weiß, und so könnte niemand sagen, was eine Lösung kostet. vLLM mit --enable-prompt-tokens-details starten.',
  'The key for the server {url} has a space or a sign that no key has. Copy it again, and give it anew.':
    'Der Schlüssel für den Server {url} hat ein Leerzeichen oder ein Zeichen, das kein Schlüssel hat. Ihn noch einmal kopieren und neu eingeben.',
  '{asked} points elsewhere{to}. Only addresses that you name are contacted: name that one, if you trust it.':
    '{asked} verweist anderswohin{to}. Angefragt wird nur, was genannt wurde: Wer diesem Ziel vertraut, nennt es.',
  '{asked} points elsewhere. Only addresses that you name are contacted: name that one, if you trust it.':
    '{asked} verweist anderswohin. Angefragt wird nur, was genannt wurde: Wer diesem Ziel vertraut, nennt es.',
  'The server {does} more than {size} MB. That is no answer to what it was asked.':
    'Der Server {does} mehr als {size} MB. Das ist keine Antwort auf das, was gefragt war.',
  'answers with': 'antwortet mit',
  'sends a line of': 'sendet eine Zeile von',
  '{asked} answers with millions of lists and numbers. That is no answer to what it was asked.':
    '{asked} antwortet mit Millionen Listen und Zahlen. Das ist keine Antwort auf das, was gefragt war.',
  '{asked} answers with something else than JSON{said}. Is it a model server, and its address right?':
    '{asked} antwortet mit etwas anderem als JSON{said}. Ist er ein Modellserver, und stimmt die Adresse?',
  '{asked} answers with something else than JSON. Is it a model server, and its address right?':
    '{asked} antwortet mit etwas anderem als JSON. Ist er ein Modellserver, und stimmt die Adresse?',
  'The chat template of {model} cannot be used{reason}.':
    'Die Chatvorlage von {model} ist nicht zu gebrauchen{reason}.',
  'The tokenizer of the server does not give back the text that it was given. Use this model as a file.':
    'Der Tokenizer des Servers gibt den Text nicht so zurück, wie er ihn bekam. Dieses Modell als Datei verwenden.',
  'The server ends its answers before they have begun. Is it a model server that works?':
    'Der Server beendet seine Antworten, bevor sie begonnen haben. Ist er ein Modellserver, der funktioniert?',
  'The server {url}': 'Der Server {url}',

  // Why a connection fails (src/inference/network.ts)
  ' ({code}: {hint})': ' ({code}: {hint})',
  ' (the proxy answers {status})': ' (der Proxy antwortet {status})',
  ' (the proxy answers {status}: it does not let you there)':
    ' (der Proxy antwortet {status}: Er lässt niemanden dorthin)',
  ' (the proxy answers {status}: it wants a name and a password, as http://NAME:PASSWORD@HOST:PORT)':
    ' (der Proxy antwortet {status}: Er verlangt Name und Passwort, als http://NAME:PASSWORT@RECHNER:PORT)',
  'it does not speak TLS there; is its address http://?':
    'Dort spricht er kein TLS; ist seine Adresse http://?',
  'its certificate has expired, and whoever runs it has to renew it':
    'Sein Zertifikat ist abgelaufen, und wer ihn betreibt, muss es erneuern',
  'its certificate is not valid yet; is the clock of this machine right?':
    'Sein Zertifikat gilt noch nicht; geht die Uhr dieses Rechners richtig?',
  'its certificate is for another name; use the name that it is for':
    'Sein Zertifikat ist für einen anderen Namen; den Namen verwenden, für den es gilt',
  'its certificate is not trusted; let the system trust who signed it, or name that with NODE_EXTRA_CA_CERTS=/path/to/ca.pem before Tandem is started':
    'Seinem Zertifikat wird nicht vertraut; das System dem Aussteller vertrauen lassen, oder ihn vor dem Start mit NODE_EXTRA_CA_CERTS=/pfad/zu/ca.pem nennen',

  // What a server of another name lacks (meet-other.ts)
  '{model} is neither a llama-server nor a vLLM{owner}, and it does not {what}. By these Tandem keeps a path, and knows what a step is worth and what it costs. A llama-server or a vLLM with the same model will do.':
    '{model} ist weder ein llama-server noch ein vLLM{owner} und kann nicht, was Tandem braucht, um einen Pfad festzuhalten und zu wissen, was ein Schritt taugt und kostet: {what}. Ein llama-server oder ein vLLM mit demselben Modell kann es.',
  '{model} is neither a llama-server nor a vLLM, and it does not {what}. By these Tandem keeps a path, and knows what a step is worth and what it costs. A llama-server or a vLLM with the same model will do.':
    '{model} ist weder ein llama-server noch ein vLLM und kann nicht, was Tandem braucht, um einen Pfad festzuhalten und zu wissen, was ein Schritt taugt und kostet: {what}. Ein llama-server oder ein vLLM mit demselben Modell kann es.',
  ' (it is of {owner})': ' (von {owner})',
  '{one}, nor {last}': '{one} und {last}',
  '{one}, {other}, nor {last}': '{one}, {other} und {last}',
  '{one}, {other}, {third}, nor {last}': '{one}, {other}, {third} und {last}',
  'split a text into tokens (/tokenize)': 'einen Text in Token zerlegen (/tokenize)',
  'take a prompt as tokens and say which it wrote':
    'einen Prompt als Token annehmen und sagen, welche er schrieb',
  'say how probable a given token is': 'sagen, wie wahrscheinlich ein gegebenes Token ist',
  'say what of a prompt it remembered': 'sagen, was er von einem Prompt noch wusste',

  // What a server can do (examine-server.ts)
  'Write steps, streamed and with a seed; stop at once':
    'Schritte schreiben, Token für Token und mit Startwert; sofort anhalten',
  'Follow instructions': 'Anweisungen folgen',
  'Its model has no chat template of its own: a base model, which goes on with a text. Expect few right answers, and scores and letters that say little.':
    'Das Modell hat keine eigene Chatvorlage: ein Basismodell, das einen Text fortsetzt. Es wird wenige richtige Antworten geben, und Wertungen und Buchstaben sagen wenig.',
  'Judge a step by a digit': 'Einen Schritt mit einer Ziffer bewerten',
  'Judge a step by the probability of its tokens':
    'Einen Schritt nach der Wahrscheinlichkeit seiner Token bewerten',
  'Say what it computed, for the bill': 'Sagen, was er berechnet hat, für die Rechnung',
  'Remember each path': 'Sich jeden Pfad merken',
  'Hold a whole solution': 'Eine ganze Lösung fassen',
  'A path has {tokens} tokens, and a solution needs {needed} or more. Start the server with a longer context (llama-server: -c is shared by its slots; vLLM: --max-model-len).':
    'Ein Pfad hat {tokens} Token, und eine Lösung braucht {needed} oder mehr. Den Server mit längerem Kontext starten (llama-server: -c teilen sich seine Plätze; vLLM: --max-model-len).',
  'Verify a draft token by token (the method speculative)':
    'Einen Entwurf Token für Token prüfen (das Verfahren speculative)',
  'Repeat a run to the last bit (--exact)':
    'Einen Lauf bis auf das letzte Bit wiederholen (--exact)',
  'It has {slots}; where a run has more paths, some text is computed again. Start llama-server with --parallel {paths} or more, and as many times the context (-c).':
    'Er hat {slots}; wo ein Lauf mehr Pfade hat, wird mancher Text neu berechnet. llama-server mit --parallel {paths} oder mehr starten, und mit entsprechend mehr Kontext (-c).',
  'one slot': 'einen Platz',
  '{slots} slots': '{slots} Plätze',
  'the server joins what several ask of it in batches as it likes. Use the model as a file on this machine.':
    'Der Server legt, was mehrere von ihm wollen, nach Belieben in Batches zusammen. Das Modell als Datei auf diesem Rechner verwenden.',
  'proposals are verified token by token, and each would be a trip over the network. The method ssr exchanges whole steps.':
    'Vorschläge werden Token für Token geprüft, und jeder wäre ein Weg über das Netz. Das Verfahren ssr tauscht ganze Schritte aus.',
  'Two requests for each question: its vocabulary is too large to be listed.':
    'Zwei Anfragen je Frage: Sein Vokabular ist zu groß, um es aufzulisten.',
  'A request for each token of a step. A newer llama-server, which takes tokens in a grammar, needs one for all.':
    'Eine Anfrage je Token eines Schritts. Ein neuerer llama-server, der Token in einer Grammatik annimmt, braucht eine für alle.',
  'vLLM reads the whole path again, or answers a request for each token of the step: whichever is less.':
    'vLLM liest den ganzen Pfad neu, oder beantwortet eine Anfrage je Token des Schritts: was weniger ist.',
  'Its gateway has no /tokenize: each text is computed once more.':
    'Sein Gateway hat kein /tokenize: Jeder Text wird noch einmal berechnet.',
  'The tokenizer of the server says {length} characters for one token. That is none.':
    'Der Tokenizer des Servers nennt {length} Zeichen für ein Token. Das ist keines.',
  'The tokenizer of the server makes {tokens} tokens with {bytes} bytes of a text of {length} characters. That is no tokenizer.':
    'Der Tokenizer des Servers macht aus einem Text von {length} Zeichen {tokens} Token mit {bytes} Bytes. Das ist kein Tokenizer.',
  'The {role} is on no server.':
    'Das {role, select, target {Zielmodell} other {Entwurfsmodell}} ist auf keinem Server.'
}
