/** Random tests print their seed; `STYLELOOM_SEED=<seed>` runs the same cases again. */
export function testSeed(): number {
  const given = Number.parseInt(process.env['STYLELOOM_SEED'] ?? '', 10)
  const seed = Number.isNaN(given) ? Math.floor(Math.random() * 2 ** 31) : given
  console.info(`STYLELOOM_SEED=${seed}`)
  return seed
}
