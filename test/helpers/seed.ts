/**
 * Random tests print their seed; `STYLELOOM_SEED=<seed>` runs the same cases again. Automatic builds always run the
 * same ones, so that a change is judged by what it changed; new cases are found at home, where chance chooses.
 */
export function testSeed(): number {
  const given = Number.parseInt(process.env['STYLELOOM_SEED'] ?? '', 10)
  const chosen = process.env['CI'] === undefined ? Math.floor(Math.random() * 2 ** 31) : BUILD_SEED
  const seed = Number.isNaN(given) ? chosen : given
  console.info(`STYLELOOM_SEED=${seed}`)
  return seed
}

const BUILD_SEED = 20_261_121
