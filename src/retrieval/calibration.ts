/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@5/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.369, // cover
    0.610, // coverWithTitle
    2.507, // coverNear
    2.721, // coverPassage
    2.048, // passageCosine
    0.868, // rank
    1.267, // fused
    1.782, // pairs
    2.977, // cosine
    0.927, // kindHeld
    -0.927, // kindMissing
    -0.309, // short
    0.157, // long
    0.157, // fresh
    1.437, // namesCovered
    0.143, // first
    3.167, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    0.967, // best
    1.128, // cover
    1.083, // forms
    0.041, // coverPassage
    0.874, // namesCovered
    -0.295, // kindMissing
    1.967, // passageCosine
    1.869, // sentenceCosine
    0.226, // fused
    -0.325, // length
    -4.712, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.2,
};
