import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { layers } from './scripts/layers.mjs'

// Packages that belong to one layer each. Folders are held apart by `npm run layers`, which resolves them.
const OWNED = [
  'electron',
  'litegraph.js',
  'onnxruntime-web',
  'onnxruntime-node',
  'onnxruntime-common',
  'node:',
]

/** The packages a layer may not import, with the message that says where to go instead. */
function restrictedPackages({ packages, instead }) {
  return OWNED.filter((name) => !packages.includes(name)).map((name) => ({
    regex: name.endsWith(':') ? `^${name}` : `^${name}(/|$)`,
    message: instead,
  }))
}

// The last matching entry wins here, and the first one in the table.
const layerRules = [...layers].reverse().map((layer) => ({
  files: layer.files.endsWith('/') ? [`${layer.files}**/*.{ts,tsx}`] : [layer.files],
  rules: { 'no-restricted-imports': ['error', { patterns: restrictedPackages(layer) }] },
}))

const NO_ONLY = ['test', 'describe', 'it'].map((name) => ({
  selector: `MemberExpression[object.name="${name}"][property.name="only"]`,
  message: `${name}.only leaves all the other tests out: take it away before you commit.`,
}))
const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one thing has one name everywhere.',
}

export default tseslint.config(
  { ignores: ['node_modules', 'dist', 'test-results', 'playwright-report', 'coverage'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.config.ts'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A handler must return a promise, whether or not it waits for one.
      '@typescript-eslint/require-await': 'off',
      // Objects here are closures: none of their methods uses `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', ...NO_ONLY, NO_DEFAULT_EXPORT],
      eqeqeq: 'error',
    },
  },
  ...layerRules,
  // A node type is the default export of its file; so is a tool's configuration.
  { files: ['nodes/*/*.ts', '*.config.ts'], rules: { 'no-restricted-syntax': ['error', ...NO_ONLY] } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: { console: 'readonly', process: 'readonly', URL: 'readonly', fetch: 'readonly' },
    },
  },
)
