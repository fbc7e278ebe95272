/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@3/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.396, // cover
    0.642, // coverWithTitle
    2.620, // coverNear
    2.940, // coverPassage
    1.370, // passageCosine
    1.395, // rank
    0.557, // fused
    1.896, // pairs
    2.449, // cosine
    0.924, // kindHeld
    -0.924, // kindMissing
    -0.432, // short
    0.172, // long
    0.171, // fresh
    1.406, // namesCovered
    0.173, // first
    3.388, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    0.809, // best
    1.233, // cover
    1.135, // forms
    0.250, // coverPassage
    0.853, // namesCovered
    -0.348, // kindMissing
    2.167, // passageCosine
    1.745, // sentenceCosine
    0.114, // fused
    -0.257, // length
    -4.603, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.18,
};
