import { parentPort } from 'node:worker_threads'
import { judgeAnswer } from '../../core/answer-kinds/judge-answer.ts'
import type { WorkerReply, WorkerRequest } from './grader.ts'

/**
 * Grades untrusted text in a thread of its own, which the grader can end. Each judgement is sent as soon as it is
 * there, so that the grader knows on which task a thread hangs.
 */
if (!parentPort) throw new Error('grading-worker runs as a worker thread')
const port = parentPort

function send(reply: WorkerReply): void {
  port.postMessage(reply)
}

port.on('message', ({ tasks, policy }: WorkerRequest) => {
  for (const task of tasks) send({ kind: 'judgement', judgement: judgeAnswer(task, policy) })
})
send({ kind: 'ready' })
