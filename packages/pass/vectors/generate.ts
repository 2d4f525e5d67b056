// Writes vectors/*.json anew: `npm run vectors --workspace packages/pass`. A test says when that is needed.
import { writeFileSync } from 'node:fs'
import { makeVectors, vectorText } from '../src/testing/make-vectors.ts'

for (const [name, vector] of Object.entries(await makeVectors())) {
  writeFileSync(new URL(`${name}.json`, import.meta.url), vectorText(vector))
}
