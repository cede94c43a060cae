/**
 * The run that comes with Tandem, to be looked at before anything was solved, and its attempt to open. It is in no store:
 * whoever asks for it by this id gets it from its file.
 */
export const RECORDED = { run: 'recording', attempt: 2 } as const
