// `npm run check-onnx`: exports every example and the StyleGAN1 fixture and runs ONNX's own checker over the files,
// shape inference included. Needs Python's onnx package: Debian's python3-onnx, installed here when we may.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './targets.mjs'

const CHECK = `
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(path, full_check=True)
    model = onnx.load(path)
    print(f"{path.rsplit('/', 1)[-1]}: {len(model.graph.node)} operators, IR {model.ir_version}, opset {model.opset_import[0].version}, valid")
`

function hasOnnx(python) {
  return spawnSync(python, ['-c', 'import onnx'], { stdio: 'ignore' }).status === 0
}

function findPython() {
  // Debian's packages belong to Debian's own Python, which need not be the first on PATH.
  const candidates = [process.env.STYLELOOM_PYTHON, '/usr/bin/python3', 'python3'].filter(Boolean)
  const found = candidates.find(hasOnnx)
  if (found !== undefined) return found
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing python3-onnx with apt-get, once…')
    spawnSync('apt-get', ['update'], { stdio: 'ignore' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'python3-onnx'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return candidates.find(hasOnnx)
  }
  return undefined
}

function styleloom(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/styleloom.mjs'), ...args], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`styleloom ${args.join(' ')} failed:\n${stdout}${stderr}`)
}

const python = findPython()
if (python === undefined) {
  console.error(
    "Python's onnx package is missing: `apt-get install python3-onnx`, or set STYLELOOM_PYTHON to a Python that has it.",
  )
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'styleloom-onnx-'))
try {
  const imported = join(folder, 'fixture.loom')
  styleloom(
    'import',
    join(ROOT, 'test/fixtures/stylegan1/stylegan1-64.tf-names.npz'),
    '-o',
    imported,
    '--growing',
  )
  const examples = readdirSync(join(ROOT, 'examples')).filter((name) => /\.loom(\.json)?$/.test(name))
  const graphs = [imported, ...examples.map((name) => join(ROOT, 'examples', name))]
  const models = graphs.map((graph) => {
    const model = join(folder, `${graph.split('/').at(-1)}.onnx`)
    styleloom('export', graph, '-o', model)
    return model
  })
  const { status } = spawnSync(python, ['-c', CHECK, ...models], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
