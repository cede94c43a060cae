/** Names of the desktop window's two channels. Apart from the contract, so that the preload script stays small. */
export const CALL_CHANNEL = 'tandem:call'
export const PUSH_CHANNEL = 'tandem:push'
