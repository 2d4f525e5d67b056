// npm run generate: writes every generated file again; with --check it only says which are out of date, and fails if any is.
// Must not use syntax newer than Node 12 here (see start.mjs).
import { nodeIsNewEnough } from './steps/node-version.mjs'

if (nodeIsNewEnough()) {
  import('./steps/main.mjs').then((main) =>
    main.runMain(() => import('./steps/generate.mjs').then((generate) => generate.generate(process.argv.slice(2)))),
  )
}
