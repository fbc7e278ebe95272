/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@5/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.383, // cover
    0.643, // coverWithTitle
    2.454, // coverNear
    2.608, // coverPassage
    1.789, // passageCosine
    1.176, // rank
    1.040, // fused
    1.810, // pairs
    2.904, // cosine
    0.932, // kindHeld
    -0.932, // kindMissing
    -0.243, // short
    0.110, // long
    0.136, // fresh
    1.411, // namesCovered
    0.131, // first
    3.171, // forms
    3.000, // deniesToo
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    0.925, // best
    1.190, // cover
    1.091, // forms
    0.080, // coverPassage
    0.897, // namesCovered
    -0.317, // kindMissing
    2.009, // passageCosine
    1.869, // sentenceCosine
    0.169, // fused
    -0.316, // length
    -4.681, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.27,
};
