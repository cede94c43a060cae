// Compares llama.cpp with the PyTorch transcripts: tokens of every text, greedy output of every prompt.
// node check_parity.mjs TRANSCRIPTS ROLE FILE.gguf
import fs from 'node:fs';
import { getLlama } from 'node-llama-cpp';

const [, , transcripts, role, file] = process.argv;
const { problems, tokens = [], maximumTokens } = JSON.parse(fs.readFileSync(transcripts, 'utf8'));
const llama = await getLlama({ gpu: false, build: 'never', logLevel: 'error' });
const model = await llama.loadModel({ modelPath: file });

const differing = tokens.filter(({ text, ids }) => JSON.stringify(model.tokenize(text, true).map(Number)) !== JSON.stringify(ids));
for (const { text } of differing.slice(0, 3)) console.log('tokens differ:', JSON.stringify(text));

// More threads make a model of this size slower by an order of magnitude.
const context = await model.createContext({ contextSize: 512, threads: 1 });
const sequence = context.getSequence();
let same = 0;
for (const problem of problems) {
  await sequence.clearHistory();
  const written = [];
  for await (const token of sequence.evaluate(model.tokenize(problem.prompt, true), { temperature: 0 })) {
    written.push(token);
    if (model.isEogToken(token) || written.length >= maximumTokens) break;
  }
  const text = model.detokenize(written);
  if (text === problem[role]) same += 1;
  else if (process.env.SHOW) console.log(JSON.stringify({ llama: text, pytorch: problem[role] }));
}
console.log(JSON.stringify({ file, texts: tokens.length, differing: differing.length, problems: problems.length, same }));
process.exit(0);
