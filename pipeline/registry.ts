import { readdir } from 'node:fs/promises';
import type { FormDefinition } from '../schemas/form.ts';
import type { DocumentReader, OcrEngineKind, OutputWriter } from '../schemas/ports.ts';
import { moduleExtension, programRoot } from './version.ts';

/** All that is found by lying in its folder: one file each and nothing else to touch. */
export interface Registry {
  readonly readers: readonly DocumentReader[];
  readonly forms: readonly FormDefinition[];
  readonly writers: readonly OutputWriter[];
}

/**
 * Loads every reader (extractors/formats), form (schemas/forms) and writer (pipeline/writers), each sorted by id.
 * @throws Error naming the file that exports no such thing, or the id that two of a kind share
 */
export async function loadRegistry(): Promise<Registry> {
  const [readers, forms, writers] = await Promise.all([
    loadFolder('extractors/formats/', 'reader', isReader),
    loadForms(),
    loadFolder('pipeline/writers/', 'writer', isWriter),
  ]);
  return { readers, forms, writers };
}

/** Loads the forms alone, sorted by id. */
export async function loadForms(): Promise<readonly FormDefinition[]> {
  return loadFolder('schemas/forms/', 'form', isForm);
}

/** Loads what can read pictures (extractors/ocr/engines), sorted by id: only those who need one do. */
export async function loadEngines(): Promise<readonly OcrEngineKind[]> {
  return loadFolder('extractors/ocr/engines/', 'engine', isEngine);
}

async function loadFolder<Plugin extends { readonly id: string }>(
  folder: string,
  exportName: string,
  isPlugin: (value: unknown) => value is Plugin,
): Promise<readonly Plugin[]> {
  const place = new URL(folder, programRoot);
  const names = (await readdir(place))
    .filter((name) => name.endsWith(moduleExtension) && !name.endsWith('.d.ts'))
    .sort();
  const plugins = await Promise.all(
    names.map(async (name) => {
      const loaded: Record<string, unknown> = await import(new URL(name, place).href);
      const plugin = loaded[exportName];
      if (!isPlugin(plugin)) throw new Error(`${folder}${name} exports no \`${exportName}\`.`);
      return plugin;
    }),
  );
  plugins.sort((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0));
  plugins.forEach((plugin, index) => {
    if (plugins[index + 1]?.id === plugin.id)
      throw new Error(`Two files of ${folder} have the id ${plugin.id}.`);
  });
  return plugins;
}

function hasId(value: unknown): value is { readonly id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';
}

function isReader(value: unknown): value is DocumentReader {
  return (
    hasId(value) &&
    'sniff' in value &&
    typeof value.sniff === 'function' &&
    'read' in value &&
    typeof value.read === 'function'
  );
}

function isForm(value: unknown): value is FormDefinition {
  return hasId(value) && 'identities' in value && Array.isArray(value.identities);
}

function isWriter(value: unknown): value is OutputWriter {
  return hasId(value) && 'formats' in value && Array.isArray(value.formats);
}

function isEngine(value: unknown): value is OcrEngineKind {
  return hasId(value) && 'accepts' in value && typeof value.accepts === 'function';
}
