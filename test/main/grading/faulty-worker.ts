import { parentPort } from 'node:worker_threads'
import { judge } from '../../../src/core/answers/judge.ts'
import type { WorkerReply, WorkerRequest } from '../../../src/main/grading/grader.ts'

/** Grades as the real worker does, but hangs on "hang" and breaks on "break". */
const reply = (message: WorkerReply) => parentPort?.postMessage(message)

parentPort?.on('message', ({ tasks, policy }: WorkerRequest) => {
  for (const task of tasks) {
    while (task.pred === 'hang');
    if (task.pred === 'break') throw new Error('broken on purpose')
    reply({ kind: 'judgement', judgement: judge(task, policy) })
  }
})
reply({ kind: 'ready' })
