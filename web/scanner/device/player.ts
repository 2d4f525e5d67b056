// The one player of this page, silent when the settings say so.
import { makePlayer } from '../signals/player.ts'
import { settings } from './settings.ts'

export const player = makePlayer(() => settings.peek().sounds)
