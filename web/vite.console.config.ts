/** Builds the console app. Must not hold anything that the apps share: that is vite.app.config.ts. */
import { appConfig } from './vite.app.config.ts'

export default appConfig('console', { jsxImportSource: 'react', installable: false })
