import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';
import Ajv from 'ajv';

const read = async (path) => JSON.parse(await readFile(path, 'utf8'));
const validate = new Ajv({ strict: false, allErrors: true }).compile(await read(process.env.SCHEMA));
const manifest = await read(process.env.MANIFEST);

test('The manifest is valid', () => {
  assert.equal(validate(manifest), true, JSON.stringify(validate.errors, null, 2));
});

test('A field that no kind of resource has is refused', () => {
  const [name] = Object.keys(manifest.resources);
  const broken = { resources: { [name]: { ...manifest.resources[name], unheardOf: true } } };
  assert.equal(validate(broken), false);
});
