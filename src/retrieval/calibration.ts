/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@5/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.455, // cover
    0.606, // coverWithTitle
    2.562, // coverNear
    2.820, // coverPassage
    2.001, // passageCosine
    1.130, // rank
    0.518, // fused
    1.728, // pairs
    2.889, // cosine
    0.944, // kindHeld
    -0.944, // kindMissing
    0.340, // short
    0.149, // long
    -0.084, // fresh
    1.391, // namesCovered
    0.137, // first
    3.226, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.053, // best
    1.134, // cover
    1.094, // forms
    0.183, // coverPassage
    0.874, // namesCovered
    -0.290, // kindMissing
    2.008, // passageCosine
    1.861, // sentenceCosine
    -0.008, // fused
    -0.329, // length
    -4.670, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.22,
};
