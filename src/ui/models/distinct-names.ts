import type { ModelState } from '../../contract/model.ts';

/** What tells two models of one name apart: the program that runs them. */
const ENGINES = { 'web-llm': 'WebLLM', transformers: 'ONNX' } as const;

/** The models with names that differ, so that a button says which one it is for: "Qwen3 0.6B (WebLLM)", "Qwen3 0.6B (ONNX)". */
export function distinctNames(models: readonly ModelState[]): ModelState[] {
  const sharing = ({ entry }: ModelState) => models.filter((other) => other.entry.name === entry.name);
  return models.map((model) => {
    const same = sharing(model);
    if (same.length === 1) return model;
    const { engine } = model.entry.language ?? {};
    const byEngine = engine && same.filter(({ entry }) => entry.language?.engine === engine).length === 1;
    return { ...model, entry: { ...model.entry, name: `${model.entry.name} (${byEngine ? ENGINES[engine] : model.entry.id})` } };
  });
}
