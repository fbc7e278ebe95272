/** Learned from 3467 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@2/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.630, // cover
    1.496, // coverWithTitle
    2.445, // coverNear
    2.908, // coverPassage
    1.072, // passageCosine
    1.859, // rank
    -0.000, // fused
    1.207, // pairs
    2.676, // cosine
    0.908, // kindHeld
    -0.908, // kindMissing
    -0.524, // short
    0.433, // long
    0.211, // fresh
    1.534, // namesCovered
    0.254, // first
    2.761, // forms
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.927, // best
    1.033, // cover
    0.214, // forms
    1.670, // passageCosine
    1.407, // sentenceCosine
    0.410, // fused
    -0.504, // length
    -3.998, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.21,
};
