/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@4/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.478, // cover
    0.602, // coverWithTitle
    2.533, // coverNear
    2.885, // coverPassage
    1.758, // passageCosine
    1.118, // rank
    0.562, // fused
    1.759, // pairs
    2.669, // cosine
    0.849, // kindHeld
    -0.849, // kindMissing
    0.078, // short
    0.093, // long
    0.044, // fresh
    1.317, // namesCovered
    0.116, // first
    3.270, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.009, // best
    1.228, // cover
    1.044, // forms
    0.182, // coverPassage
    0.919, // namesCovered
    -0.346, // kindMissing
    2.015, // passageCosine
    1.830, // sentenceCosine
    0.016, // fused
    -0.337, // length
    -4.734, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.19,
};
